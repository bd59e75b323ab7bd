"""Typing: which field the text goes to, and what the field holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from droidground.actions.text_field import content_of, focused_field, takes, takes_hidden
from droidground.actions.types import InputText
from droidground.clock import Clock, wait_until
from droidground.device.events import TypeText
from droidground.device.observation import Observation
from droidground.errors import NoTextField, TextDiffers
from droidground.ui_tree import UiNode

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
    """No view hierarchy, the field went away, or it shows the same after it was cleared."""


def find_field(
    observe: Observe, action: InputText, *, is_tapped: bool, clock: Clock
) -> tuple[Observation, UiNode | None]:
    """Return the screen and its field that has the focus; None where there is no hierarchy.

    Raises `NoTextField` when no field has it, after a while if one `is_tapped`.
    """
    looks: list[Observation] = []

    def has_field() -> bool:
        looks[:] = [observe()]
        tree = looks[0].tree
        return tree is None or focused_field(tree) is not None

    timeout_s = FOCUS_TIMEOUT_S if is_tapped else 0.0
    if not wait_until(has_field, timeout_s=timeout_s, clock=clock):
        what = "what was tapped is no text field" if is_tapped else "no text field has the focus"
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
    seen: list[str] = []

    def is_taken() -> bool:
        tree = observe().tree
        now = focused_field(tree) if tree is not None else None
        seen[:] = [] if now is None else [content_of(now)]
        return now is None or found(before, action.text, seen[0], clears=action.clear)

    taken = wait_until(is_taken, timeout_s=READ_BACK_TIMEOUT_S, clock=clock)
    if not seen or (action.clear and not action.text and seen == [before] != [""]):
        return ReadBack.UNREADABLE
    if taken:
        return ReadBack.HIDDEN if field.password else ReadBack.EQUAL
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
