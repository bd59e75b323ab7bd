"""What the screenshot shows where the dump says that something is."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageStat

from tests.emulator.walk.told import Told
from tests.emulator.walk.views import SWITCH, Look, View

SYSTEM_UI = "com.android.systemui"
_CLOSE = 12
"""Sum of channel differences below which two colours are one."""
_COLOURING = (
    ("secure", "theme_customization_overlay_packages"),
    ("secure", "accessibility_display_inversion_enabled"),
    ("secure", "accessibility_display_daltonizer_enabled"),
    ("secure", "accessibility_display_daltonizer"),
    ("secure", "night_display_activated"),
    ("secure", "reduce_bright_colors_activated"),
    ("global", "low_power"),
)
"""Settings that may colour the whole screen."""

Colour = tuple[int, int, int]


@dataclass
class Pixels:
    """Compares screenshots with dumps; how a switch looks on and off is learned from the first."""

    colours: dict[tuple[object, ...], Colour] = field(default_factory=dict)
    compared: int = 0
    """How many switches were compared."""

    def check(self, image: Image.Image, look: Look, told: Told, size: tuple[int, int]) -> None:
        """Raise AssertionError where they differ."""
        assert image.size == size, f"a screenshot of {image.size} on a screen of {size}"
        spread = ImageStat.Stat(image.convert("L").resize((90, 200))).stddev[0]
        assert spread > 1, "the screen is blank"
        if look.dialog or any(view.id == "parentPanel" for view in look.views):
            return
        for view in look.front:
            if view["class"] == SWITCH and view.has("enabled") and not view.is_clipped():
                self._check_switch(image, view, look, told)

    def _check_switch(self, image: Image.Image, view: View, look: Look, told: Told) -> None:
        left, top, right, bottom = view.bounds
        tile = right - left > 1.9 * (bottom - top) and look.package == SYSTEM_UI
        at = (left + (bottom - top) // 7 if tile else (left + right) // 2, (top + bottom) // 2)
        if _covered(view, look, *at):
            return
        colour = image.getpixel(at)
        assert isinstance(colour, tuple)
        colour = (colour[0], colour[1], colour[2])
        style = (view["resource-id"], look.package, tile, told.dark,
                 tuple(told.setting(*each) for each in _COLOURING))  # fmt: skip
        on = view.has("checked")
        usual = self.colours.setdefault((style, on), colour)
        other = self.colours.get((style, not on))
        assert _far(colour, usual) < _CLOSE, f"{view} is {on} but {colour}, not {usual}"
        assert other is None or _far(usual, other) > _CLOSE, f"{view} looks the same on and off"
        self.compared += 1


def _covered(view: View, look: Look, x: int, y: int) -> bool:
    """Whether something that comes later in the tree lies over a point of it."""
    after = look.front[look.front.index(view) + 1 :]
    return any(each.holds(x, y) and not each.below(view) for each in after)


def _far(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
