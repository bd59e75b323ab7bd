"""Typing: which field the text goes to, and what the field holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from droidground.actions.text_field import (
    content_of,
    focused_field,
    same_field,
    takes,
    takes_hidden,
    took_focus,
)
from droidground.actions.types import InputText
from droidground.clock import Clock, wait_until
from droidground.device.events import TypeText
from droidground.device.observation import Observation
from droidground.errors import NoTextField, TextDiffers
from droidground.geometry import Point
from droidground.ui_tree import UiNode, UiTree

FOCUS_TIMEOUT_S = 2.0
"""How long a field that was tapped may take to get the focus."""
READ_BACK_TIMEOUT_S = 3.0

Observe = Callable[[], Observation]


class ReadBack(StrEnum):
    """What reading the field told about the text that was typed."""

    EQUAL = "equal"
    """It holds the text."""
    HIDDEN = "hidden"
    """It is a password field and shows as many dots as it should."""
    UNREADABLE = "unreadable"
    """No view hierarchy, field or focus went away, or it shows the same after it was cleared."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap that was to give a field the focus."""

    before: UiTree | None
    """The screen before it."""
    point: Point
    """In pixels of the display."""


def find_field(
    observe: Observe, action: InputText, tapped: Tapped | None, clock: Clock
) -> tuple[Observation, UiNode | None]:
    """Return the screen and its field that has the focus; None where there is no hierarchy.

    Raises `NoTextField` when no field has it; after a while if one was tapped, and also when the
    tap left the focus where it was.
    """
    looks: list[Observation] = []

    def has_field() -> bool:
        looks[:] = [observe()]
        tree = looks[0].tree
        if tree is None or tapped is None:
            return tree is None or focused_field(tree) is not None
        return took_focus(tapped.before, tapped.point, tree)

    timeout_s = FOCUS_TIMEOUT_S if tapped else 0.0
    if not wait_until(has_field, timeout_s=timeout_s, clock=clock):
        what = "what was tapped is no text field" if tapped else "no text field has the focus"
        raise NoTextField(
            f"{what}; nothing was typed",
            action=action,
            hint="Name the field to tap first (`--into WORDS`).",
        )
    tree = looks[0].tree
    return looks[0], None if tree is None else focused_field(tree)


def text_event(action: InputText, field: UiNode | None) -> TypeText:
    """Return what to send for a field."""
    length = None if field is None else len(field.text)
    return TypeText(action.text, action.clear, length)


def read_back(observe: Observe, action: InputText, field: UiNode | None, clock: Clock) -> ReadBack:
    """Compare what the field holds with what was typed, for a while.

    `field` is how it was before. Raises `TextDiffers` when it holds something else in the end.
    """
    if field is None:
        return ReadBack.UNREADABLE
    before, found = content_of(field), takes_hidden if field.password else takes
    fields: list[UiNode] = []
    same: UiNode | None = None

    def has_taken(now: UiNode) -> bool:
        return found(before, action.text, content_of(now), clears=action.clear)

    def is_taken() -> bool:
        nonlocal same
        tree = observe().tree
        same, focused = (same_field(field, tree), focused_field(tree)) if tree else (None, None)
        fields[:] = [one for one in (same, focused) if one and one.password == field.password]
        return not fields or any(map(has_taken, fields))

    taken = wait_until(is_taken, timeout_s=READ_BACK_TIMEOUT_S, clock=clock)
    seen = [content_of(one) for one in fields]
    if not seen or (action.clear and not action.text and seen[0] == before != ""):
        return ReadBack.UNREADABLE
    if taken:
        return ReadBack.HIDDEN if field.password else ReadBack.EQUAL
    if same is None or not same.focused:
        return ReadBack.UNREADABLE
    expected = action.text if action.clear else before + action.text
    raise _differs(action, expected, seen[0], is_hidden=field.password or action.is_secret)


def _differs(action: InputText, expected: str, seen: str, *, is_hidden: bool) -> TextDiffers:
    if is_hidden:
        what = f"{len(seen)} characters and not {len(expected)}"
    else:
        what = f"{_short(seen)} and not {_short(expected)}"
    return TextDiffers(
        f"the text was typed, and the field holds {what}",
        action=action,
        expected="" if is_hidden else expected,
        seen="" if is_hidden else seen,
        hint="Look whether the keyboard corrects words or the field limits what it takes.",
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
