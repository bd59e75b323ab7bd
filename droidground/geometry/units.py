"""Pixels, boxes, spaces and coordinates in them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

EDGE_TOLERANCE = 1e-6
"""Share of a domain's length that float rounding may add at its ends."""

PIXEL_TOLERANCE = 1e-6
"""Share of a pixel that float rounding may take off: 539.9999999 is in pixel 540."""

BASELINE_DPI = 160
"""Density at which one dp is one pixel (Android's mdpi)."""


class OutOfDomain(ValueError):
    """A coordinate lies outside the space it claims to be in."""


class Rotation(IntEnum):
    """Degrees the display content is turned from the device's natural orientation."""

    R0 = 0
    R90 = 90
    R180 = 180
    R270 = 270

    @classmethod
    def from_surface(cls, quarter_turns: int) -> Rotation:
        """Return the rotation of Android's `Surface.ROTATION_*` value, 0 to 3."""
        if not 0 <= quarter_turns <= 3:
            raise ValueError(f"Surface rotation is 0 to 3, not {quarter_turns}")
        return cls(quarter_turns * 90)

    @property
    def is_sideways(self) -> bool:
        """Whether width and height are swapped against the natural orientation."""
        return self in (Rotation.R90, Rotation.R270)


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def __post_init__(self) -> None:
        """Refuse sizes that hold no pixel."""
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a size needs at least one pixel, not {self.width}x{self.height}")

    def __str__(self) -> str:
        """Return `WxH`, as `wm size` writes it."""
        return f"{self.width}x{self.height}"

    def rotated(self, rotation: Rotation) -> Size:
        """Return the size that a panel of this size has under `rotation`."""
        return Size(self.height, self.width) if rotation.is_sideways else self

    def contains(self, point: Point) -> bool:
        """Tell whether the pixel lies inside."""
        return 0 <= point.x < self.width and 0 <= point.y < self.height


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One pixel, counted from the top left; 0 is the first."""

    x: int
    y: int

    def __str__(self) -> str:
        """Return `X,Y`, as the command line takes it."""
        return f"{self.x},{self.y}"


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of pixels, half-open: `right` and `bottom` are the first pixels outside."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        """Refuse boxes that are turned inside out."""
        if self.right < self.left or self.bottom < self.top:
            raise ValueError(f"box edges are out of order: {tuple(self)}")

    def __iter__(self) -> Iterator[int]:
        """Yield left, top, right, bottom."""
        return iter((self.left, self.top, self.right, self.bottom))

    @classmethod
    def of(cls, size: Size) -> Box:
        """Return the box that covers a whole image."""
        return cls(0, 0, size.width, size.height)

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.width * self.height

    @property
    def center(self) -> Point:
        """The middle pixel (of two, the later)."""
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)

    def contains(self, point: Point) -> bool:
        """Tell whether the pixel lies inside."""
        return self.left <= point.x < self.right and self.top <= point.y < self.bottom

    def intersection(self, other: Box) -> Box | None:
        """Return the shared rectangle, None when no pixel is shared."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    def iou(self, other: Box) -> float:
        """Return intersection over union, 0 to 1."""
        shared = self.intersection(other)
        if shared is None:
            return 0.0
        return shared.area / (self.area + other.area - shared.area)


@dataclass(frozen=True, slots=True)
class Space:
    """A named coordinate system that reaches from (0, 0) to (width, height)."""

    name: str
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse spaces without extent."""
        if not (0 < self.width < math.inf and 0 < self.height < math.inf):
            raise ValueError(f"space {self.name!r} has no extent: {self.width} x {self.height}")

    def __str__(self) -> str:
        """Return `name WxH`."""
        return f"{self.name} {self.width:g}x{self.height:g}"

    @classmethod
    def of(cls, name: str, size: Size) -> Space:
        """Return the space of an image's pixels."""
        return cls(name, size.width, size.height)

    def at(self, x: float, y: float) -> Coordinate:
        """Return a continuous coordinate of this space."""
        return Coordinate(x, y, self)

    def center_of(self, pixel: Point) -> Coordinate:
        """Return the centre of a pixel."""
        return Coordinate(pixel.x + 0.5, pixel.y + 0.5, self)


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A continuous position in a named space, measured from its top left edges."""

    x: float
    y: float
    space: Space

    def __str__(self) -> str:
        """Return `space WxH (x, y)`."""
        return f"{self.space} ({self.x:.3f}, {self.y:.3f})"

    @property
    def is_inside(self) -> bool:
        """Whether both values are in their domain, ends included."""
        return _in_domain(self.x, self.space.width) and _in_domain(self.y, self.space.height)

    def pixel(self) -> Point:
        """Return the pixel that holds this coordinate; the right edge belongs to the last one.

        Raises `OutOfDomain` when it lies outside its space.
        """
        if not self.is_inside:
            raise OutOfDomain(f"({self.x:g}, {self.y:g}) is outside {self.space}")
        return Point(_pixel(self.x, self.space.width), _pixel(self.y, self.space.height))


def _in_domain(value: float, length: float) -> bool:
    tolerance = EDGE_TOLERANCE * length
    return -tolerance <= value <= length + tolerance


def _pixel(value: float, length: float) -> int:
    return max(0, min(math.floor(value + PIXEL_TOLERANCE), math.ceil(length) - 1))


def dp_to_px(dp: float, density: int) -> int:
    """Return the pixels of a length in dp, rounded as Android's TypedValue does."""
    return math.floor(dp * density / BASELINE_DPI + 0.5)


def px_to_dp(px: float, density: int) -> float:
    """Return the dp of a length in pixels."""
    return px * BASELINE_DPI / density
