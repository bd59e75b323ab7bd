"""A page with a title, for apps that have nothing else to show, and for installed ones."""

from __future__ import annotations

from dataclasses import dataclass

from droidground_emulator.virtual.screen.pillow.apps.icons import app_icon
from droidground_emulator.virtual.screen.pillow.containers import Column, Row
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View


@dataclass(slots=True)
class PlainPage:
    """The app's name, its icon and, if it was opened with one, the address."""

    package: str
    label: str
    activity: str
    uri: str = ""

    def build(self, ui: Ui) -> View:
        """Return the page."""
        theme = ui.theme
        icon = app_icon(self.package)
        badge = Column(
            width=96,
            height=96,
            radius=48,
            fill=icon.color,
            padding=(26, 26, 26, 26),
            children=(Icon(name=icon.glyph, side=44, color=(255, 255, 255)),),
        )
        words: tuple[View, ...] = (
            Text(text=self.label, size=24, color=theme.text, padding=(0, 24, 0, 0)),
        )
        if self.uri:
            words += (
                Text(
                    text=self.uri,
                    resource_id=f"{self.package}:id/url",
                    size=14,
                    color=theme.muted,
                    padding=(24, 8, 24, 0),
                ),
            )
        return Column(
            width=FILL,
            height=FILL,
            children=(
                title_bar(ui, self.label, self.package),
                View(weight=1),
                Column(width=FILL, centered=True, children=(badge, *words)),
                View(weight=2),
            ),
        )


def title_bar(ui: Ui, title: str, package: str) -> View:
    """Return a top bar with the app's name."""
    return Row(
        class_name="android.view.ViewGroup",
        resource_id=f"{package}:id/toolbar",
        width=FILL,
        height=64,
        padding=(24, 0, 16, 0),
        children=(Text(text=title, size=22, color=ui.theme.text),),
    )
