"""Which parts of a screen scroll, and which way. Pure: a view hierarchy in, boxes out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from droidground.actions.types import Direction
from droidground.geometry import Box, Point, Size
from droidground.ui_tree import UiNode, UiTree

SIDEWAYS = ("HorizontalScrollView", "Pager", "Gallery", "TabLayout")
"""Parts of class names whose content lies side by side, also when they show one page of it."""
VALUES = ("Picker", "SeekBar", "Slider", "Spinner")
"""Views that report as scrollable and whose value a swipe changes."""
SAME_PLACE = 0.8
"""Shared part of the larger of two boxes from which on a swipe in either is the same swipe."""


@dataclass(frozen=True, slots=True)
class Scrollable:
    """A part of the screen whose content moves under a finger."""

    box: Box
    """Its part on the screen, in pixels of the frame."""
    is_sideways: bool
    name: str = ""
    """What tells it from others, also after another part that holds it was scrolled."""

    is_inner: bool = False
    """Whether it lies in another part that moves the same way."""

    @property
    def forward(self) -> Direction:
        """Where what comes later lies, in a script that runs to the right."""
        return Direction.RIGHT if self.is_sideways else Direction.DOWN


def find_scrollables(tree: UiTree, size: Size, inside: Point | None = None) -> list[Scrollable]:
    """Return what scrolls, the largest first; with `inside`, only what holds that pixel."""
    found: list[Scrollable] = []
    for node in tree:
        box = node.bounds.intersection(Box.of(size)) if node.bounds and node.scrollable else None
        if box is None or any(part in node.short_class for part in VALUES):
            continue
        if inside is None or box.contains(inside):
            is_sideways = _is_sideways(tree, node)
            sides = (box.top, box.bottom) if is_sideways else (box.left, box.right)
            name = f"{node.class_name} {node.resource_id or sides} {is_sideways}"
            found.append(Scrollable(box, is_sideways, name))
    kept: list[Scrollable] = []
    for one in sorted(found, key=lambda item: -item.box.area):
        if not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return [replace(one, is_inner=any(_holds(other, one) for other in kept)) for one in kept]


def _holds(outer: Scrollable, inner: Scrollable) -> bool:
    is_one_axis = outer.is_sideways == inner.is_sideways
    return is_one_axis and outer is not inner and outer.box.intersection(inner.box) == inner.box


def _is_same(one: Scrollable, other: Scrollable) -> bool:
    shared = one.box.intersection(other.box)
    most = max(one.box.area, other.box.area)
    is_one_axis = one.is_sideways == other.is_sideways
    return is_one_axis and shared is not None and shared.area >= SAME_PLACE * most


def _is_sideways(tree: UiTree, node: UiNode) -> bool:
    parent = tree.parent(node)
    for view in (node, parent):
        if view is not None and any(part in view.short_class for part in SIDEWAYS):
            return True
    boxes = [child.bounds for child in tree.children(node) if child.bounds and child.bounds.area]
    if len(boxes) < 2:
        return False
    across = max(box.left for box in boxes) - min(box.left for box in boxes)
    down = max(box.top for box in boxes) - min(box.top for box in boxes)
    return across > down
