"""The name of a control that stands beside it, in a view of its own."""

from __future__ import annotations

from itertools import islice

from droidground.geometry import Box
from droidground.grounding.elements.controls import TITLED, class_roles
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

MAX_LEVELS = 6
"""How far up in the hierarchy a name may stand."""
ROW_HEIGHTS = 3
"""A row is at most this many times as high as the control in it."""
ABOVE = frozenset({Role.FIELD, Role.SLIDER, Role.DROPDOWN})
"""Controls whose name may stand above them."""


def title_of(views: Views, node: UiNode) -> str:
    """Return the text that names a control from beside or above it; empty when there is none."""
    roles = class_roles(node)
    for around in islice(views.tree.ancestors(node), MAX_LEVELS):
        texts = [
            index
            for index in views.worded_inside(around.index)
            if not views.is_inside(index, node.index) and _is_caption(views.tree.nodes[index])
        ]
        if texts:
            is_row = _is_row_of(views, around, node)
            chosen = _choose(views, node, texts, is_row, bool(roles.strong & ABOVE))
            return views.tree.nodes[chosen].text if chosen is not None else ""
    return ""


def picture_title(views: Views, node: UiNode) -> str:
    """Return the first text of the control that a picture is part of; empty without one."""
    anchor = views.anchors[node.index]
    if anchor is None or anchor == node.index:
        return ""
    return first_text(views, anchor)


def first_text(views: Views, index: int) -> str:
    """Return the first caption inside a view; empty without one."""
    nodes = (views.tree.nodes[inside] for inside in views.worded_inside(index))
    return next((node.text for node in nodes if _is_caption(node)), "")


def _is_caption(node: UiNode) -> bool:
    roles = class_roles(node)
    return bool(node.text.strip()) and not roles.strong & {*TITLED, Role.BUTTON}


def _is_row_of(views: Views, around: UiNode, control: UiNode) -> bool:
    """Tell whether all inside a view belongs to one control: one touch target, or a low row."""
    anchor = views.anchors[around.index]
    if anchor is not None and anchor == views.anchors[control.index]:
        return True
    row = views.boxes[around.index]
    return row is not None and row.height <= ROW_HEIGHTS * views.box(control.index).height


def _choose(
    views: Views, node: UiNode, texts: list[int], is_row: bool, may_be_above: bool
) -> int | None:
    box = views.box(node.index)
    level = [index for index in texts if not _gap(views.box(index), box)]
    if level:
        nearest = min(level, key=lambda index: _distance(views.box(index), box))
        column = views.box(nearest)
        aligned = [index for index in level if _is_aligned(views.box(index), column)]
        return min(aligned, key=lambda index: views.box(index).top)
    if is_row:
        return texts[0]
    if may_be_above:
        above = [index for index in texts if _is_above(views.box(index), box)]
        return max(above, key=lambda index: views.box(index).bottom, default=None)
    return None


def _gap(one: Box, two: Box) -> int:
    """Return the pixels between two boxes from top to bottom; 0 when they share a line."""
    return max(0, one.top - two.bottom + 1, two.top - one.bottom + 1)


def _distance(one: Box, two: Box) -> int:
    return max(0, one.left - two.right, two.left - one.right)


def _is_aligned(one: Box, two: Box) -> bool:
    slack = min(one.height, two.height) // 2
    return abs(one.left - two.left) <= slack or abs(one.right - two.right) <= slack


def _is_above(text: Box, control: Box) -> bool:
    near = 0 <= control.top - text.bottom + 1 <= max(control.height, text.height)
    return near and text.left < control.right and control.left < text.right
