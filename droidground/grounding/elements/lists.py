"""Lists, strips and grids: what an item, a row, a result or the third app is counted in.

Members are the children of list containers and whatever else takes a touch by itself. Those that
are set alike (one column, or one line) and built alike form a list. A heading takes no touch where
its neighbours do, a divider shows nothing, so neither is an item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import Roles, view_roles
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.geometry import around, in_rows
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

CONTAINERS = ("recyclerview", "listview", "gridview", "viewpager", "list", "grid", "recycler")
"""Class names, in lower case, whose children are items whether or not they take touches."""
ALIGN = 0.02
"""Share of the frame's width by which the edges of one column may differ."""
SIZE = 0.1
"""Share by which the heights of the members of one strip may differ."""
MIN_HEIGHT = 0.3
"""A member less high than this share of the usual one is a divider or was scrolled away."""
PAGE_SHARE = 0.6
"""A child that covers more of the frame is a page."""
SUMMARY_GAP = 0.3
"""Share of a title's height at most between it and its summary."""
LIKE = 0.3
"""Shared part of two members' views from which on they are built alike."""
SAME_CLASSES = 0.6
"""The same where only the classes of the views are compared, not their ids."""
STRIP_GAP = 1.0
"""Members of one strip stand no further apart than this many times their height or width."""
FLOW_GAP = 0.6
"""Chips that flow over several lines stand no further apart than this."""
COLUMN_GAP = 2.5
"""The same for those of a column, between which headings may stand."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items in reading order."""

    box: Box
    items: tuple[Element, ...]

    @property
    def rows(self) -> tuple[tuple[Element, ...], ...]:
        """Return the items line by line."""
        return in_rows(self.items)


def item_lists(views: Views) -> tuple[ItemList, ...]:
    """Return the lists of a hierarchy, the largest first."""
    members = tuple(_members(views))
    lists = [_list(views, group) for group in _groups(views, members)]
    return largest_first(lists)


def largest_first(lists: Iterable[ItemList]) -> tuple[ItemList, ...]:
    """Sort lists by the area of their items."""

    def size(one: ItemList) -> int:
        return sum(item.box.area for item in one.items)

    return tuple(sorted(lists, key=size, reverse=True))


def _list(views: Views, members: Sequence[int]) -> ItemList:
    items = tuple(_item(views, index) for index in members)
    ordered = tuple(item for row in in_rows(items) for item in row)
    return ItemList(around(item.box for item in items), ordered)


def _item(views: Views, index: int) -> Element:
    node = views.tree.nodes[index]
    texts = [views.tree.nodes[at] for at in (index, *views.worded_inside(index))]
    names = [inner.text or inner.content_desc for inner in texts]
    named = tuple(Label(form(name), LabelKind.TEXT) for name in names if name.strip())
    known = view_roles(views, node)
    roles = Roles(known.strong | {Role.ROW}, known.loose)
    return Element(views.box(index), named, roles, "tree", index, _anchor(views, index))


def _anchor(views: Views, index: int) -> int | None:
    """Return what takes a touch on an item: itself, what is around it, or its first control."""
    if views.anchors[index] is not None:
        return views.anchors[index]
    inside = range(index + 1, views.ends[index])
    return next((at for at in inside if views.anchors[at] == at), None)


def _members(views: Views) -> Iterator[int]:
    """Yield the children of list containers, and other things that take touches themselves."""
    taken: set[int] = set()
    for node in views.tree:
        if node.index in views.behind or node.index in taken:
            continue
        if _is_container(views, node):
            for index in _unwrapped(views, node):
                if _shows(views, index) and _is_member(views, index):
                    taken.update(range(index, views.ends[index]))
                    yield index
        elif views.boxes[node.index] and views.anchors[node.index] == node.index:
            taken.update(range(node.index, views.ends[node.index]))
            yield node.index
    yield from _inner_members(views)


def _inner_members(views: Views) -> Iterator[int]:
    """Yield the items of strips inside items, such as posters in a row that scrolls."""
    for node in views.tree:
        if node.index in views.behind or not _is_container(views, node):
            continue
        if any(_is_container(views, outer) for outer in views.tree.ancestors(node)):
            yield from (at for at in _unwrapped(views, node) if _shows(views, at))


def _is_container(views: Views, node: UiNode) -> bool:
    name = node.short_class.lower()
    is_named = any(name.endswith(part) for part in CONTAINERS)
    return views.boxes[node.index] is not None and (is_named or node.scrollable)


def _unwrapped(views: Views, node: UiNode) -> tuple[int, ...]:
    """Return the visible children, or those of the only child where there is but one."""
    shown = tuple(index for index in node.children if views.boxes[index])
    while len(shown) == 1 and views.anchors[shown[0]] != shown[0]:
        inner = views.tree.nodes[shown[0]]
        if not inner.children or _is_container(views, inner):
            return shown
        shown = tuple(index for index in inner.children if views.boxes[index])
    return shown


def _shows(views: Views, index: int) -> bool:
    return views.boxes[index] is not None and (
        views.tree.nodes[index].has_words
        or bool(views.worded_inside(index))
        or views.anchors[index] == index
    )


def _is_member(views: Views, index: int) -> bool:
    """Tell an item from a page or a heading inside a scrolling view."""
    if views.box(index).area > views.frame.area * PAGE_SHARE:
        return False
    inside = range(index, views.ends[index])
    takes = any(views.anchors[at] == at for at in inside)
    return takes or len(inside) > 2 or _has_summary(views, index)


def _has_summary(views: Views, index: int) -> bool:
    """Tell whether a text is the title of a row whose summary follows it, with no view around."""
    node, box = views.tree.nodes[index], views.box(index)
    parent = views.tree.parent(node)
    later = () if parent is None else (at for at in parent.children if at > index)
    after = next((at for at in later if views.boxes[at]), None)
    if after is None or not (node.text and views.tree.nodes[after].text):
        return False
    below = views.box(after)
    close = 0 <= below.top - box.bottom <= SUMMARY_GAP * box.height
    return close and below.left == box.left and below.height < box.height


def _groups(views: Views, members: Sequence[int]) -> Iterator[list[int]]:
    """Yield the members of each list: those set alike, less those built unlike the others."""
    waiting = list(dict.fromkeys(members))
    for group in _set_alike(views, waiting):
        yield from _built_alike(views, group)


def _set_alike(views: Views, members: Sequence[int]) -> list[list[int]]:
    """Join neighbours in one column or one line; a grid is joined both ways."""
    joined: dict[int, int] = {index: index for index in members}

    def root(index: int) -> int:
        while joined[index] != index:
            index = joined[index]
        return index

    for one, two in _neighbours(views, members):
        joined[root(two)] = root(one)
    groups: dict[int, list[int]] = {}
    for index in members:
        groups.setdefault(root(index), []).append(index)
    return list(groups.values())


def _neighbours(views: Views, members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of members that stand beside or below one another, set alike."""
    slack = views.frame.width * ALIGN
    for line in _runs(members, lambda at: views.box(at).left, slack):
        line.sort(key=lambda at: views.box(at).top)
        for upper, lower in zip(line, line[1:], strict=False):
            one, two = views.box(upper), views.box(lower)
            gap = two.top - one.bottom
            near = -SIZE * one.height <= gap <= COLUMN_GAP * min(one.height, two.height)
            flows = one.height == two.height and 0 <= gap <= FLOW_GAP * one.height
            if near and (flows or abs(one.right - two.right) <= slack):
                yield upper, lower
    for line in _runs(members, lambda at: views.box(at).top, slack):
        line.sort(key=lambda at: views.box(at).left)
        for left, right in zip(line, line[1:], strict=False):
            one, two = views.box(left), views.box(right)
            alike = abs(one.height - two.height) <= SIZE * max(one.height, two.height) + 1
            gap = two.left - one.right
            if alike and -slack <= gap <= STRIP_GAP * max(one.height, one.width, two.width):
                yield left, right


def _runs(members: Sequence[int], key: object, slack: float) -> list[list[int]]:
    """Return the members whose keys are alike, in runs."""
    assert callable(key)
    runs: list[list[int]] = []
    for index in sorted(members, key=key):
        if runs and key(index) - key(runs[-1][0]) <= slack:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _built_alike(views: Views, group: list[int]) -> Iterator[list[int]]:
    """Part a group by how its members are built, without dividers and what stands alone."""
    heights = sorted(views.box(index).height for index in group)
    least = heights[len(heights) // 2] * MIN_HEIGHT
    kinds: list[tuple[list[Signature], list[int]]] = []
    for index in group:
        if views.box(index).height < least:
            continue
        sign = _signature(views, index)
        kind = next((k for k in kinds if any(sign == s or _are_alike(sign, s) for s in k[0])), None)
        if kind is None:
            kinds.append(([sign], [index]))
            continue
        kind[1].append(index)
        if sign not in kind[0]:
            kind[0].append(sign)
    yield from (members for _, members in kinds if len(members) > 1)


Signature = tuple[tuple[str, ...], tuple[str, ...]]


def _signature(views: Views, index: int) -> Signature:
    """Return what a member is built of: the ids and the classes of its views, sorted."""
    nodes = [views.tree.nodes[at] for at in range(index, views.ends[index])]
    ids = sorted(node.id_name for node in nodes if node.id_name)
    return tuple(ids), tuple(sorted(node.short_class for node in nodes))


def _are_alike(one: Signature, two: Signature) -> bool:
    by_id, by_class = (_likeness(Counter(a), Counter(b)) for a, b in zip(one, two, strict=True))
    return by_id >= LIKE or by_class >= SAME_CLASSES


def _likeness(one: Counter[str], two: Counter[str]) -> float:
    shared = (one & two).total()
    return shared / max(1, (one | two).total())
