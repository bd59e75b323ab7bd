"""Invertible chains of named steps between spaces."""

from __future__ import annotations

import math
from dataclasses import dataclass

from droidground.geometry.units import EDGE_TOLERANCE, Box, Coordinate, Space


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
