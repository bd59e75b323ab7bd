"""Shapes that may be icons: small, of one colour, apart from all else on an even ground.

A shape is brought to `SIDE` x `SIDE` numbers whose product with another shape's is their
normalised cross-correlation: 1 for the same shape at whatever size and in whatever colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box, Size
from droidground.screen import Pixels, Screenshot

Mask = NDArray[np.float32]
"""Height x width shares of the drawing's colour, 0 to 1."""
Shape = NDArray[np.float32]
"""SIDE x SIDE numbers in a row, of mean 0 and length 1."""

SIDE = 24
SCALE = 2.0
"""Shapes are looked for at this many pixels a dp: 24 dp are 48 pixels."""
USUAL_WIDTH_DP = 390
"""Narrower side of a phone whose density is not told; they have 360 to 430."""
LEAST_PER_DP = 0.75
"""Android's lowest density; what is narrower is a part of a screen."""
EDGE = 28
"""Least step of brightness (of 255, in any channel) between drawing and ground."""
GAPS = (1, 5, 9)
"""Parts fewer pixels apart make one shape: none, those of three dots, the bars of a pause sign."""
MIN_SIDE_DP, MAX_SIDE_DP = 9.0, 44.0
MIN_NARROW_DP = 2.5
"""Three dots are as narrow as this."""
MARGIN = 3
"""Pixels around a shape that tell its ground."""
GROUND_NOISE = 24
UNEVEN = 0.1
"""Share of the ground that may be of another colour."""
INK = 0.35
"""Share of the drawing's colour from which on a pixel belongs to the shape."""
FAINTEST = 30
"""Least contrast of a drawing."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape and where it is."""

    shape: Shape
    box: Box
    """Tight around it, in the frame's pixels."""
    side_dp: float
    """Its longer side."""


def pixels_per_dp(screenshot: Screenshot) -> float:
    """Return how many pixels a dp has, guessed by the width where the density is not told."""
    if screenshot.density is not None:
        return screenshot.density / 160
    return max(LEAST_PER_DP, min(screenshot.size.width, screenshot.size.height) / USUAL_WIDTH_DP)


def glyphs_on(pixels: Pixels, per_dp: float) -> list[Glyph]:
    """Return the shapes on a frame that are of an icon's size. Needs OpenCV."""
    size = Size(pixels.shape[1], pixels.shape[0])
    scale = SCALE / per_dp
    image = _scaled(pixels, scale)
    found: dict[Box, Glyph] = {}
    for part in _apart(image):
        cut = _mask(image, part)
        if cut is not None and _is_icon_sized(cut[1].width, cut[1].height):
            mask, box = cut
            side = max(box.width, box.height) / SCALE
            found.setdefault(box, Glyph(shape_of(mask), _unscaled(box, scale, size), side))
    return list(found.values())


def shape_of(mask: Mask) -> Shape:
    """Bring a mask that is cut tight to the form that can be compared."""
    import cv2

    scale = SIDE / max(mask.shape)
    height, width = (max(1, round(side * scale)) for side in mask.shape)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    square = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    square[top : top + height, left : left + width] = cv2.resize(
        mask, (width, height), interpolation=how
    )
    blurred = cv2.GaussianBlur(square, (3, 3), 0.8).ravel()
    centred = blurred - blurred.mean()
    return np.asarray(centred / max(float(np.linalg.norm(centred)), 1e-6), np.float32)


def tight(mask: Mask) -> Box | None:
    """Return the box around what is drawn; None when nothing is."""
    drawn = mask > INK
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        return None
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    import cv2

    if scale == 1:
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _unscaled(box: Box, scale: float, size: Size) -> Box:
    left, top, right, bottom = (round(side / scale) for side in box)
    return Box(left, top, min(right, size.width), min(bottom, size.height))


def _is_icon_sized(width: int, height: int) -> bool:
    longer, narrow = max(width, height) / SCALE, min(width, height) / SCALE
    return MIN_SIDE_DP <= longer <= MAX_SIDE_DP and narrow >= MIN_NARROW_DP


def _apart(image: Pixels) -> Iterator[Box]:
    """Return the boxes of what stands apart, by its edges."""
    import cv2

    steps = cv2.morphologyEx(image, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
    edges = (steps > EDGE).astype(np.uint8)
    for gap in GAPS:
        joined = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        stats: Any = cv2.connectedComponentsWithStats(joined, connectivity=8)[2]
        for left, top, width, height, _ in stats[1:].tolist():
            if _is_icon_sized(width, height):
                yield Box(left, top, left + width, top + height)


def _mask(image: Pixels, part: Box) -> tuple[Mask, Box] | None:
    """Return how much of each pixel is drawn on, cut tight; None when the ground is not even."""
    left, top = part.left - MARGIN, part.top - MARGIN
    right, bottom = part.right + MARGIN, part.bottom + MARGIN
    if left < 0 or top < 0 or right > image.shape[1] or bottom > image.shape[0]:
        return None
    crop = image[top:bottom, left:right].astype(np.int16)
    rim = np.concatenate([crop[0], crop[-1], crop[1:-1, 0], crop[1:-1, -1]])
    ground = np.median(rim, axis=0)
    if (np.abs(rim - ground).max(axis=1) > GROUND_NOISE).mean() > UNEVEN:
        return None
    apart = np.abs(crop - ground).max(axis=2).astype(np.float32)
    full = float(np.percentile(apart, 98))
    if full < FAINTEST:
        return None
    mask = np.minimum(apart / full, 1)
    box = tight(mask)
    if box is None:
        return None
    cut = mask[box.top : box.bottom, box.left : box.right]
    return cut, Box(left + box.left, top + box.top, left + box.right, top + box.bottom)
