"""Our own actions as JSON: what runs and recordings keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from droidground.actions import types
from droidground.actions.codecs.json_text import read_object
from droidground.actions.codecs.vocabulary import Plane, unreadable
from droidground.actions.types import Action, Direction
from droidground.geometry import Box, Point, Size
from droidground.grounding.location import Location

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Action)}
DIRECTIONS = tuple(direction.value for direction in Direction)
TARGETS = frozenset({"target", "to", "start", "end", "into", "within"})
PLAIN: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("text", "key", "name", "url", "message"), (str,)),
    **dict.fromkeys(("clear", "is_secret", "is_success"), (bool,)),
    "duration_ms": (int,),
    "seconds": (int, float),
}
"""What JSON may hold for the fields that are no place and no direction."""


@dataclass(frozen=True, slots=True)
class Own:
    """`{"type": "Tap", "target": [x, y]}`: the fields of the action; what is unset is left out.

    A target is `[x, y]` in pixels, a box `{"box": [left, top, right, bottom]}`, or words. A
    location is written as its point. A secret text is not written.
    """

    name: str = "droidground"
    scrolling: str = "Scroll is the content's, Swipe is the finger's"

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action. Raises `ActionUnreadable`."""
        return self.from_object(read_object(said), frame)

    def from_object(self, record: Mapping[str, Any], frame: Size | None = None) -> Action:
        """Return the action of a parsed object. Raises `ActionUnreadable`."""
        kind = KINDS.get(str(record.get("type")))
        if kind is None:
            raise unreadable(record, f"type is {record.get('type')!r}")
        plane = Plane(frame)
        values = {
            name: _value(name, value, kind, plane, record)
            for name, value in record.items()
            if name != "type"
        }
        try:
            action: Action = kind(**values)
        except TypeError as exc:
            raise unreadable(record, str(exc)) from exc
        return action

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return JSON."""
        return json.dumps(self.to_object(action), ensure_ascii=False)

    def to_object(self, action: Action) -> dict[str, Any]:
        """Return the object of an action."""
        said: dict[str, Any] = {"type": type(action).__name__}
        for item in fields(action):
            value = getattr(action, item.name)
            if value != item.default:
                said[item.name] = _written(value)
        if isinstance(action, types.InputText) and action.is_secret:
            said["text"] = ""
        return said


def _written(value: object) -> object:
    if isinstance(value, Location):
        value = value.point or value.query
    if isinstance(value, Point):
        return [value.x, value.y]
    return {"box": list(value)} if isinstance(value, Box) else value


def _value(name: str, value: object, kind: type[Any], plane: Plane, said: object) -> object:
    if name == "direction" or (name == "to" and kind is types.Swipe and value in DIRECTIONS):
        return Direction(value) if value in DIRECTIONS else _refuse(name, value, said)
    if name not in TARGETS:
        is_number = not isinstance(value, bool) or bool in PLAIN.get(name, ())
        is_plain = isinstance(value, PLAIN.get(name, ())) and is_number
        return value if is_plain else _refuse(name, value, said)
    match value:
        case [int() | float() as x, int() | float() as y]:
            return plane.pixel(x, y, said)
        case {"box": [int() as left, int() as top, int() as right, int() as bottom]}:
            return Box(left, top, right, bottom)
        case str():
            return value
    return _refuse(name, value, said)


def _refuse(name: str, value: object, said: object) -> object:
    raise unreadable(said, f"{name} is {value!r}")
