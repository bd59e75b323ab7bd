"""One moment of the screen: views laid out for it, drawn on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import GESTURE_BAR_DP, STATUS_BAR_DP, Node
from droidground_emulator.virtual.screen.pillow.canvas import Canvas
from droidground_emulator.virtual.screen.pillow.system_bars import (
    gesture_bar,
    lock_screen,
    status_bar,
)
from droidground_emulator.virtual.screen.pillow.theme import DARK, LIGHT, Box, Metrics
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import View
from droidground_emulator.virtual.state.input_methods import SYSTEM_IME
from droidground_emulator.virtual.state.system_apps import SYSTEM_UI

if TYPE_CHECKING:
    from PIL import Image

    from droidground_emulator.virtual.screen.pillow.desktop import Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState


class Scene:
    """Status bar, page, keyboard and gesture bar, each in its box."""

    def __init__(self, state: DeviceState, desktop: Desktop) -> None:
        """Build and lay out for the state as it is."""
        scale = state.settings.number("system", "font_scale", 1.0)
        self.metrics = m = Metrics(state.display.density, min(max(scale, 0.5), 3.0))
        self.theme = DARK if state.dark else LIGHT
        self.size = width, height = state.display.size
        self._image: Image.Image | None = None
        self._package = desktop.window().package
        top, low = min(m.dp(STATUS_BAR_DP), height), height - m.dp(GESTURE_BAR_DP)
        self.bar = status_bar(state, self.theme.text, None)
        self.bar.place(m, (0, 0, width, top))
        self.handle = gesture_bar(self.theme.text)
        self.handle.place(m, (0, low, width, height))
        self.keyboard = self._keyboard(state, desktop, (0, top, width, low))
        bottom = low if self.keyboard is None else self.keyboard.box[1]
        self.page_box: Box = (0, top, width, max(bottom, top))
        if state.power.locked:
            self.page, self.page_box = lock_screen(state, self.theme), (0, 0, width, height)
        else:
            self.page = desktop.page.build(self._ui(state, desktop))
        self.page.place(m, self.page_box)

    def image(self) -> Image.Image:
        """Return the drawn scene, RGB."""
        if self._image is None:
            canvas = Canvas(self.size, self.theme.surface)
            for view in (self.page, self.keyboard, self.bar, self.handle):
                if view is not None:
                    view.paint(canvas, self.metrics)
            self._image = canvas.image
        return self._image

    def nodes(self) -> tuple[Node, ...]:
        """Return the roots, the focused window last."""
        clip = (0, 0, *self.size)
        roots = [self.bar.node(SYSTEM_UI, clip)]
        if self.keyboard is not None:
            roots.append(self.keyboard.node("com.android.inputmethod.latin", clip))
        page = self.page.node(self._package, clip)
        content = Node(
            class_name="android.widget.FrameLayout",
            bounds=self.page_box,
            resource_id="android:id/content",
            package=self._package,
            children=() if page is None else (page,),
        )
        roots.append(
            Node(
                class_name="android.widget.FrameLayout",
                bounds=clip,
                package=self._package,
                children=(content,),
            )
        )
        return tuple(root for root in roots if root is not None)

    def path_to(self, x: float, y: float) -> list[View]:
        """Return the views at a point, outermost first."""
        for view in (self.keyboard, self.page):
            if view is not None and (path := list(view.path_to(x, y))):
                return path
        return []

    def _keyboard(self, state: DeviceState, desktop: Desktop, room: Box) -> View | None:
        methods = state.input_methods
        if not methods.shown or methods.selected != SYSTEM_IME or state.power.locked:
            return None
        view = desktop.keyboard.build(self.theme)
        height = min(view.measure(self.metrics, room[2])[1], (room[3] - room[1]) * 2 // 3)
        view.place(self.metrics, (0, room[3] - height, room[2], room[3]))
        return view

    def _ui(self, state: DeviceState, desktop: Desktop) -> Ui:
        box = self.page_box
        return Ui(
            state=state,
            metrics=self.metrics,
            theme=self.theme,
            size=(box[2] - box[0], box[3] - box[1]),
            open_page=desktop.open_page,
            go_back=desktop.go_back,
            start_app=desktop.start_app,
            switch_to=desktop.switch_to,
            focus=desktop.focus,
            focused=desktop.focused,
            running=desktop.running,
        )
