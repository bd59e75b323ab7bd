"""Marker images: plain screens with shapes that words name without doubt."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import PIL.Image
import PIL.ImageDraw

from droidground.geometry import Size
from droidground.screen import Screenshot

BACKGROUND = (250, 250, 250)
RADIUS = 0.04
"""Of a marker, as a share of the shorter side."""

Draw = Callable[[PIL.ImageDraw.ImageDraw, float, float, float], None]


@dataclass(frozen=True, slots=True)
class Marker:
    """One shape: what it is called and where its middle is, as shares of width and height."""

    words: str
    x: float
    y: float
    draw: Draw


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One marker image."""

    screenshot: Screenshot
    markers: tuple[Marker, ...]
    max_pixels: int | None = None
    """A limit of area that the model image gets, so that it differs from the frame."""

    @property
    def radius(self) -> float:
        """Of its markers, in pixels."""
        return _radius(self.screenshot.size)


def _circle(draw: PIL.ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(211, 47, 47))


def _square(draw: PIL.ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    draw.rectangle((x - r, y - r, x + r, y + r), fill=(25, 118, 210))


def _triangle(draw: PIL.ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    draw.polygon(_corners(x, y, [r] * 3), fill=(56, 142, 60))


def _star(draw: PIL.ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    draw.polygon(_corners(x, y, [r, r * 0.4] * 5), fill=(245, 124, 0))


def _cross(draw: PIL.ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    bar = r * 0.25
    draw.rectangle((x - r, y - bar, x + r, y + bar), fill=(33, 33, 33))
    draw.rectangle((x - bar, y - r, x + bar, y + r), fill=(33, 33, 33))


def _corners(x: float, y: float, radii: list[float]) -> list[tuple[float, float]]:
    """Return corners around a point, the first one straight above it."""
    turns = (2 * math.pi * index / len(radii) for index in range(len(radii)))
    return [
        (x + r * math.sin(turn), y - r * math.cos(turn))
        for r, turn in zip(radii, turns, strict=True)
    ]


MARKERS = (
    Marker("the red circle", 0.21, 0.12, _circle),
    Marker("the blue square", 0.79, 0.27, _square),
    Marker("the green triangle", 0.36, 0.55, _triangle),
    Marker("the orange star", 0.88, 0.71, _star),
    Marker("the black cross", 0.13, 0.9, _cross),
)
"""No two at one height or width, none where its mirror image or its swapped axes would be."""
SMALL = 1_003_520
"""1280 * 28 * 28: an area that the Qwen families take, well below that of a phone's screen."""
SCENES = (
    (Size(1080, 2400), SMALL),
    (Size(2400, 1080), None),
    (Size(720, 1280), None),
    (Size(1440, 3120), None),
)


def marker_scenes() -> tuple[Scene, ...]:
    """Return the marker images: upright, wide, small and large."""
    return tuple(Scene(_drawn(size), MARKERS, limit) for size, limit in SCENES)


def _radius(size: Size) -> float:
    return RADIUS * min(size.width, size.height)


def _drawn(size: Size) -> Screenshot:
    image = PIL.Image.new("RGB", (size.width, size.height), BACKGROUND)
    draw = PIL.ImageDraw.Draw(image)
    for marker in MARKERS:
        # The middle of pixel p is p + 0.5 in our coordinates and p in Pillow's.
        x, y = marker.x * size.width - 0.5, marker.y * size.height - 0.5
        marker.draw(draw, x, y, _radius(size))
    return Screenshot(np.array(image), taken_at=0.0)
