"""From what a phrase asks for to the things on a screen that are it."""

from __future__ import annotations

from collections.abc import Sequence

from droidground.geometry import Box
from droidground.grounding.elements import places, states
from droidground.grounding.elements.by_gist import anchors_by_gist
from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.geometry import around, holds, in_rows
from droidground.grounding.elements.headings import headings_with, section_under
from droidground.grounding.elements.kinds import Tier
from droidground.grounding.elements.lexicon.relations import Near
from droidground.grounding.elements.lexicon.states import State
from droidground.grounding.elements.looks import is_coloured, palest, standing_out
from droidground.grounding.elements.phrase import Relation, Target
from droidground.grounding.elements.pools import pool
from droidground.grounding.elements.regions import region_of
from droidground.grounding.elements.relate import Held, between, related
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored

LOOKED_AT = frozenset({State.SELECTED, State.UNSELECTED, State.ON, State.DISABLED})
"""States that a thing among others of its kind shows by its colours."""
SEVERAL = 3
"""Things on one line from which on they are called a row."""
BEYOND = frozenset({Near.ABOVE, Near.BELOW, Near.LEFT_OF, Near.RIGHT_OF})
NEAREST = 0.01
"""Share of the frame's height by which two things are equally near."""


def resolve(scene: Scene, target: Target) -> list[Scored]:
    """Return the things that a target means: none, one, or several that fit equally."""
    for tier in pool(scene, target):
        if _is_part_of_name(target, tier):
            continue
        things, region = _standing(scene, target, tier)
        things = _of_count(scene, target, things)
        things = _in_states(scene, target, things)
        things = _placed(target, things, region)
        if things:
            return _counted(target, things)
    return []


def _of_count(scene: Scene, target: Target, things: Tier) -> Tier:
    """Keep things of which as many stand together as the phrase says: one of the two buttons."""
    if not target.count or len(things) == target.count:
        return things
    groups = [one.items for one in scene.lists]
    for items in groups:
        members = [t for t in things if any(holds(i.box, t.element.box) for i in items)]
        if len(members) == target.count:
            return members
    lines = in_rows([thing.element for thing in things])
    same = [line for line in lines if len(line) == target.count]
    return _pick(things, same[0]) if len(same) == 1 else []


def _is_part_of_name(target: Target, things: Tier) -> bool:
    """Tell whether an adjective belongs to a name: there is but one Name to be the middle one."""
    tells = target.ordinal is not None or (target.place is not None and not target.is_zone)
    return target.label is not None and tells and len(things) < 2


def _counted(target: Target, things: Tier) -> Tier:
    if target.ordinal is None:
        return things
    ordinal = target.ordinal
    return _pick(things, places.counted([t.element for t in things], ordinal.number, ordinal.start))


def _pick(things: Tier, elements: Sequence[Element]) -> Tier:
    chosen = {id(element) for element in elements}
    return [thing for thing in things if id(thing.element) in chosen]


def _standing(scene: Scene, target: Target, things: Tier) -> tuple[Tier, Box]:
    """Keep the things that stand in the target's relations; return the region looked at too."""
    region = scene.frame
    for relation in target.relations:
        whole = (
            region_of(scene, relation.anchors[0], resolve) if relation.anchors[0].region else None
        )
        if relation.anchors[0].region and relation.kind is Near.INSIDE:
            if whole is None and _says_no_more(target, relation.anchors[0]):
                continue
            if whole is None and relation.anchors[0].region == "row":
                whole = _only_row(things)
            if whole is None:
                return [], region
            region = whole
            things = [t for t in things if holds_middle(whole, t.element.box)]
        else:
            things = _related(scene, target, relation, things)
    return things, region


def _only_row(things: Tier) -> Box | None:
    """Return the one line on which several of the things stand."""
    rows = [row for row in in_rows([thing.element for thing in things]) if len(row) >= SEVERAL]
    return around(element.box for element in rows[0]) if len(rows) == 1 else None


def _says_no_more(target: Target, region: Target) -> bool:
    """Tell whether a row is only what the things are in: the last chip in the chip row."""
    named_so = region.label is not None and region.label.normal == target.noun
    return (region.is_plain and target.count > 0) or (named_so and region.region == "row")


def holds_middle(region: Box, box: Box) -> bool:
    """Tell whether a box lies in a region, most of it."""
    return region.contains(box.center) and box.area < region.area * 1.01


def _related(scene: Scene, target: Target, relation: Relation, things: Tier) -> Tier:
    elements = [thing.element for thing in things]
    anchors = [anchors_of(scene, anchor) for anchor in relation.anchors]
    first = relation.anchors[0]
    is_heading = relation.kind is Near.INSIDE and first.label and first.role is None
    if not all(anchors) and is_heading and first.label:
        headings = headings_with(scene, first.label)
        section = [section_under(scene, one) for one in headings]
        return [t for t in things if any(holds_middle(box, t.element.box) for box in section)]
    if not all(anchors):
        return things if relation.kind is Near.WITHOUT and things else []
    if target.ordinal is not None and relation.kind is Near.BELOW:
        section = [section_under(scene, one) for one in anchors[0]]
        return [t for t in things if any(holds_middle(box, t.element.box) for box in section)]
    if relation.kind is Near.WITHOUT:
        having = {
            id(held.element)
            for one in anchors[0]
            for held in related(scene, Near.WITH, one, elements)
        }
        return [thing for thing in things if id(thing.element) not in having]
    if relation.kind is Near.BETWEEN:
        found = [between(one, two, elements) for one in anchors[0] for two in anchors[1]]
    elif len(anchors) > 1:
        boxes = [one.box for group in anchors for one in group]
        same = [e for e in elements if any(holds(e.box, b) or holds(b, e.box) for b in boxes)]
        found = [[Held(e, 0) for e in same]]
    else:
        others = [one for one in anchors[0] if id(one) not in set(map(id, elements))]
        found = [related(scene, relation.kind, one, elements) for one in others or anchors[0]]
        if relation.kind is Near.INSIDE and target.role is Role.ROW and not any(found):
            found = [related(scene, Near.WITH, one, elements) for one in anchors[0]]
    wants_all = target.ordinal is not None or target.place is not None or bool(target.states)
    if relation.kind in BEYOND and not wants_all:
        found = [sorted((held for one in found for held in one), key=lambda held: held.distance)]
    kept = [e for one in found for e in _nearest(scene, relation.kind, one, wants_all)]
    return _pick(things, kept)


def _nearest(scene: Scene, kind: Near, found: Sequence[Held], wants_all: bool) -> list[Element]:
    if wants_all or not found or kind in (Near.INSIDE, Near.WITH):
        return [held.element for held in found]
    limit = found[0].distance + NEAREST * scene.frame.height
    return (
        [held.element for held in found if held.distance <= limit][: 1 if found else 0]
        if (len(found) < 2 or found[1].distance > limit)
        else _closest(found, limit)
    )


def _closest(found: Sequence[Held], limit: float) -> list[Element]:
    return [held.element for held in found if held.distance <= limit]


def anchors_of(scene: Scene, target: Target) -> list[Element]:
    """Return the things that an anchor's words may mean."""
    found = [scored.element for scored in resolve(scene, target)]
    if found or target.label is None or target.parts > bool(target.role):
        return found
    return anchors_by_gist(scene, target.label, target.role)


def _in_states(scene: Scene, target: Target, things: Tier) -> Tier:
    if target.colour:
        pixels = scene.screenshot.pixels
        things = [t for t in things if is_coloured(pixels, t.element.box, target.colour)]
    for state in target.states:
        elements = [thing.element for thing in things]
        views = scene.views
        if views is not None and states.knows(views, elements, state):
            things = [thing for thing in things if states.is_in(views, thing.element, state)]
        elif state in LOOKED_AT:
            things = _by_look(scene, things, state)
        else:
            return []
    return things


def _by_look(scene: Scene, things: Tier, state: State) -> Tier:
    """Tell the selected of each strip or list by its colours, where nothing says which it is."""
    chosen: Tier = []
    groups = [
        [t for t in things if any(holds(i.box, t.element.box) for i in one.items)]
        for one in scene.lists
    ]
    if not any(groups):
        groups = [things]
    for members in groups:
        boxes = [member.element.box for member in members]
        pixels = scene.screenshot.pixels
        at = palest(pixels, boxes) if state is State.DISABLED else standing_out(pixels, boxes)
        if at is not None:
            chosen += [m for m in members if (m is members[at]) == (state is not State.UNSELECTED)]
    return chosen


def _placed(target: Target, things: Tier, region: Box) -> Tier:
    if target.place is None or not things:
        return things
    elements = [thing.element for thing in things]
    if target.is_zone and target.ordinal is not None:
        return _pick(things, places.in_zone(elements, target.place, region))
    if target.ordinal is not None:
        return _pick(things, places.in_half(elements, target.place, region))
    if target.is_zone and None not in (target.place.x, target.place.y):
        elements = places.in_zone(elements, target.place, region)
    elif target.is_zone or target.is_bare:
        elements = places.in_half(elements, target.place, region)
    return _pick(things, places.extreme(elements, target.place, region))
