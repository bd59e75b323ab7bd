"""How boxes stand to one another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from droidground.geometry import Box

SAME_LINE = 0.5
"""Share of the lower box's height that two boxes on one line have in common."""


class Boxed(Protocol):
    """Anything with a place."""

    @property
    def box(self) -> Box:
        """Where it is."""


B = TypeVar("B", bound=Boxed)


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of them (at least one)."""
    edges = list(boxes)
    return Box(
        min(box.left for box in edges),
        min(box.top for box in edges),
        max(box.right for box in edges),
        max(box.bottom for box in edges),
    )


def shared_width(one: Box, two: Box) -> int:
    """Return the pixels that two boxes share from left to right."""
    return max(0, min(one.right, two.right) - max(one.left, two.left))


def shared_height(one: Box, two: Box) -> int:
    """Return the pixels that two boxes share from top to bottom."""
    return max(0, min(one.bottom, two.bottom) - max(one.top, two.top))


def level(one: Box, two: Box) -> bool:
    """Tell whether two boxes stand on one line."""
    return shared_height(one, two) >= SAME_LINE * min(one.height, two.height)


def stacked(one: Box, two: Box) -> bool:
    """Tell whether two boxes stand in one column."""
    return shared_width(one, two) >= SAME_LINE * min(one.width, two.width)


def holds(outer: Box, inner: Box) -> bool:
    """Tell whether a box lies wholly inside another."""
    return outer.intersection(inner) == inner


def gap(one: Box, two: Box) -> int:
    """Return the pixels between two boxes along the axis that parts them more; 0 if they touch."""
    across = max(0, two.left - one.right, one.left - two.right)
    down = max(0, two.top - one.bottom, one.top - two.bottom)
    return max(across, down)


def in_rows(things: Sequence[B]) -> tuple[tuple[B, ...], ...]:
    """Return things line by line from the top, each line from the left."""
    rows: list[list[B]] = []
    for thing in sorted(things, key=lambda one: (one.box.center.y, one.box.left)):
        if rows and level(rows[-1][0].box, thing.box):
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return tuple(tuple(sorted(row, key=lambda one: one.box.left)) for row in rows)
