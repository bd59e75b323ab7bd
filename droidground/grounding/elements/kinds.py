"""The things of one kind on a screen, as tiers of a pool."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from droidground.grounding.elements.candidates import Element, id_words
from droidground.grounding.elements.geometry import holds
from droidground.grounding.elements.lexicon.nouns import singular
from droidground.grounding.elements.match import Match, Why
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import WRITTEN, Scored

ANY_SHARE = 0.25
"""What covers more of the screen is no single thing."""
PANEL = 2
"""Touch targets inside something from which on it is a panel."""
KIND = Match(0.9, Why.ROLE)

Tier = list[Scored]


def as_tier(elements: Iterable[Element]) -> Tier:
    """Return elements as candidates named by their kind alone."""
    return [Scored(element, 0.9, element.label, KIND) for element in elements]


def of_role(scene: Scene, role: Role) -> Tier:
    """Return what surely is of a kind; lines read from pixels are what texts may be."""
    strong = [e for e in scene.elements if role in e.roles.strong]
    strong += [e for e in scene.lines if role in e.roles.loose]
    return as_tier(strong if role is Role.TEXT else _without_wrappers(one_each(strong)))


def touchable(scene: Scene) -> list[Element]:
    """Return what takes a touch by itself, less whole pages."""
    if scene.views is None:
        return list(scene.lines)
    most = ANY_SHARE * scene.frame.area
    return one_each(e for e in scene.elements if e.is_tappable and e.box.area <= most)


def texts(scene: Scene) -> list[Element]:
    """Return all texts."""
    return [e for e in scene.elements if Role.TEXT in e.roles.strong]


def by_id(scene: Scene, noun: str) -> Tier:
    """Return what the app's own ids call so: `search_address_textview` is an address.

    `message_text` is a message before `message_status` is.
    """
    if scene.views is None:
        return []
    exact, others = [], []
    for element in scene.elements:
        node = None if element.node is None else scene.views.tree.nodes[element.node]
        if node is None or node.children:
            continue
        names = [tuple(map(singular, name.tokens)) for name in id_words(node.id_name)]
        if (noun,) in names:
            exact.append(element)
        elif any(noun in name for name in names):
            others.append(element)
    return as_tier(exact or others)


def innermost(elements: Sequence[Element]) -> list[Element]:
    """Leave out what holds several of the others: it is a panel, no button."""
    boxes = [e.box for e in elements if e.node == e.anchor]
    return [e for e in elements if sum(holds(e.box, box) for box in boxes if box != e.box) < PANEL]


def one_each(elements: Iterable[Element]) -> list[Element]:
    """Keep what takes the touch, where it is among them, and not its parts."""
    listed = list(elements)
    owners = {e.node for e in listed if e.node is not None and e.node == e.anchor}
    seen: set[tuple[int, int, int, int]] = set()
    kept = []
    for element in listed:
        place = (*element.box,)
        if (element.anchor in owners and element.node != element.anchor) or place in seen:
            continue
        seen.add(place)
        kept.append(element)
    return kept


def _without_wrappers(elements: Sequence[Element]) -> list[Element]:
    """Leave out what shows nothing itself and holds one other of them: both are one control."""
    return [
        e
        for e in elements
        if any(label.kind in WRITTEN for label in e.labels)
        or sum(holds(e.box, other.box) for other in elements if other is not e) != 1
    ]
