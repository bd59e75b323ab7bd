"""Other pictures of the same screen: a right answer stays where it was."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import PIL.Image

from droidground.geometry import Box, Rotation, Size, Transform, crop, pad, resize, rotate
from droidground.geometry.units import Space
from droidground.screen import Pixels, Screenshot
from droidground_tasks.prediction import Prediction

SCALE = 0.5
PAD = 0.2
"""Share of the width and of the height that is added as a grey bar at the right and the bottom."""
KEPT = 0.97
"""Share of the height that a crop keeps; it cuts off about the status bar."""
JPEG_QUALITY = 30
GREY = 128
EDGES = (1.0, 4.0, 16.0, 64.0, 256.0)
"""Upper ends, in pixels of the original, of the offset histogram's bins; the last is open."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed picture, and the way back from it."""

    screenshot: Screenshot
    chain: Transform
    """From pixels of the original to pixels of the changed picture."""

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return the original pixel of a pixel of the changed picture."""
        inverse = self.chain.inverse()
        at = inverse.apply(inverse.source.at(x + 0.5, y + 0.5))
        return at.x - 0.5, at.y - 0.5


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to change a picture."""

    name: str
    about: str
    change: Callable[[Pixels, Space], tuple[Pixels, Transform]]

    def apply(self, frame: Screenshot) -> Changed:
        """Return the changed picture of a frame; the same one every time."""
        pixels, chain = self.change(frame.pixels, frame.space)
        changed = Screenshot(pixels, density=frame.density, taken_at=frame.taken_at)
        return Changed(changed, chain)


def _scaled(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    size = Size(max(1, round(space.width * SCALE)), max(1, round(space.height * SCALE)))
    image = PIL.Image.fromarray(pixels).resize(
        (size.width, size.height), PIL.Image.Resampling.LANCZOS
    )
    return np.asarray(image), Transform(space, (resize(space, Space.of("scaled", size)),))


def _padded(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    right, bottom = math.ceil(space.width * PAD), math.ceil(space.height * PAD)
    wide = np.pad(pixels, ((0, bottom), (0, right), (0, 0)), constant_values=GREY)
    into = Space("padded", space.width + right, space.height + bottom)
    return wide, Transform(space, (pad(space, into),))


def _rotated(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    turned = np.ascontiguousarray(np.rot90(pixels, -1))
    return turned, Transform(space, (rotate(space, Rotation.R90, "rotated"),))


def _cropped(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    height, width = pixels.shape[:2]
    top = height - math.ceil(height * KEPT)
    box = Box(0, top, width, height)
    return np.ascontiguousarray(pixels[top:]), Transform(space, (crop(space, box, "cropped"),))


def _jpeg(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    out = io.BytesIO()
    PIL.Image.fromarray(pixels).save(out, "JPEG", quality=JPEG_QUALITY)
    with PIL.Image.open(out) as image:
        return np.asarray(image.convert("RGB")), Transform(space, ())


def _inverted(pixels: Pixels, space: Space) -> tuple[Pixels, Transform]:
    return 255 - pixels, Transform(space, ())


VARIANTS: dict[str, Variant] = {
    variant.name: variant
    for variant in (
        Variant("scaled", f"{SCALE:g} times as large", _scaled),
        Variant("padded", f"{PAD:.0%} of grey at the right and the bottom", _padded),
        Variant("rotated", "turned by 90 degrees, clockwise", _rotated),
        Variant("cropped", f"without the topmost {1 - KEPT:.0%}", _cropped),
        Variant("jpeg", f"JPEG of quality {JPEG_QUALITY}", _jpeg),
        Variant("inverted", "every colour turned into its opposite", _inverted),
    )
}


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far the answers of one arm lie from those of another, sample by sample."""

    arm: str
    bins: tuple[int, ...]
    """Counts below each of `EDGES`, and above the last."""
    only_one: int
    """Samples that only one of the two pointed at something for."""


def offsets(rows: Iterable[Prediction], base: str) -> list[Offsets]:
    """Compare every variant's points with those of the base arm."""
    by_arm: dict[str, dict[str, Prediction]] = {}
    for row in rows:
        by_arm.setdefault(row.arm, {})[row.id] = row
    plain = by_arm.get(base, {})
    return [_offsets(arm, plain, there) for arm, there in by_arm.items() if arm in VARIANTS]


def _offsets(arm: str, plain: dict[str, Prediction], there: dict[str, Prediction]) -> Offsets:
    bins, only_one = [0] * (len(EDGES) + 1), 0
    for name in plain.keys() & there.keys():
        one, two = plain[name].point, there[name].point
        if one is not None and two is not None:
            bins[_bin(math.dist(one, two), EDGES)] += 1
        elif one is not None or two is not None:
            only_one += 1
    return Offsets(arm, tuple(bins), only_one)


def _bin(distance: float, edges: Sequence[float]) -> int:
    return next((at for at, edge in enumerate(edges) if distance < edge), len(edges))
