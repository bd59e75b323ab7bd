"""Where a point is right: boxes and polygons in the unit their data set declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from droidground.geometry import Size


class Unit(StrEnum):
    """What a data set measures places in."""

    PIXELS = "pixels"
    SHARES = "shares"
    """0 to 1 of the picture's width and height."""


class Corners(StrEnum):
    """In which order a data set writes the four numbers of a box."""

    XYXY = "left, top, right, bottom"
    XYWH = "left, top, width, height"
    YXHW = "top, left, height, width"


@dataclass(frozen=True, slots=True)
class BoxFormat:
    """How a data set writes its boxes: declared by its reader, never guessed from values."""

    corners: Corners
    unit: Unit

    def read(self, numbers: object) -> Rect:
        """Return the box. Raises `ValueError` for what is no box of four numbers."""
        if not isinstance(numbers, Sequence) or isinstance(numbers, str) or len(numbers) != 4:
            raise ValueError(f"{numbers!r} is no box of four numbers")
        a, b, c, d = (_number(value) for value in numbers)
        match self.corners:
            case Corners.XYXY:
                rect = Rect(a, b, c, d)
            case Corners.XYWH:
                rect = Rect(a, b, a + c, b + d)
            case Corners.YXHW:
                rect = Rect(b, a, b + d, a + c)
        if rect.right < rect.left or rect.bottom < rect.top:
            raise ValueError(f"{numbers!r} is turned inside out as {self.corners}")
        return rect


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise ValueError(f"{value!r} is no number")
    return value


@dataclass(frozen=True, slots=True)
class Rect:
    """A closed rectangle, as benchmarks take it: all four edges belong to it."""

    left: float
    top: float
    right: float
    bottom: float

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside or on an edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def center(self) -> tuple[float, float]:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def enlarged(self, factor: float) -> Rect:
        """Return it with both sides longer by a factor, around the same middle."""
        x, y = self.center
        half_width = (self.right - self.left) * factor / 2
        half_height = (self.bottom - self.top) * factor / 2
        return Rect(x - half_width, y - half_height, x + half_width, y + half_height)

    def iou(self, other: Rect) -> float:
        """Return intersection over union, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        shared = max(0.0, width) * max(0.0, height)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0

    def scaled(self, x: float, y: float) -> Rect:
        """Return it with all x multiplied by one factor and all y by another."""
        return Rect(self.left * x, self.top * y, self.right * x, self.bottom * y)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed line; inside is told by the even-odd rule, its corners in order."""

    corners: tuple[tuple[float, float], ...]

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a ray from the point to the right crosses the line an odd number of times.

        W. R. Franklin's pnpoly; a point on an edge may fall on either side.
        """
        is_inside = False
        for (x1, y1), (x2, y2) in zip(
            self.corners, self.corners[1:] + self.corners[:1], strict=True
        ):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                is_inside = not is_inside
        return is_inside

    def bounds(self) -> Rect:
        """Return the smallest box around it."""
        xs, ys = zip(*self.corners, strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Area:
    """All that is right: a point in any of the shapes."""

    shapes: tuple[Rect | Polygon, ...]
    unit: Unit = Unit.PIXELS

    def contains(self, x: float, y: float, frame: Size) -> bool:
        """Tell whether a pixel of the picture lies in one of the shapes."""
        if self.unit is Unit.SHARES:
            x, y = x / frame.width, y / frame.height
        return any(shape.contains(x, y) for shape in self.shapes)

    def middle(self, frame: Size) -> tuple[float, float]:
        """Return the middle of the first shape, in pixels."""
        first = self.shapes[0]
        x, y = (first if isinstance(first, Rect) else first.bounds()).center
        return (x * frame.width, y * frame.height) if self.unit is Unit.SHARES else (x, y)
