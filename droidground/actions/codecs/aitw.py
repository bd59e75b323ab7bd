"""Android in the Wild's and AITZ's recorded actions (google-research/android_in_the_wild)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from droidground.actions.codecs.json_text import read_number, read_object, read_pair
from droidground.actions.codecs.vocabulary import Plane, inexpressible, point_of, unreadable
from droidground.actions.types import (
    Action,
    Back,
    Direction,
    Finish,
    Home,
    InputText,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
)
from droidground.geometry import Point, Size, Space

TYPE, DUAL_POINT = 3, 4
PLAIN: dict[int, Action] = {
    5: Back(),
    6: Home(),
    7: PressKey("ENTER"),
    10: Finish(),
    11: Finish(is_success=False),
}
TAP_DISTANCE = 0.04
"""Farthest that touch and lift of a tap lie apart, as a share of the screen (their matching)."""
UNIT = Space("unit", 1, 1)


@dataclass(frozen=True, slots=True)
class Aitw:
    """`result_action_type` as a number, `result_touch_yx` and `result_lift_yx` as shares, y first.

    AITZ writes the points as text that holds a list; both are read, lists are written.
    """

    name: str = "aitw"
    scrolling: str = "a dual point is the finger's path, from touch to lift; there is no scroll"

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action. Raises `ActionUnreadable`."""
        return self.from_object(read_object(said), frame)

    def from_object(self, record: Mapping[str, Any], frame: Size | None) -> Action:
        """Return the action of a parsed record. Raises `ActionUnreadable`."""
        kind = record.get("result_action_type")
        if isinstance(kind, int) and kind in PLAIN:
            return PLAIN[kind]
        if kind == TYPE:
            return InputText(str(record.get("result_action_text", "")))
        if kind != DUAL_POINT:
            raise unreadable(record, f"result_action_type is {kind!r}")
        if frame is None:
            raise unreadable(record, "its points are shares of a screen of unknown size")
        touch, lift = (read_yx(record.get(f"result_{name}_yx"), record) for name in POINTS)
        plane = Plane(frame, UNIT)
        start = plane.pixel(touch[1], touch[0], record)
        if math.dist(touch, lift) <= TAP_DISTANCE:
            return Tap(start)
        return Swipe(plane.pixel(lift[1], lift[0], record), start)

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return JSON; a scroll becomes the finger's path that makes it. Raises `InvalidAction`."""
        plane = Plane(frame)
        for kind, plain in PLAIN.items():
            if action == plain:
                return _written(kind)
        match action:
            case InputText(text, None):
                return _written(TYPE, text)
            case Tap(target):
                touched = self._yx(target, action, plane)
                return _written(DUAL_POINT, touch=touched, lift=touched)
            case Scroll(direction):
                return self._path(*plane.path(direction.opposite, action), action, plane)
            case Swipe(Direction() as way):
                return self._path(*plane.path(way, action), action, plane)
            case Swipe(to, start) if not isinstance(to, Direction):
                return self._path(start or plane.at(0.5, 0.5, action), to, action, plane)
            case _:
                raise inexpressible(action, self.name)

    def _path(self, start: Target, end: Target, action: Action, plane: Plane) -> str:
        touch, lift = (self._yx(point, action, plane) for point in (start, end))
        return _written(DUAL_POINT, touch=touch, lift=lift)

    def _yx(self, target: Target, action: Action, plane: Plane) -> list[float]:
        """Return a pixel's centre as shares of the screen."""
        whole = plane.at(1, 1, action)
        point: Point = point_of(target, action)
        return [(point.y + 0.5) / whole.y, (point.x + 0.5) / whole.x]


POINTS = ("touch", "lift")
NOWHERE = (-1.0, -1.0)


def read_yx(value: object, said: object) -> tuple[float, float]:
    """Return `[y, x]`, from a list or from text that holds one. Raises `ActionUnreadable`."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise unreadable(said, f"{value!r} is no point") from None
    if not isinstance(value, list) or len(value) != 2:
        raise unreadable(said, f"{value!r} is no point")
    read_number(value[0], said)
    return read_pair(value, said)


def _written(kind: int, text: str = "", touch: object = NOWHERE, lift: object = NOWHERE) -> str:
    record = {
        "result_action_type": kind,
        "result_action_text": text,
        "result_touch_yx": touch,
        "result_lift_yx": lift,
    }
    return json.dumps(record, ensure_ascii=False)
