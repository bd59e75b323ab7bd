"""Sizes and colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageFont

Color = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, half-open."""
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Metrics:
    """Turns dp and sp into pixels: px = dp * density / 160."""

    density: int
    font_scale: float = 1.0

    def dp(self, value: float) -> int:
        """Return a length in pixels."""
        return round(value * self.density / 160)

    def sp(self, value: float) -> int:
        """Return a text size in pixels, at least one."""
        return max(1, round(value * self.font_scale * self.density / 160))


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by their Material 3 role."""

    surface: Color
    container: Color
    """Cards, fields, the keyboard."""
    raised: Color
    """Keys on the keyboard, chips."""
    text: Color
    muted: Color
    """Second lines and icons."""
    primary: Color
    on_primary: Color
    outline: Color
    track: Color
    """A switch that is off."""
    tint: Color
    """What is selected."""


LIGHT = Theme(
    surface=(248, 250, 253),
    container=(233, 238, 246),
    raised=(255, 255, 255),
    text=(31, 31, 31),
    muted=(68, 71, 70),
    primary=(11, 87, 208),
    on_primary=(255, 255, 255),
    outline=(116, 119, 117),
    track=(225, 227, 225),
    tint=(211, 227, 253),
)

DARK = Theme(
    surface=(19, 19, 20),
    container=(40, 42, 44),
    raised=(68, 71, 70),
    text=(227, 227, 227),
    muted=(196, 199, 197),
    primary=(168, 199, 250),
    on_primary=(6, 46, 111),
    outline=(142, 145, 143),
    track=(68, 71, 70),
    tint=(0, 74, 119),
)


@lru_cache(maxsize=64)
def font(size: int) -> Font:
    """Return Pillow's own font at `size` pixels."""
    return ImageFont.load_default(size)


@lru_cache(maxsize=8192)
def text_width(text: str, size: int) -> float:
    """Return the advance of `text` in pixels."""
    return float(font(size).getlength(text))
