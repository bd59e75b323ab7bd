"""The steps that chains are made of: what happens to an image on its way to a model or a touch."""

from __future__ import annotations

import math

from droidground.geometry.transform import Axis, Step, Transform
from droidground.geometry.units import BASELINE_DPI, Box, Rotation, Size, Space

MAX_ASPECT_RATIO = 200
"""Beyond this the Qwen image processors refuse an image."""


def resize(source: Space, to: Space, name: str = "resize") -> Step:
    """Return the step of stretching one space over another; x and y keep their own factors."""
    return Step(name, source, to, Axis(to.width / source.width), Axis(to.height / source.height))


def normalise(source: Space, width: float, height: float | None = None) -> Step:
    """Return the step from pixels to a model's own units, such as 0 to 1000."""
    return resize(source, Space("model", width, width if height is None else height), "normalise")


def crop(source: Space, box: Box, name: str = "crop") -> Step:
    """Return the step from an image to a part of it."""
    whole = Box(0, 0, math.ceil(source.width), math.ceil(source.height))
    if box.area == 0 or whole.intersection(box) != box:
        raise ValueError(f"cannot crop {tuple(box)} out of {source}")
    target = Space(name, box.width, box.height)
    return Step(name, source, target, Axis(1, -box.left), Axis(1, -box.top))


def letterbox(source: Space, into: Space, name: str = "letterbox") -> Step:
    """Return the step of fitting an image whole into another, centred, its aspect kept."""
    scale = min(into.width / source.width, into.height / source.height)
    left = (into.width - source.width * scale) / 2
    top = (into.height - source.height * scale) / 2
    return Step(name, source, into, Axis(scale, left), Axis(scale, top))


def pad(source: Space, into: Space, name: str = "pad") -> Step:
    """Return the step of adding pixels at the right and the bottom."""
    if into.width < source.width or into.height < source.height:
        raise ValueError(f"padding {source} cannot give the smaller {into}")
    return Step(name, source, into, Axis(1), Axis(1))


def rotate(source: Space, rotation: Rotation, name: str = "rotate") -> Step:
    """Return the step from the display as the user sees it to the panel's natural orientation.

    Under ROTATION_90 the panel point of (x, y) is (H - y, x): as android_world's m3a_utils maps a
    screenshot to the emulator's unrotated touch screen.
    """
    w, h = source.width, source.height
    turned = Space(name, h, w) if rotation.is_sideways else Space(name, w, h)
    if rotation is Rotation.R90:
        return Step(name, source, turned, Axis(-1, h), Axis(1), is_turned=True)
    if rotation is Rotation.R180:
        return Step(name, source, turned, Axis(-1, w), Axis(-1, h))
    if rotation is Rotation.R270:
        return Step(name, source, turned, Axis(1), Axis(-1, w), is_turned=True)
    return Step(name, source, turned, Axis(1), Axis(1))


def override(frame: Space, input_size: Size) -> Transform:
    """Return the chain from screenshot pixels to what `input` takes.

    Normally nothing changes. They differ where a screenshot comes in another resolution than the
    logical display that `wm size` reports.
    """
    target = Space.of("input", input_size)
    return Transform(frame, (resize(frame, target, "override"),))


def to_dp(source: Space, density: int) -> Step:
    """Return the step from pixels to density-independent pixels."""
    factor = BASELINE_DPI / density
    target = Space("dp", source.width * factor, source.height * factor)
    return Step("density", source, target, Axis(factor), Axis(factor))


def smart_resize(size: Size, *, factor: int, min_pixels: int, max_pixels: int) -> Size:
    """Return the size that the Qwen-VL image processors give an image.

    Both sides become multiples of `factor` (28 for Qwen2-VL and Qwen2.5-VL, 32 for Qwen3-VL), the
    area is brought into `min_pixels` .. `max_pixels`, and the aspect is kept as far as that allows.
    Equal to `smart_resize` of transformers' qwen2_vl image processor, Python's rounding of
    halves to even included. Raises `ValueError` for an aspect beyond 200.
    """
    width, height = size.width, size.height
    if max(width, height) / min(width, height) > MAX_ASPECT_RATIO:
        raise ValueError(f"aspect of {size} is beyond {MAX_ASPECT_RATIO}")
    to_height = round(height / factor) * factor
    to_width = round(width / factor) * factor
    if to_height * to_width > max_pixels:
        beta = math.sqrt((height * width) / max_pixels)
        to_height = max(factor, math.floor(height / beta / factor) * factor)
        to_width = max(factor, math.floor(width / beta / factor) * factor)
    elif to_height * to_width < min_pixels:
        beta = math.sqrt(min_pixels / (height * width))
        to_height = math.ceil(height * beta / factor) * factor
        to_width = math.ceil(width * beta / factor) * factor
    return Size(to_width, to_height)
