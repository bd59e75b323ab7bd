"""Which things stand in a relation to an anchor, and how near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.geometry import (
    gap,
    holds,
    in_rows,
    level,
    shared_height,
    shared_width,
)
from droidground.grounding.elements.lexicon.relations import Near
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene

MAX_GAP = 0.35
"""Share of the frame's height beyond which nothing is above or below a thing any more."""
OVERLAP = 0.25
"""Share of the smaller side that two things side by side have in common."""
INTO = 0.3
"""Share of the lower of two things by which boxes of neighbours may overlap."""
HOLDER = 0.5
"""Share of the screen beyond which a view around a thing is a page and not its row or card."""
STEP = 1000
"""What one place further in reading order counts for, in pixels."""


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that stands in the relation."""

    element: Element
    distance: float
    """Pixels, for comparing within one answer."""


def related(scene: Scene, kind: Near, anchor: Element, things: Sequence[Element]) -> list[Held]:
    """Return the things that stand in a relation to one anchor, the nearest first."""
    others = [thing for thing in things if not _same(thing, anchor)]
    match kind:
        case Near.ABOVE | Near.BELOW | Near.LEFT_OF | Near.RIGHT_OF:
            found = _beyond(scene, kind, anchor.box, others)
        case Near.AFTER | Near.BEFORE:
            found = _in_order(kind, anchor, others)
        case Near.INSIDE:
            found = within(scene, anchor, others)
        case Near.ITS:
            found = _belonging(scene, anchor, others)
        case Near.WITH:
            found = [Held(thing, 0) for thing in things if _has(scene, thing, anchor)]
        case _:
            found = _next_to(scene, anchor, others)
    return sorted(found, key=lambda held: held.distance)


def between(one: Element, two: Element, things: Sequence[Element]) -> list[Held]:
    """Return the things that stand between two anchors, side by side or one above the other."""
    found = []
    ends = (one.box, two.box)
    for thing in things:
        if _same(thing, one) or _same(thing, two):
            continue
        box = thing.box
        first, last = sorted(ends, key=lambda end: end.center.x)
        is_across = (
            first.center.x < box.center.x < last.center.x
            and shared_height(box, first)
            and shared_height(box, last)
            and shared_width(box, first) < INTO * box.width
            and shared_width(box, last) < INTO * box.width
        )
        first, last = sorted(ends, key=lambda end: end.center.y)
        is_down = (
            first.center.y < box.center.y < last.center.y
            and shared_width(box, first)
            and shared_width(box, last)
            and shared_height(box, first) < INTO * box.height
            and shared_height(box, last) < INTO * box.height
        )
        if is_across or is_down:
            found.append(Held(thing, abs(gap(box, ends[0]) - gap(box, ends[1]))))
    return sorted(found, key=lambda held: held.distance)


def _same(thing: Element, anchor: Element) -> bool:
    """Tell whether a thing is the anchor itself, or only what the anchor is written on."""
    return thing.box == anchor.box or (thing.node is not None and thing.node == anchor.node)


def _beyond(scene: Scene, kind: Near, anchor: Box, things: Sequence[Element]) -> list[Held]:
    is_down = kind in (Near.ABOVE, Near.BELOW)
    found = []
    for thing in things:
        box = thing.box
        first, last = (anchor, box) if kind in (Near.BELOW, Near.RIGHT_OF) else (box, anchor)
        if is_down:
            apart, least = last.top - first.bottom, min(box.height, anchor.height)
            shared, side = shared_width(box, anchor), min(box.width, anchor.width)
            aside = min(abs(box.left - anchor.left), abs(box.center.x - anchor.center.x))
            limit = MAX_GAP * scene.frame.height
        else:
            apart, least = last.left - first.right, min(box.width, anchor.width)
            shared, side = shared_height(box, anchor), min(box.height, anchor.height)
            aside, limit = abs(box.center.y - anchor.center.y), float(scene.frame.width)
        if -INTO * least <= apart <= limit and shared >= OVERLAP * side and not holds(box, anchor):
            found.append(Held(thing, max(0, apart) + aside / 8))
    return found


def _in_order(kind: Near, anchor: Element, things: Sequence[Element]) -> list[Held]:
    """Return what comes after (or before) an anchor as one reads."""
    ordered = [thing for row in in_rows((*things, anchor)) for thing in row]
    at = ordered.index(anchor)
    found = ordered[at + 1 :] if kind is Near.AFTER else ordered[:at][::-1]
    return [
        Held(thing, place * STEP)
        for place, thing in enumerate(found)
        if not holds(thing.box, anchor.box)
    ]


def _belonging(scene: Scene, anchor: Element, things: Sequence[Element]) -> list[Held]:
    """Return the only one of its kind in the anchor's row or card; nothing where there are more."""
    inside = within(scene, anchor, things)
    if len(inside) != 1 or not _is_title(scene, anchor):
        return []
    return inside


def _is_title(scene: Scene, anchor: Element) -> bool:
    """Tell whether a text comes first in its row or card: a summary names nothing."""
    texts = [e for e in scene.elements if Role.TEXT in e.roles.strong and e.labels]
    for region in holders(scene, anchor)[1:]:
        others = [e for e in texts if holds(region, e.box)]
        if len(others) > 1:
            first = in_rows(others)[0]
            return any(e.box == anchor.box for e in first)
    return True


def _next_to(scene: Scene, anchor: Element, things: Sequence[Element]) -> list[Held]:
    """Return what stands on the anchor's line, or else in its row or card, or else close by."""
    beside = [
        Held(thing, gap(thing.box, anchor.box) + abs(thing.box.center.y - anchor.box.center.y) / 4)
        for thing in things
        if level(thing.box, anchor.box) and not _encloses(thing.box, anchor.box)
    ]
    if beside:
        return beside
    inside = within(scene, anchor, things)
    return [Held(held.element, gap(held.element.box, anchor.box)) for held in inside]


def _encloses(outer: Box, inner: Box) -> bool:
    return holds(outer, inner) and outer.area > 1.2 * inner.area


def within(scene: Scene, anchor: Element, things: Sequence[Element]) -> list[Held]:
    """Return the things in the smallest row, card or other part around the anchor that has any."""
    for region in holders(scene, anchor):
        inside = [
            thing
            for thing in things
            if holds(region, thing.box)
            and thing.box != region
            and not _encloses(thing.box, anchor.box)
        ]
        if inside:
            return [Held(thing, 0) for thing in inside]
    return []


def holders(scene: Scene, anchor: Element) -> list[Box]:
    """Return the boxes around an anchor, the smallest first, up to its item, row or card."""
    views = scene.views
    regions = [anchor.box]
    item = next(
        (item for one in scene.lists for item in one.items if holds(item.box, anchor.box)), None
    )
    if views is not None and anchor.node is not None:
        for outer in views.tree.ancestors(views.tree.nodes[anchor.node]):
            box = views.boxes[outer.index]
            if box is None or box.area > HOLDER * scene.frame.area:
                break
            if item is not None and box.area > item.box.area and not holds(item.box, box):
                break
            regions.append(box)
    if item is not None:
        regions.append(item.box)
    line = Box(scene.frame.left, anchor.box.top, scene.frame.right, anchor.box.bottom)
    return regions if views is not None else [*regions, line]


def _has(scene: Scene, thing: Element, anchor: Element) -> bool:
    return thing.box != anchor.box and holds(thing.box, anchor.box)
