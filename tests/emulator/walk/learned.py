"""Which setting a switch stands for, learned from the touches themselves.

Nobody tells the walk what a row writes: the first touch shows it, and from then on each look at
the row must agree with that setting. What people know for certain is told beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.emulator.walk.told import Told
from tests.emulator.walk.views import Look, View

Setting = tuple[str, str]
Name = tuple[str, ...]
"""Package, what tells the page from others, title."""

KNOWN: dict[str, Setting] = {
    "Wi-Fi": ("global", "wifi_on"),
    "Airplane mode": ("global", "airplane_mode_on"),
    "Bluetooth": ("global", "bluetooth_on"),
    "Mobile data": ("global", "mobile_data"),
    "Dark theme": ("secure", "ui_night_mode"),
    "Battery Saver": ("global", "low_power"),
    "Auto-rotate screen": ("system", "accelerometer_rotation"),
    "Adaptive brightness": ("system", "screen_brightness_mode"),
    "Touch sounds": ("system", "sound_effects_enabled"),
    "Screen locking sound": ("system", "lockscreen_sounds_enabled"),
    "Use location": ("secure", "location_mode"),
}
"""What the switch with this English title must stand for."""
_ON = {
    "wifi_on": ("1", "2"),
    "bluetooth_on": ("1",),
    "ui_night_mode": ("2",),
    "location_mode": ("1", "2", "3"),
}


@dataclass
class Learned:
    """What each switch and choice was seen to stand for."""

    keys: dict[Name, set[Setting]] = field(default_factory=dict)
    values: dict[tuple[Name, str], bool] = field(default_factory=dict)
    """Whether it was checked at this value of its setting."""
    seen: set[str] = field(default_factory=set)
    """English titles of the switches that were compared with a setting."""

    def learn(self, name: Name, changed: set[Setting]) -> None:
        """Take note of what a touch of it changed."""
        if changed:
            known = self.keys.get(name, changed)
            self.keys[name] = (known & changed) or changed

    def check(self, name: Name, title: str, view: View, told: Told) -> None:
        """Compare what a switch shows with its setting."""
        shown = view.has("checked")
        known = KNOWN.get(title) if view["class"].endswith("Switch") else None
        if known is not None:
            value = told.setting(*known)
            on = value in _ON.get(known[1], ("1",))
            assert shown == on, f"{title!r} shows {shown}, {known} is {value}"
            self.seen.add(title)
            return
        keys = self.keys.get(name, set())
        if len(keys) != 1:
            return
        value = told.setting(*next(iter(keys)))
        before = self.values.setdefault((name, value), shown)
        assert shown == before, f"{name} shows {shown}, but {before} before, at {keys} = {value}"
        self.seen.add(title)


def checkables(look: Look) -> Iterable[View]:
    """Switches, boxes and choices of the front window."""
    return [view for view in look.front if view.has("checkable")]
