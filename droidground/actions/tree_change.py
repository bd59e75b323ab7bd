"""What a view hierarchy tells of an action. Pure: two hierarchies in, what changed out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from droidground.geometry import Box
from droidground.ui_tree import UiNode, UiTree

COUNTS = re.compile(r"\d+")
FLAGS = ("checked", "selected", "focused", "enabled")


def telling_change(before: UiTree, after: UiTree, moving: Sequence[Box] = ()) -> str | None:
    """Return what changed that does not change by itself; None when there is no such thing.

    What lies in `moving` boxes does not count, and neither do texts in which only numbers differ:
    clocks, counters and progress go on alone.
    """
    old, new = _standing(before, moving), _standing(after, moving)
    if [_place(node) for node in old] != [_place(node) for node in new]:
        return "other views are shown"
    for one, two in zip(old, new, strict=True):
        for flag in FLAGS:
            if getattr(one, flag) != getattr(two, flag):
                word = flag if getattr(two, flag) else f"not {flag}"
                return f"{two.short_class} {_label(two)!r} is {word} now"
        if _words(one) != _words(two):
            return f"{_label(one)!r} became {_label(two)!r}"
    return None


def _standing(tree: UiTree, moving: Sequence[Box]) -> list[UiNode]:
    return [
        node
        for node in tree
        if node.bounds and not any(_lies_in(node.bounds, box) for box in moving)
    ]


def _lies_in(inner: Box, outer: Box) -> bool:
    return bool(inner.area) and outer.intersection(inner) == inner


def _place(node: UiNode) -> tuple[str, str, int]:
    """Return what says which view it is; where it lies, pixels tell better."""
    return node.class_name, node.resource_id, node.depth


def _words(node: UiNode) -> tuple[str, str]:
    return COUNTS.sub("0", node.text), COUNTS.sub("0", node.content_desc)


def _label(node: UiNode) -> str:
    return node.text or node.content_desc or node.id_name
