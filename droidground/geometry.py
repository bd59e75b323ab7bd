"""Units and the mappings between them: where a tap lands is decided here.

Five spaces: `model` (what a model wrote), `model image` (what it was shown), `frame` (pixels of
the screenshot), `input` (what `input tap` takes) and `dp` (px * 160 / density). A `Transform` is a
chain of named, invertible steps between two of them.

Coordinates in a chain are continuous and measured from edges: 0 is the left edge, W the right one,
the centre of pixel p is p + 0.5. So every step is `x' = x * scale + shift` with no half-pixel
terms, and chains compose without drift. A domain is inclusive: its largest value is the right edge,
which belongs to the last pixel; anything beyond is an error, never a clamp.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

EDGE_TOLERANCE = 1e-6
"""Share of a domain's length that float rounding may add at its ends."""

BASELINE_DPI = 160
"""Density at which one dp is one pixel (Android's mdpi)."""

MAX_ASPECT_RATIO = 200
"""Beyond this the Qwen image processors refuse an image."""


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
    return max(0, min(math.floor(value), math.ceil(length) - 1))


@dataclass(frozen=True, slots=True)
class Axis:
    """One output axis of a step: `out = in * scale + shift`."""

    scale: float
    shift: float = 0.0

    def __post_init__(self) -> None:
        """Refuse axes that cannot be undone."""
        if self.scale == 0 or not math.isfinite(self.scale) or not math.isfinite(self.shift):
            raise ValueError(f"an axis must be invertible: {self.scale} * x + {self.shift}")

    def apply(self, value: float) -> float:
        """Map one value."""
        return value * self.scale + self.shift

    def inverse(self) -> Axis:
        """Return the axis that undoes this one."""
        return Axis(1 / self.scale, -self.shift / self.scale)


@dataclass(frozen=True, slots=True)
class Step:
    """One named mapping from a space to the next."""

    name: str
    source: Space
    target: Space
    x: Axis
    y: Axis
    is_turned: bool = False
    """The target's x is made from the source's y, and its y from x (quarter turns)."""

    def apply(self, at: Coordinate) -> Coordinate:
        """Map a coordinate of the source; the result may lie outside the target (a crop)."""
        if at.space != self.source:
            raise ValueError(f"step {self.name!r} starts in {self.source}, not in {at.space}")
        x, y = (at.y, at.x) if self.is_turned else (at.x, at.y)
        return Coordinate(self.x.apply(x), self.y.apply(y), self.target)

    def inverse(self) -> Step:
        """Return the step back."""
        x, y = self.x.inverse(), self.y.inverse()
        if self.is_turned:
            x, y = y, x
        name = (
            self.name.removeprefix("undo ")
            if self.name.startswith("undo ")
            else (f"undo {self.name}")
        )
        return Step(name, self.target, self.source, x, y, self.is_turned)

    def __str__(self) -> str:
        """Return the step with every number, as `explain` prints it."""
        x, y = ("y", "x") if self.is_turned else ("x", "y")
        return (
            f"{self.source} -> {self.target}  {self.name}: "
            f"x' = {_linear(x, self.x)}, y' = {_linear(y, self.y)}"
        )


def _linear(name: str, axis: Axis) -> str:
    text = name if axis.scale == 1 else f"{name} * {axis.scale:.10g}"
    if axis.shift == 0:
        return text
    return f"{text} {'+' if axis.shift > 0 else '-'} {abs(axis.shift):.10g}"


@dataclass(frozen=True, slots=True)
class Transform:
    """An invertible chain of steps from `source` to `target`; without steps, the identity."""

    source: Space
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        """Refuse chains with a gap."""
        space = self.source
        for step in self.steps:
            if step.source != space:
                raise ValueError(f"step {step.name!r} starts in {step.source}, not in {space}")
            space = step.target

    @property
    def target(self) -> Space:
        """The space that the chain ends in."""
        return self.steps[-1].target if self.steps else self.source

    def then(self, *more: Transform | Step) -> Transform:
        """Return this chain with others behind it."""
        steps = self.steps
        for part in more:
            if part.source != (steps[-1].target if steps else self.source):
                raise ValueError(f"{part.source} does not follow {self.target}")
            steps += part.steps if isinstance(part, Transform) else (part,)
        return Transform(self.source, steps)

    def inverse(self) -> Transform:
        """Return the chain back."""
        return Transform(self.target, tuple(step.inverse() for step in reversed(self.steps)))

    def trace(self, at: Coordinate) -> tuple[Coordinate, ...]:
        """Return the coordinate in every space of the chain, the first one included."""
        if at.space != self.source:
            raise ValueError(f"the chain starts in {self.source}, not in {at.space}")
        seen = [at]
        for step in self.steps:
            seen.append(step.apply(seen[-1]))
        return tuple(seen)

    def apply(self, at: Coordinate) -> Coordinate:
        """Map a coordinate from `source` to `target`."""
        return self.trace(at)[-1]

    def map_box(self, box: Box) -> Box:
        """Map a box and round it outwards to whole pixels of the target, cut to its domain."""
        one = self.apply(self.source.at(box.left, box.top))
        two = self.apply(self.source.at(box.right, box.bottom))
        left, right = _outward(one.x, two.x, self.target.width)
        top, bottom = _outward(one.y, two.y, self.target.height)
        return Box(left, top, right, bottom)

    def __str__(self) -> str:
        """Return one line per step."""
        if not self.steps:
            return f"{self.source} (unchanged)"
        return "\n".join(str(step) for step in self.steps)


def _outward(one: float, two: float, length: float) -> tuple[int, int]:
    slack = EDGE_TOLERANCE * length
    last = math.ceil(length)
    low = math.floor(min(one, two) + slack)
    high = math.ceil(max(one, two) - slack)
    return max(0, min(low, last)), max(0, min(high, last))


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


def dp_to_px(dp: float, density: int) -> int:
    """Return the pixels of a length in dp, rounded as Android's TypedValue does."""
    return math.floor(dp * density / BASELINE_DPI + 0.5)


def px_to_dp(px: float, density: int) -> float:
    """Return the dp of a length in pixels."""
    return px * BASELINE_DPI / density


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
