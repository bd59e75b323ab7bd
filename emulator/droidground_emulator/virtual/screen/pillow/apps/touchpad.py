"""A pad that says what gesture it got and where: what a test of input looks at."""

from __future__ import annotations

from dataclasses import dataclass, field

from droidground_emulator.virtual.screen.pillow.apps.plain import title_bar
from droidground_emulator.virtual.screen.pillow.containers import Column
from droidground_emulator.virtual.screen.pillow.gestures import Gesture
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Text, View

PACKAGE = "com.droidground.touchpad"
_NAMES = {
    "tap": "Tap",
    "double_tap": "Double tap",
    "long_press": "Long press",
    "swipe": "Swipe",
    "drag": "Drag",
    "pinch": "Pinch",
    "cancel": "Cancelled",
}


@dataclass(eq=False, kw_only=True, slots=True)
class Pad(View):
    """Takes every gesture itself."""

    class_name: str = "android.view.View"
    page: TouchpadPage


@dataclass(slots=True)
class TouchpadPage:
    """Shows the last gesture and how many there were."""

    activity: str = f"{PACKAGE}.MainActivity"
    last: Gesture | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, gesture: Gesture) -> None:
        """Remember a gesture; a double tap is a tap, then the double tap that it became."""
        self.last = gesture
        self.counts[gesture.kind] = self.counts.get(gesture.kind, 0) + 1

    def build(self, ui: Ui) -> View:
        """Return the page."""
        theme = ui.theme
        said = Text(
            text=_say(self.last),
            resource_id=f"{PACKAGE}:id/last",
            size=18,
            color=theme.text,
            width=FILL,
            padding=(24, 8, 24, 0),
        )
        total = sum(self.counts.values())
        counted = Text(
            text=f"{total} gesture" + ("" if total == 1 else "s"),
            resource_id=f"{PACKAGE}:id/count",
            size=14,
            color=theme.muted,
            width=FILL,
            padding=(24, 4, 24, 12),
        )
        pad = Pad(
            page=self,
            resource_id=f"{PACKAGE}:id/pad",
            desc="Pad",
            width=FILL,
            weight=1,
            fill=theme.container,
            on_tap=lambda: None,
            on_long_press=lambda: None,
        )
        bar = title_bar(ui, "Touchpad", PACKAGE)
        return Column(width=FILL, height=FILL, children=(bar, said, counted, pad))


def _say(gesture: Gesture | None) -> str:
    if gesture is None:
        return "Nothing yet"
    start = f"{gesture.start[0]:.0f},{gesture.start[1]:.0f}"
    if gesture.kind in ("swipe", "drag"):
        return f"{_NAMES[gesture.kind]} {start} to {gesture.end[0]:.0f},{gesture.end[1]:.0f}"
    if gesture.kind == "pinch":
        return f"Pinch {'out' if gesture.scale > 1 else 'in'}"
    return f"{_NAMES[gesture.kind]} {start}"
