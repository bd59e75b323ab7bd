"""What on a screen may be meant by a name or a noun, before anything else is said of it.

Each pool is a list of tiers: those surely meant first. A later tier counts only when nothing of
the earlier ones stands where the phrase says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from droidground.grounding.elements.candidates import Element, LabelKind, id_words
from droidground.grounding.elements.controls import TITLED
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.geometry import holds
from droidground.grounding.elements.headings import headings_with, section_under
from droidground.grounding.elements.lexicon.nouns import GLYPHS, singular
from droidground.grounding.elements.lexicon.paraphrases import other_names
from droidground.grounding.elements.lexicon.states import State
from droidground.grounding.elements.lists import ItemList
from droidground.grounding.elements.match import Match, Why
from droidground.grounding.elements.phrase import Target
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.views import Views

NAMED = 0.7
"""Score from which on a label counts as what the words say."""
PICTURE_SIDE = 0.09
"""Share of the frame's width from which on a picture is more than an icon."""
ANY_SHARE = 0.25
"""What covers more of the screen is no single thing."""

STRIP_WIDTH, STRIP_HEIGHT = 0.3, 0.12
"""Shares of the frame that a strip of tabs spans at least, and is high at most."""

LONER_WIDTH = 0.8
"""Share of the usual width of items from which on something beside them is a row too."""
UNSEEN = frozenset({Role.FIELD, Role.LINK, Role.BUTTON})
"""Kinds that text alone does not tell apart, so that they cannot be counted in pixels."""
PANEL = 2
"""Touch targets inside something from which on it is a panel."""
LONER_HEIGHT = 0.3
"""The same of their height."""
NO_LINKS = TITLED | {Role.BUTTON}
SLIDERS = frozenset({"progress", "seek", "playback", "position", "time", "volume", "brightness"})
"""What sliders without a name are for."""
PLAIN_ITEMS = frozenset({"row", "item", "entry", "option", "line", "element", "list item", "setting"})
"""Nouns that say nothing of what the items are."""

GLYPHS_NAMED = frozenset(GLYPHS.split("|"))

KIND = Match(0.9, Why.ROLE)

Tier = list[Scored]


def pool(scene: Scene, target: Target) -> list[Tier]:
    """Return what the target's name and noun may mean, in tiers."""
    if target.label is not None:
        return _named(scene, target, target.label)
    role = _role(target)
    if role is None:
        return [_kinds(_touchable(scene)), _kinds(_texts(scene))]
    tiers = [_by_id(scene, target.noun)] if _is_telling(target) else []
    if target.noun in GLYPHS_NAMED:
        tiers = [*_named(scene, target, form(target.noun)), *tiers]
        if not target.relations and not target.place:
            return tiers
    if role is Role.ROW:
        tiers += _called(scene, target.noun)
        lists = [list(one.items) for one in scene.lists]
        everything = [item for items in lists for item in items]
        tiers += _headed(scene, target.noun, everything)
        if target.relations or target.place:
            tiers += [_kinds(_with_loners(scene, everything))]
        else:
            tiers += [_kinds(items) for items in lists[:1]]
        return tiers
    if scene.views is None and role in UNSEEN and (target.ordinal or role is Role.FIELD):
        return []
    if role is Role.TAB or target.noun == "chip":
        strong: Tier = []
        if scene.views is not None:
            strong = _of_role(scene, Role.TAB) if role is Role.TAB else _by_id(scene, "chip")
        strips = [list(one.items) for one in scene.lists if _is_tab_strip(scene, one)]
        every = [item for strip in strips for item in strip]
        return [
            strong,
            *([_kinds(every)] if target.relations or target.place else map(_kinds, strips)),
        ]
    if role is Role.IMAGE:
        wide = PICTURE_SIDE * scene.frame.width
        tiers.append(
            [
                i
                for i in _of_role(scene, role)
                if min(i.element.box.width, i.element.box.height) >= wide
            ]
        )
    tiers.append(_of_role(scene, role))
    if role is Role.LINK:
        tiers.insert(0, [t for t in tiers[-1] if not t.element.roles.strong & NO_LINKS])
    if target.noun == "spinner":
        tiers.append(_of_role(scene, Role.PROGRESS))
    loose = [e for e in scene.elements if role in e.roles.loose and e.is_tappable]
    if role is Role.BUTTON:
        loose = _innermost(loose)
    return [*tiers, _kinds(_one_each(loose))]


def _role(target: Target) -> Role | None:
    if target.noun == "box" and {State.ON, State.OFF}.intersection(target.states):
        return Role.CHECKBOX
    return target.role


def _is_telling(target: Target) -> bool:
    """Tell whether the noun says more than the kind of control."""
    return target.role in (Role.TEXT, Role.IMAGE, Role.ICON) and target.noun not in (
        "text",
        "icon",
        "image",
        "picture",
        "symbol",
        "label",
        "word",
    )


def _by_id(scene: Scene, noun: str) -> Tier:
    """Return what the app's own ids call so: `search_address_textview` is an address."""
    if scene.views is None:
        return []
    found = []
    for element in scene.elements:
        if element.node is None:
            continue
        node = scene.views.tree.nodes[element.node]
        words = {singular(t) for f in id_words(node.id_name) for t in f.tokens}
        if noun in words and not node.children:
            found.append(element)
    return _kinds(found)


def _called(scene: Scene, noun: str) -> list[Tier]:
    """Return lists, or else texts, that the app's own ids call so: `message_text`, `tile_label`."""
    if noun in PLAIN_ITEMS or scene.views is None:
        return []
    word = noun.split()[-1]
    lists = [list(one.items) for one in scene.lists if _is_called(scene.views, one.items[0], word)]
    texts = _by_id(scene, word)
    lists = [items for items in lists if len(items) >= len(texts)]
    return [*map(_kinds, lists), *([texts] if len(texts) > 1 and not lists else [])]


def _headed(scene: Scene, noun: str, items: Sequence[Element]) -> list[Tier]:
    """Return the items below a heading that says what they are: Popular keywords."""
    if noun in PLAIN_ITEMS:
        return []
    names = (form(noun), form(f"{noun}s"))
    headings = [one for name in names for one in headings_with(scene, name)]
    sections = [section_under(scene, one) for one in headings]
    found = [[i for i in items if section.contains(i.box.center)] for section in sections]
    return [_kinds(one) for one in found if len(one) > 1]


def _with_loners(scene: Scene, items: Sequence[Element]) -> list[Element]:
    """Return items and what takes a touch beside them: a row built unlike its neighbours."""
    taken = {item.box for item in items}
    widths = sorted(item.box.width for item in items) or [0]
    least = LONER_WIDTH * widths[len(widths) // 2]
    heights = sorted(item.box.height for item in items) or [0]
    low = LONER_HEIGHT * heights[len(heights) // 2]
    others = (
        e
        for e in _touchable(scene)
        if e.box not in taken and e.box.width >= least and e.box.height >= low
    )
    return [*items, *(e for e in others if not any(holds(i.box, e.box) for i in items))]


def _is_called(views: Views, item: Element, word: str) -> bool:
    if item.node is None:
        return False
    node = views.tree.nodes[item.node]
    near = [*islice(views.tree.ancestors(node), 2), *views.tree.nodes[node.index : views.ends[node.index]]]
    return any(word in map(singular, f.tokens) for one in near for f in id_words(one.id_name))


def _named(scene: Scene, target: Target, label: Form) -> list[Tier]:
    role = _role(target)
    names = (label, *(() if role in (Role.TEXT, Role.ROW) else other_names(label)))
    sure = [item for item in scene.named(names, role) if item.score >= NAMED]
    if not sure and role is Role.SLIDER and label.normal in SLIDERS:
        # What a slider is for is seldom written at it; where there is but one, it is that.
        sliders = _of_role(scene, role)
        return [sliders if len(sliders) == 1 and not _has_name(sliders[0].element) else []]
    return [_best(sure)]


def _has_name(element: Element) -> bool:
    return any(label.kind is not LabelKind.ID for label in element.labels)


def _best(scored: Sequence[Scored]) -> Tier:
    """Keep those that fit best, and of one touch target one."""
    most = max((item.score for item in scored), default=0.0)
    kept: Tier = []
    for item in scored:
        if most - item.score < 0.05 and not any(
            other.element.box == item.element.box for other in kept
        ):
            kept.append(item)
    return kept


def _of_role(scene: Scene, role: Role) -> Tier:
    strong = [e for e in scene.elements if role in e.roles.strong]
    strong += [e for e in scene.lines if role in e.roles.loose]
    return _kinds(strong if role is Role.TEXT else _one_each(strong))


def _innermost(elements: Sequence[Element]) -> list[Element]:
    """Leave out what holds several of the others: it is a panel, no button."""
    boxes = [e.box for e in elements if e.node == e.anchor]
    return [
        e for e in elements if sum(holds(e.box, box) for box in boxes if box != e.box) < PANEL
    ]


def _is_tab_strip(scene: Scene, one: ItemList) -> bool:
    """Tell whether a list is one line of narrow things over most of the width."""
    frame = scene.frame
    return (
        len(one.rows) == 1
        and one.box.width >= STRIP_WIDTH * frame.width
        and one.box.height <= STRIP_HEIGHT * frame.height
    )


def _touchable(scene: Scene) -> list[Element]:
    if scene.views is None:
        return list(scene.lines)
    most = ANY_SHARE * scene.frame.area
    return _one_each(e for e in scene.elements if e.is_tappable and e.box.area <= most)


def _texts(scene: Scene) -> list[Element]:
    return [e for e in scene.elements if Role.TEXT in e.roles.strong]


def _one_each(elements: Iterable[Element]) -> list[Element]:
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


def _kinds(elements: Iterable[Element]) -> Tier:
    return [Scored(element, 0.9, element.label, KIND) for element in elements]
