"""Names of colours, as the hues that people call so."""

from __future__ import annotations

HUES: dict[str, tuple[int, int]] = {
    "red": (345, 15),
    "orange": (15, 42),
    "yellow": (38, 68),
    "green": (70, 170),
    "teal": (160, 200),
    "blue": (185, 255),
    "purple": (255, 300),
    "violet": (255, 300),
    "pink": (300, 350),
}
"""Degrees on the colour circle, from and to; ranges overlap as people's names do."""
GREYS: dict[str, tuple[float, float]] = {
    "black": (0.0, 0.25),
    "white": (0.85, 1.0),
}
"""Brightness of what has no hue, 0 to 1."""

COLOURS = frozenset({*HUES, *GREYS})
MIN_SATURATION = 0.25
"""Below this a pixel has no hue."""
