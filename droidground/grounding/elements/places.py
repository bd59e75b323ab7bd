"""Which of several things is at a place: top right, in the middle, third from the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from droidground.geometry import Box
from droidground.grounding.elements.geometry import Boxed, in_rows
from droidground.grounding.elements.lexicon.positions import Place, Side

B = TypeVar("B", bound=Boxed)

HALF = 0.5
ZONE = 0.4
"""Share of an axis that counts as its end: at the top, at the bottom."""
CENTRE = (0.25, 0.75)
"""Share of an axis that counts as its middle."""
NEAR_TIE = 0.02
"""Shares of the frame by which two things are equally far."""


def in_zone(things: Sequence[B], place: Place, region: Box) -> list[B]:
    """Return the things whose middle is in a part of a region."""
    return [
        thing
        for thing in things
        if _is_in(place.x, _share(thing.box.center.x, region.left, region.width))
        and _is_in(place.y, _share(thing.box.center.y, region.top, region.height))
    ]


def extreme(things: Sequence[B], place: Place, region: Box) -> list[B]:
    """Return the thing that is furthest to a place, or several that are equally far."""
    if not things:
        return []
    if place.x is None or place.y is None:
        return _end_of_axis(things, place, region)
    distances = [(_distance(thing.box, place, region), thing) for thing in things]
    least = min(distance for distance, _ in distances)
    return [thing for distance, thing in distances if distance - least <= NEAR_TIE]


def _end_of_axis(things: Sequence[B], place: Place, region: Box) -> list[B]:
    if Side.MIDDLE in (place.x, place.y):
        return _middle(things)
    if place.y is not None:
        rows = in_rows(things)
        return list(rows[0] if place.y is Side.START else rows[-1])
    least = min(_edge(thing, place) for thing in things)
    return [thing for thing in things if _edge(thing, place) - least <= NEAR_TIE * region.width]


def _edge(thing: Boxed, place: Place) -> int:
    return thing.box.left if place.x is Side.START else -thing.box.right


def _middle(things: Sequence[B]) -> list[B]:
    """Return the one in the middle of an odd number; nothing of an even one."""
    ordered = [thing for row in in_rows(things) for thing in row]
    return [ordered[len(ordered) // 2]] if len(ordered) % 2 else []


def centremost(things: Sequence[B], region: Box) -> list[B]:
    """Return what is nearest to the middle of a region."""
    return extreme(things, Place(Side.MIDDLE, Side.MIDDLE), region)


def counted(things: Sequence[B], number: int, start: Place | None) -> list[B]:
    """Return the nth thing in reading order, or from a side; nothing when there are fewer."""
    ordered = [thing for row in in_rows(things) for thing in row]
    if start is not None and start.x is not None:
        ordered = sorted(things, key=lambda one: one.box.center.x)
        ordered = ordered[::-1] if start.x is Side.END else ordered
    elif start is not None:
        ordered = ordered[::-1] if start.y is Side.END else ordered
    at = number - 1 if number > 0 else len(ordered) + number
    return [ordered[at]] if 0 <= at < len(ordered) else []


def _is_in(side: Side | None, share: float) -> bool:
    match side:
        case Side.START:
            return share <= ZONE
        case Side.END:
            return share >= 1 - ZONE
        case Side.MIDDLE:
            return CENTRE[0] <= share <= CENTRE[1]
    return True


def in_half(things: Sequence[B], place: Place, region: Box) -> list[B]:
    """Return the things on the right side of the middle for a place."""
    return [
        thing
        for thing in things
        if _is_on(place.x, _share(thing.box.center.x, region.left, region.width))
        and _is_on(place.y, _share(thing.box.center.y, region.top, region.height))
    ]


def _is_on(side: Side | None, share: float) -> bool:
    return not ((side is Side.START and share > HALF) or (side is Side.END and share < HALF))


def _distance(box: Box, place: Place, region: Box) -> float:
    x = _reach(
        place.x,
        box.left - region.left,
        region.right - box.right,
        box.center.x - region.center.x,
        region.width,
    )
    y = _reach(
        place.y,
        box.top - region.top,
        region.bottom - box.bottom,
        box.center.y - region.center.y,
        region.height,
    )
    return x + y


def _reach(side: Side | None, start: int, end: int, middle: int, length: int) -> float:
    apart = {Side.START: abs(start), Side.END: abs(end), Side.MIDDLE: abs(middle), None: 0}[side]
    return apart / max(1, length)


def _share(value: int, start: int, length: int) -> float:
    return (value - start) / max(1, length)
