"""The field that a text goes into, and whether it took the text. Pure."""

from __future__ import annotations

import re

from droidground.geometry import Point
from droidground.ui_tree import UiNode, UiTree

FIELD = re.compile(r"EditText|AutoCompleteTextView|TextInput|SearchBox|TextField")


def focused_field(tree: UiTree) -> UiNode | None:
    """Return the text field that has the focus."""
    focused = (node for node in tree if node.focused and FIELD.search(node.short_class))
    return next(focused, None)


def took_focus(before: UiTree | None, tapped: Point, now: UiTree) -> bool:
    """Tell whether a tap on a pixel of the display brought the focus to what was meant.

    That is a field under the pixel, or one that has the focus for the first time, as after a tap on
    its label. Most buttons leave the focus where it was: then that field is not meant.
    """
    field, held = focused_field(now), focused_field(before) if before else None
    if field is None:
        return False
    fields = [node for node in before or () if FIELD.search(node.short_class)]
    is_hit = any(one.bounds and one.bounds.contains(tapped) for one in (field, *fields))
    return is_hit or held is None or same_field(held, now) is not field


def same_field(field: UiNode, tree: UiTree) -> UiNode | None:
    """Return the view of another hierarchy that is most likely the same field."""
    alike = [node for node in tree if _key(node) == _key(field)]
    if len(alike) == 1:
        return alike[0]
    near = [node for node in alike if _shared(node, field)]
    return max(near, key=lambda node: _shared(node, field), default=None)


def content_of(field: UiNode) -> str:
    """Return what a field holds; an empty one shows its hint in place of text."""
    return "" if field.hint and field.text == field.hint else field.text


def takes(before: str, text: str, seen: str, *, clears: bool) -> bool:
    """Tell whether a field that held `before` and holds `seen` now has taken `text`.

    The caret may have stood anywhere. Many dumps show the hint of an empty field as its text, so
    that `before` may be one, and so may `seen` after everything was erased.
    """
    if seen == text:
        return True
    if not text:
        return seen == before or (clears and seen not in before)
    if clears:
        return False
    cuts = range(len(before) + 1)
    return len(seen) == len(before) + len(text) and any(
        seen == before[:cut] + text + before[cut:] for cut in cuts
    )


def takes_hidden(before: str, text: str, seen: str, *, clears: bool) -> bool:
    """Tell the same of a password field, which shows one dot for each UTF-16 unit."""
    is_hint = len(set(before)) > 1
    kept = 0 if clears or is_hint else len(before)
    return len(seen) == kept + len(text.encode("utf-16-le")) // 2


def _key(node: UiNode) -> tuple[str, str]:
    return node.class_name, node.resource_id


def _shared(one: UiNode, other: UiNode) -> int:
    shared = one.bounds.intersection(other.bounds) if one.bounds and other.bounds else None
    return shared.area if shared else 0
