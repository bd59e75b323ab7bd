"""Actions in plain words and numbers, as a recording keeps them and a replay compares them."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum

from droidground.actions import Action, InputText
from droidground.geometry import Box, Point
from droidground.grounding.location import Location
from droidground.recording.events import Described


def describe(action: Action, *, masks_text: bool = False) -> Described:
    """Return an action without frames; a text that is to be masked is left out."""
    arguments: dict[str, object] = {}
    for field in fields(action):
        value = getattr(action, field.name)
        if isinstance(action, InputText) and field.name == "text" and masks_text:
            continue
        if value is not None and value is not False:
            arguments[field.name] = _plain(value)
    return Described(type(action).__name__, arguments)


def _plain(value: object) -> object:
    if isinstance(value, Location):
        return {"located": value.query}
    if isinstance(value, Point):
        return {"point": [value.x, value.y]}
    if isinstance(value, Box):
        return {"box": list(value)}
    return value.value if isinstance(value, Enum) else value


def in_words(described: Described | None) -> str:
    """Return an action as a person reads it: `Tap 'Wi-Fi toggle'`."""
    if described is None:
        return "a touch by hand"
    told = [
        repr(value)
        if name in ("target", "name", "text", "key", "direction", "to", "into", "url")
        else f"{name}={value!r}"
        for name, value in described.arguments.items()
    ]
    return " ".join([described.kind, *told])


def is_same(recorded: Described, asked: Described) -> bool:
    """Tell whether two actions are of one kind, with the same words and numbers.

    Points and boxes are left to the places that were sent. A text that was masked is equal to any.
    """
    if recorded.kind != asked.kind:
        return False
    one, other = dict(recorded.arguments), dict(asked.arguments)
    if recorded.kind == InputText.__name__ and "text" not in one:
        other.pop("text", None)
        other.pop("is_secret", None)
        one.pop("is_secret", None)
    return {k: _kind(v) for k, v in one.items()} == {k: _kind(v) for k, v in other.items()}


def _kind(value: object) -> object:
    """Return a value, or for a place in pixels only what it is."""
    return sorted(value) if isinstance(value, dict) and "located" not in value else value
