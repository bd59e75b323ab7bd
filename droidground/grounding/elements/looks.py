"""What the pixels tell of a thing: its colour, and whether it is set apart from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box
from droidground.grounding.elements.lexicon.colours import GREYS, HUES, MIN_SATURATION
from droidground.screen import Pixels

SIDE = 48
"""Pixels along each side that are looked at; more tell nothing more."""
COLOURED = 0.25
"""Share of a thing's pixels, or of what is drawn on it, that have the colour it is called by."""
INK = 40.0
"""Distance (of 442) from the usual colour of a thing at which something is drawn on it."""
APART = 36.0
"""Distance in colour at which one of several stands out."""
CLEARLY = 1.6
"""It stands out by this much more than any other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a thing looks: the colour it lies on and the colour of what is drawn there."""

    ground: NDArray[np.float64]
    ink: NDArray[np.float64]

    def apart(self, other: Look) -> float:
        """Return how much two looks differ."""
        ground = float(np.linalg.norm(self.ground - other.ground))
        return max(ground, float(np.linalg.norm(self.ink - other.ink)))

    @property
    def contrast(self) -> float:
        """How clearly what is drawn stands out from what it lies on."""
        return float(np.linalg.norm(self.ink - self.ground))

    @property
    def vividness(self) -> float:
        """How much of a hue there is, or else how clearly what is drawn stands out."""
        return float(np.ptp(self.ink)) + self.contrast


def look_of(pixels: Pixels, box: Box) -> Look:
    """Return the look of a part of a frame."""
    points = _sample(pixels, box)
    ground = np.median(points, axis=0)
    distance = np.linalg.norm(points - ground, axis=1)
    drawn = points[distance > INK]
    ink = np.median(drawn, axis=0) if len(drawn) else ground
    return Look(ground, ink)


def standing_out(pixels: Pixels, boxes: Sequence[Box]) -> int | None:
    """Return which of several things alike is set apart by its colours; None where none is."""
    looks = [look_of(pixels, box) for box in boxes]
    if len(looks) < 2:
        return None
    if len(looks) == 2:
        one, two = (look.vividness for look in looks)
        is_clear = max(one, two) >= CLEARLY * min(one, two)
        return (0 if one > two else 1) if is_clear and abs(one - two) >= APART else None
    usual = [
        sorted(look.apart(other) for other in looks if other is not look)[(len(looks) - 1) // 2]
        for look in looks
    ]
    first, second = sorted(usual, reverse=True)[:2]
    is_clear = first >= APART and first >= CLEARLY * second
    return usual.index(first) if is_clear else None


def palest(pixels: Pixels, boxes: Sequence[Box]) -> int | None:
    """Return which of several things alike is drawn clearly paler; None where none is."""
    contrasts = [look_of(pixels, box).contrast for box in boxes]
    if len(contrasts) < 2:
        return None
    first, second = sorted(contrasts)[:2]
    return contrasts.index(first) if second >= CLEARLY * first else None


def is_coloured(pixels: Pixels, box: Box, colour: str) -> bool:
    """Tell whether people would call a part of a frame by a colour."""
    points = _sample(pixels, box)
    ground = np.median(points, axis=0)
    drawn = points[np.linalg.norm(points - ground, axis=1) > INK]
    return _share(points, colour) >= COLOURED or (
        len(drawn) > 0 and _share(drawn, colour) >= 2 * COLOURED
    )


def _sample(pixels: Pixels, box: Box) -> NDArray[np.float64]:
    rows = np.linspace(box.top, box.bottom - 1, min(SIDE, box.height)).astype(int)
    columns = np.linspace(box.left, box.right - 1, min(SIDE, box.width)).astype(int)
    points: NDArray[np.float64] = pixels[np.ix_(rows, columns)].reshape(-1, 3).astype(np.float64)
    return points


def _share(points: NDArray[np.float64], colour: str) -> float:
    """Return the share of points that have a colour."""
    top, bottom = points.max(axis=1), points.min(axis=1)
    spread = top - bottom
    saturation = spread / np.maximum(top, 1.0)
    if colour in GREYS:
        low, high = GREYS[colour]
        value = top / 255.0
        return float(((saturation < MIN_SATURATION) & (value >= low) & (value <= high)).mean())
    red, green, blue = points.T
    safe = np.maximum(spread, 1.0)
    hue = (
        np.where(
            top == red,
            (green - blue) / safe % 6,
            np.where(top == green, (blue - red) / safe + 2, (red - green) / safe + 4),
        )
        * 60
    )
    start, end = HUES[colour]
    inside = (hue >= start) & (hue < end) if start < end else (hue >= start) | (hue < end)
    return float((inside & (saturation >= MIN_SATURATION) & (top > 40)).mean())
