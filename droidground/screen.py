"""What was on the screen: pixels with all that is needed to act on them."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageDraw
from numpy.typing import NDArray

from droidground.errors import InvalidImage
from droidground.geometry import (
    Box,
    Point,
    Rotation,
    Size,
    Space,
    Transform,
    dp_to_px,
    override,
)

Pixels = NDArray[np.uint8]

BLACK_SHARE = 0.9
"""Share of exactly black pixels that makes a frame black (secure window, screen off)."""


STATUS_BAR_DP = 24
DEFAULT_DENSITY = 420
"""Assumed where nothing tells the density (the most common one of phones today)."""


@dataclass(frozen=True, slots=True)
class Display:
    """The facts of one display that decide where a touch lands, read at one moment."""

    size: Size
    """Logical size in the current rotation: what `input tap` takes."""
    rotation: Rotation = Rotation.R0
    density: int | None = None
    """Dots per inch; None when unknown."""
    physical_size: Size | None = None
    """The panel in its natural orientation, before any `wm size` override."""
    id: int = 0
    """Logical display id (0 is the built-in one), as `input -d` takes it."""
    physical_id: str | None = None
    """SurfaceFlinger's 64-bit id, as `screencap -d` takes it."""
    cutout_top: int = 0
    """Pixels that the camera cutout takes off the top; the status bar is at least that high."""

    @property
    def status_bar(self) -> Box:
        """Where the clock ticks: what changes by itself."""
        height = max(dp_to_px(STATUS_BAR_DP, self.density or DEFAULT_DENSITY), self.cutout_top)
        return Box(0, 0, self.size.width, min(self.size.height, height))


@dataclass(frozen=True, slots=True, eq=False)
class Screenshot:
    """One frame: RGB pixels and the display they were read from."""

    pixels: Pixels
    """Height x width x 3, RGB, read-only."""
    display: Display | None = None
    """None for an image file: it can be looked at, not acted on."""
    serial: str | None = None
    taken_at: float = field(default_factory=time.time)
    """Seconds since the epoch."""
    density: int | None = None
    """Dots per inch: the display's, unless told otherwise; None when unknown."""
    is_secure: bool = False
    """The app in front forbids screenshots; its part of the frame is black."""

    def __post_init__(self) -> None:
        """Check the shape and freeze the pixels."""
        shape = self.pixels.shape
        if len(shape) != 3 or shape[2] != 3 or self.pixels.dtype != np.uint8 or 0 in shape:
            raise InvalidImage(f"a frame is height x width x 3 bytes, not {shape}")
        frozen = self.pixels.view()
        frozen.setflags(write=False)
        object.__setattr__(self, "pixels", frozen)
        if self.density is None and self.display is not None:
            object.__setattr__(self, "density", self.display.density)

    @property
    def size(self) -> Size:
        """The image's own size, which is the truth about the frame."""
        return Size(self.pixels.shape[1], self.pixels.shape[0])

    @property
    def rotation(self) -> Rotation:
        """Rotation of the display when the frame was read."""
        return self.display.rotation if self.display else Rotation.R0

    @property
    def space(self) -> Space:
        """The `frame` space of this screenshot."""
        return Space.of("frame", self.size)

    def to_input(self) -> Transform | None:
        """Return the chain from frame pixels to what `input` takes; None without a device."""
        return override(self.space, self.display.size) if self.display else None

    def crop(self, box: Box) -> Pixels:
        """Return the pixels of a box as a view."""
        return self.pixels[box.top : box.bottom, box.left : box.right]

    def is_black(self) -> bool:
        """Tell whether nearly all of the frame is exactly black."""
        dark = ~self.pixels.any(axis=2)
        return float(dark.mean()) >= BLACK_SHARE

    def image(self) -> PIL.Image.Image:
        """Return the pixels as a Pillow image."""
        return PIL.Image.fromarray(self.pixels)

    def png(self) -> bytes:
        """Return the pixels as PNG bytes."""
        return encode_png(self.image())

    def save(self, path: Path) -> None:
        """Write the pixels to a file; its ending names the format."""
        self.image().save(path)


def encode_png(image: PIL.Image.Image) -> bytes:
    """Return an image as PNG bytes, quickly compressed."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def decode_image(data: bytes, source: str = "the image") -> Pixels:
    """Decode an image file's bytes to RGB; alpha is dropped, EXIF rotation is not applied.

    Raises `InvalidImage`, with the first bytes as evidence, for what Pillow cannot read whole.
    """
    try:
        with PIL.Image.open(io.BytesIO(data)) as image:
            if image.mode in ("RGBA", "RGBX"):
                return np.ascontiguousarray(np.asarray(image)[:, :, :3])
            return np.array(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as exc:
        unknown = isinstance(exc, PIL.UnidentifiedImageError)
        why = "its format is unknown" if unknown else str(exc)
        start = data[:12].hex(" ") or "nothing"
        raise InvalidImage(
            f"{source} is no image that can be read: {why} ({len(data)} bytes, starting {start})",
            hint="Give a PNG, JPEG or WebP file that opens in an image viewer.",
        ) from exc


def load_screenshot(path: Path, density: int | None = None) -> Screenshot:
    """Read an image file as a frame without a device.

    Raises `InvalidImage` when there is no such file or it holds no image.
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InvalidImage(
            f"cannot read {path}: {exc.strerror or exc}", hint="Check the path of the image."
        ) from exc
    return Screenshot(decode_image(data, str(path)), density=density, taken_at=path.stat().st_mtime)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two frames differ."""

    share: float
    """Changed pixels as a share of those compared, 0 to 1."""
    box: Box | None
    """The smallest box around all change; None when nothing changed."""

    @property
    def is_empty(self) -> bool:
        """Whether no pixel changed."""
        return self.box is None


def compare(
    before: Screenshot, after: Screenshot, *, ignore: Sequence[Box] = (), tolerance: int = 8
) -> Difference:
    """Compare two frames pixel by pixel.

    A pixel has changed when any channel differs by more than `tolerance` of 255. Pixels inside the
    `ignore` boxes do not count. Frames of different sizes have changed everywhere.
    """
    if before.size != after.size:
        return Difference(1.0, Box.of(after.size))
    changed = _changed(before.pixels, after.pixels, tolerance)
    compared = changed.size
    if ignore:
        kept = np.ones_like(changed)
        for box in ignore:
            kept[box.top : box.bottom, box.left : box.right] = False
        changed &= kept
        compared = max(1, int(kept.sum()))
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not rows.size:
        return Difference(0.0, None)
    box = Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return Difference(int(changed.sum()) / compared, box)


def _changed(one: Pixels, two: Pixels, tolerance: int) -> NDArray[np.bool_]:
    apart = np.maximum(one, two) - np.minimum(one, two)
    changed: NDArray[np.bool_] = np.logical_or.reduce(apart > tolerance, axis=2)
    return changed


POINT_COLOUR = (230, 30, 99)
BOX_COLOUR = (0, 137, 123)
OTHER_COLOUR = (255, 152, 0)


def draw_overlay(
    screenshot: Screenshot,
    *,
    point: Point | None = None,
    box: Box | None = None,
    others: Sequence[Box] = (),
) -> PIL.Image.Image:
    """Return the frame with a point as a ring with a cross, its box, and other boxes drawn in."""
    image = screenshot.image()
    draw = PIL.ImageDraw.Draw(image)
    unit = max(2, min(screenshot.size.width, screenshot.size.height) // 270)
    for other in others:
        _outline(draw, other, OTHER_COLOUR, unit)
    if box:
        _outline(draw, box, BOX_COLOUR, unit + 1)
    if point:
        _ring(draw, point, unit)
    return image


def _outline(
    draw: PIL.ImageDraw.ImageDraw, box: Box, colour: tuple[int, int, int], width: int
) -> None:
    if box.area:
        draw.rectangle(
            (box.left, box.top, box.right - 1, box.bottom - 1), outline=colour, width=width
        )


def _ring(draw: PIL.ImageDraw.ImageDraw, at: Point, unit: int) -> None:
    radius, arm = 9 * unit, 4 * unit
    ring = (at.x - radius, at.y - radius, at.x + radius, at.y + radius)
    draw.ellipse(ring, outline=(255, 255, 255), width=4 * unit)
    draw.ellipse(ring, outline=POINT_COLOUR, width=2 * unit)
    draw.line((at.x - arm, at.y, at.x + arm, at.y), fill=POINT_COLOUR, width=unit)
    draw.line((at.x, at.y - arm, at.x, at.y + arm), fill=POINT_COLOUR, width=unit)
