"""What items, rows and tabs of a screen may be meant, as tiers of a pool."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from droidground.grounding.elements.candidates import Element, id_words
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.geometry import holds
from droidground.grounding.elements.headings import headings_with, section_under
from droidground.grounding.elements.kinds import Tier, as_tier, by_id, of_role, touchable
from droidground.grounding.elements.lexicon.nouns import NOUNS, PLAIN_ITEMS, singular
from droidground.grounding.elements.lists import ItemList
from droidground.grounding.elements.phrase import Target
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.views import Views

STRIP_WIDTH, STRIP_HEIGHT = 0.3, 0.12
"""Shares of the frame that a strip of tabs spans at least, and is high at most."""
LONER_WIDTH = 0.8
"""Share of the usual width of items from which on something beside them is a row too."""
LONER_HEIGHT = 0.3
"""The same of their height."""


def item_tiers(scene: Scene, target: Target) -> list[Tier]:
    """Return the items that a noun such as row, result or contact may mean."""
    every = [item for one in scene.lists for item in one.items]
    tiers = [*_called(scene, target.noun), *_headed(scene, target.noun, every)]
    if target.noun not in NOUNS and target.noun.isascii():
        return tiers
    if target.relations or target.place:
        return [*tiers, as_tier(_with_loners(scene, every))]
    return [*tiers, *(as_tier(one.items) for one in scene.lists[:1])]


def strip_tiers(scene: Scene, target: Target) -> list[Tier]:
    """Return tabs or chips: what the hierarchy calls so, or else the items of strips."""
    sure: Tier = []
    if scene.views is not None:
        sure = of_role(scene, Role.TAB) if target.role is Role.TAB else by_id(scene, "chip")
    strips = [one.items for one in scene.lists if _is_strip(scene, one)]
    if target.relations or target.place or target.role is Role.TAB and not target.noun:
        return [sure, as_tier(item for strip in strips for item in strip)]
    return [sure, *map(as_tier, strips)]


def _called(scene: Scene, noun: str) -> list[Tier]:
    """Return lists, or else texts, that the app's own ids call so: `message_text`, `tile_label`."""
    if noun in PLAIN_ITEMS or scene.views is None:
        return []
    word = noun.split()[-1]
    lists = [list(one.items) for one in scene.lists if _is_called(scene.views, one.items[0], word)]
    named = by_id(scene, word)
    lists = [items for items in lists if len(items) >= len(named)]
    return [*map(as_tier, lists), *([named] if len(named) > 1 and not lists else [])]


def _is_called(views: Views, item: Element, word: str) -> bool:
    if item.node is None:
        return False
    node = views.tree.nodes[item.node]
    near = [
        *islice(views.tree.ancestors(node), 2),
        *views.tree.nodes[node.index : views.ends[node.index]],
    ]
    return any(word in map(singular, f.tokens) for one in near for f in id_words(one.id_name))


def _headed(scene: Scene, noun: str, items: Sequence[Element]) -> list[Tier]:
    """Return the items below a heading that says what they are: Popular keywords."""
    if noun in PLAIN_ITEMS:
        return []
    names = (form(noun), form(f"{noun}s"))
    headings = [one for name in names for one in headings_with(scene, name)]
    sections = [section_under(scene, one) for one in headings]
    found = [[i for i in items if section.contains(i.box.center)] for section in sections]
    return [as_tier(one) for one in found if len(one) > 1]


def _with_loners(scene: Scene, items: Sequence[Element]) -> list[Element]:
    """Return items and what takes a touch beside them: a row built unlike its neighbours."""
    taken = {item.box for item in items}
    widths = sorted(item.box.width for item in items) or [0]
    least = LONER_WIDTH * widths[len(widths) // 2]
    heights = sorted(item.box.height for item in items) or [0]
    low = LONER_HEIGHT * heights[len(heights) // 2]
    others = (
        e
        for e in touchable(scene)
        if e.box not in taken and e.box.width >= least and e.box.height >= low
    )
    return [*items, *(e for e in others if not any(holds(i.box, e.box) for i in items))]


def _is_strip(scene: Scene, one: ItemList) -> bool:
    """Tell whether a list is one line of narrow things over most of the width."""
    frame = scene.frame
    return (
        len(one.rows) == 1
        and one.box.width >= STRIP_WIDTH * frame.width
        and one.box.height <= STRIP_HEIGHT * frame.height
    )
