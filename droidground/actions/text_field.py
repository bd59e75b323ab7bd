"""The field that a text goes into, and whether it took the text. Pure."""

from __future__ import annotations

import re

from droidground.ui_tree import UiNode, UiTree

FIELD = re.compile(r"EditText|AutoCompleteTextView|TextInput|SearchBox|TextField")


def focused_field(tree: UiTree) -> UiNode | None:
    """Return the text field that has the focus."""
    focused = (node for node in tree if node.focused and FIELD.search(node.short_class))
    return next(focused, None)


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
    """Tell the same of a password field, which shows one dot a character."""
    return len(seen) == len(text) + (0 if clears else len(before))
