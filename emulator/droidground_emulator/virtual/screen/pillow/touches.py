"""Fingers to actions: taps on views, scrolling, the system's edge gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Touch, TouchAction
from droidground_emulator.virtual.screen.pillow.apps.touchpad import Pad
from droidground_emulator.virtual.screen.pillow.containers import List
from droidground_emulator.virtual.screen.pillow.controls import Slider
from droidground_emulator.virtual.screen.pillow.gestures import Gesture, Tracker, fling_distance

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.pillow.desktop import Desktop
    from droidground_emulator.virtual.screen.pillow.scene import Scene
    from droidground_emulator.virtual.screen.pillow.ui import Page
    from droidground_emulator.virtual.screen.pillow.views import View
    from droidground_emulator.virtual.state.device_state import DeviceState

SIDE_INSET_DP = 24
BOTTOM_INSET_DP = 32
_GESTURE_DP = 24
"""How far an edge gesture must go to count."""


class Touches:
    """Follows one touch at a time; the views are those under its first point.

    When another page comes to the front meanwhile, the touch ends without effect.
    """

    def __init__(self, state: DeviceState, desktop: Desktop) -> None:
        self._state = state
        self._desktop = desktop
        self._tracker = Tracker(1.0)
        self._path: list[View] = []
        self._edge = ""
        self._page: Page | None = None
        self._last = (0.0, 0.0)

    def cancel(self) -> None:
        """Forget the finger that is down."""
        self._tracker.events = []
        self._path = []

    def feed(self, event: Touch, scene: Scene) -> None:
        """Take one finger event on the scene as it is shown."""
        if event.action is TouchAction.DOWN and event.pointer == 0:
            self._begin(event, scene)
        elif self._page is not self._desktop.page:
            self.cancel()
        was_moved = self._tracker.moved
        gesture = self._tracker.feed(event)
        if event.pointer == 0 and event.action is TouchAction.MOVE and self._tracker.down:
            self._follow(event, started=not was_moved)
        if gesture is not None:
            self._finish(gesture, scene)

    def _begin(self, event: Touch, scene: Scene) -> None:
        self._tracker.px_per_dp = scene.metrics.density / 160
        timeout = self._state.settings.number("secure", "long_press_timeout", 400)
        self._tracker.long_press_ms = int(timeout)
        self._path = scene.path_to(event.x, event.y)
        self._page = self._desktop.page
        self._last = (event.x, event.y)
        self._edge = self._edge_of(event, scene)

    def _edge_of(self, event: Touch, scene: Scene) -> str:
        width, height = scene.size
        side = scene.metrics.dp(SIDE_INSET_DP)
        if event.y >= height - scene.metrics.dp(BOTTOM_INSET_DP):
            return "bottom"
        if event.x < side or event.x >= width - side:
            return "left" if event.x < side else "right"
        return ""

    def _follow(self, event: Touch, *, started: bool) -> None:
        """Scroll or slide under a moving finger."""
        dy = event.y - self._last[1]
        slider = self._deepest(Slider)
        if isinstance(slider, Slider) and slider.on_slide is not None:
            slider.on_slide(slider.fraction(event.x))
        elif self._tracker.moved and not self._edge and not self._owns_gesture():
            scrolled = self._deepest(List)
            if isinstance(scrolled, List) and not started:
                scrolled.scrolling.by(-dy)
        if self._tracker.moved:
            self._last = (event.x, event.y)

    def _finish(self, gesture: Gesture, scene: Scene) -> None:
        if gesture.kind in ("swipe", "drag") and self._navigates(gesture, scene):
            return
        pad = self._deepest(Pad)
        if isinstance(pad, Pad):
            pad.page.take(gesture)
        elif gesture.kind == "swipe":
            self._fling(gesture)
        elif gesture.kind in ("tap", "double_tap", "long_press"):
            self._press(gesture)

    def _navigates(self, gesture: Gesture, scene: Scene) -> bool:
        """Do what a swipe from an edge does; False when it was none."""
        dx = gesture.end[0] - gesture.start[0]
        up = gesture.start[1] - gesture.end[1]
        far = scene.metrics.dp(_GESTURE_DP)
        if self._state.power.locked:
            if up > scene.size[1] / 6:
                self._state.power.unlock()
            return True
        if self._edge == "bottom":
            if up > far:
                self._desktop.go_home()
            return True
        if self._edge and abs(dx) > abs(up):
            if (dx if self._edge == "left" else -dx) > far:
                self._desktop.go_back()
            return True
        return False

    def _fling(self, gesture: Gesture) -> None:
        scrolled = self._deepest(List)
        if isinstance(scrolled, List) and not self._edge:
            scrolled.scrolling.by(-fling_distance(gesture.velocity[1], self._tracker.px_per_dp))

    def _press(self, gesture: Gesture) -> None:
        slider = self._deepest(Slider)
        if isinstance(slider, Slider) and slider.on_slide is not None:
            slider.on_slide(slider.fraction(gesture.end[0]))
            return
        kind = "on_long_press" if gesture.kind == "long_press" else "on_tap"
        for view in reversed(self._path):
            action = getattr(view, kind)
            if action is not None and view.enabled:
                action()
                return
            if kind == "on_long_press" and view.on_tap is not None:
                return

    def _deepest(self, kind: type[View]) -> View | None:
        return next((view for view in reversed(self._path) if isinstance(view, kind)), None)

    def _owns_gesture(self) -> bool:
        return self._deepest(Pad) is not None
