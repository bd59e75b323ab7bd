"""The overview of running apps."""

from __future__ import annotations

from dataclasses import dataclass

from droidground_emulator.virtual.screen.pillow.apps.icons import app_icon
from droidground_emulator.virtual.screen.pillow.containers import Column, Row
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View
from droidground_emulator.virtual.state.system_apps import LAUNCHER_ACTIVITY


@dataclass(slots=True)
class RecentsPage:
    """A card for each task, the latest first."""

    activity: str = LAUNCHER_ACTIVITY

    def build(self, ui: Ui) -> View:
        """Return the page."""
        if not ui.running:
            words = Text(text="No recent items", size=18, color=ui.theme.muted)
            return Column(
                width=FILL,
                height=FILL,
                centered=True,
                children=(View(weight=1), words, View(weight=1)),
            )
        return Column(
            resource_id="com.android.launcher3:id/overview_panel",
            width=FILL,
            height=FILL,
            padding=(24, 48, 24, 0),
            children=tuple(_card(ui, package) for package in ui.running[:6]),
        )


def _card(ui: Ui, package: str) -> View:
    app = ui.state.packages.find(package)
    label = app.label if app is not None else package
    icon = app_icon(package)
    disc = Column(
        width=40,
        height=40,
        radius=20,
        fill=icon.color,
        padding=(9, 9, 9, 9),
        children=(Icon(name=icon.glyph, side=22, color=(255, 255, 255)),),
    )

    def open_it() -> None:
        ui.switch_to(package)

    card = Row(
        class_name="android.widget.FrameLayout",
        resource_id="com.android.launcher3:id/task",
        width=FILL,
        fill=ui.theme.container,
        radius=24,
        padding=(20, 22, 20, 22),
        on_tap=open_it,
        children=(
            disc,
            Text(text=label, size=18, color=ui.theme.text, padding=(16, 0, 0, 0), weight=1),
        ),
    )
    return View(
        class_name="android.view.ViewGroup", width=FILL, padding=(0, 0, 0, 12), children=(card,)
    )
