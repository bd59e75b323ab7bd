"""AndroidWorld's `JSONAction` (google-research/android_world, env/json_action.py and actuation)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from droidground.actions.codecs.json_text import read_number, read_object, read_text
from droidground.actions.codecs.vocabulary import (
    Plane,
    inexpressible,
    point_of,
    read_direction,
    swipe_direction,
    unreadable,
)
from droidground.actions.types import (
    Action,
    Answer,
    Back,
    Direction,
    DoubleTap,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
    Wait,
)
from droidground.geometry import Point, Size

TOUCHES: dict[str, type[Tap] | type[DoubleTap] | type[LongPress]] = {
    "click": Tap,
    "double_tap": DoubleTap,
    "long_press": LongPress,
}
HORIZONTAL = (Direction.LEFT, Direction.RIGHT)


@dataclass(frozen=True, slots=True)
class AndroidWorld:
    """One JSON object with `action_type`; coordinates are pixels of the logical screen.

    Elements named by `index` cannot be read: their list is not part of the action. Its executor
    presses ENTER after every `input_text`, drops what is not ASCII, and swipes over the whole
    screen wherever a swipe is said to start.
    """

    name: str = "android-world"
    scrolling: str = (
        "scroll is the content's: down moves the finger up; swipe up and down are the finger's, "
        "but swipe left and right are the content's (left moves the finger to the right)"
    )

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action. Raises `ActionUnreadable`."""
        record = read_object(said)
        kind = record.get("action_type")
        if kind in TOUCHES:
            return TOUCHES[kind](_point(record, frame))
        match kind:
            case "scroll":
                return Scroll(read_direction(record.get("direction"), record))
            case "swipe":
                return Swipe(_mirrored(read_direction(record.get("direction"), record)))
            case "input_text":
                into = _point(record, frame) if record.get("x") is not None else None
                is_cleared = record.get("clear_text") is True
                return InputText(read_text(record, "text", record), into=into, clear=is_cleared)
            case "open_app":
                return OpenApp(read_text(record, "app_name", record))
            case "answer":
                return Answer(read_text(record, "text", record))
            case "status":
                return Finish(record.get("goal_status") == "complete")
            case "navigate_home" | "navigate_back" | "keyboard_enter" | "wait":
                return PLAIN[kind]
            case unknown:
                raise unreadable(record, f"action_type is {unknown!r}")

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return JSON. Raises `InvalidAction`."""
        return json.dumps(self._object(action), ensure_ascii=False)

    def _object(self, action: Action) -> dict[str, Any]:
        for kind, plain in PLAIN.items():
            if action == plain or isinstance(action, Wait) and isinstance(plain, Wait):
                return {"action_type": kind}
        match action:
            case Tap(target) | DoubleTap(target) | LongPress(target):
                kind = next(name for name, made in TOUCHES.items() if isinstance(action, made))
                return {"action_type": kind, **_xy(target, action)}
            case Scroll(direction):
                return {"action_type": "scroll", "direction": direction.value}
            case Swipe(to, start):
                direction = _mirrored(swipe_direction(to, start, action))
                return {"action_type": "swipe", "direction": direction.value}
            case InputText(text, into, clear):
                place = {} if into is None else _xy(into, action)
                cleared = {"clear_text": True} if clear else {}
                return {"action_type": "input_text", "text": text, **place, **cleared}
            case OpenApp(name):
                return {"action_type": "open_app", "app_name": name}
            case Answer(text):
                return {"action_type": "answer", "text": text}
            case Finish(is_success):
                status = "complete" if is_success else "infeasible"
                return {"action_type": "status", "goal_status": status}
            case _:
                raise inexpressible(action, self.name)


PLAIN: dict[str, Action] = {
    "navigate_home": Home(),
    "navigate_back": Back(),
    "keyboard_enter": PressKey("ENTER"),
    "wait": Wait(),
}


def _mirrored(direction: Direction) -> Direction:
    """Turn its word of a swipe into the finger's direction, and back."""
    return direction.opposite if direction in HORIZONTAL else direction


def _point(record: Mapping[str, Any], frame: Size | None) -> Point:
    if record.get("index") is not None:
        raise unreadable(record, "an element's index means nothing without the list of elements")
    x, y = (read_number(record.get(axis), record) for axis in ("x", "y"))
    return Plane(frame).pixel(x, y, record)


def _xy(target: Target, action: Action) -> dict[str, int]:
    point = point_of(target, action)
    return {"x": point.x, "y": point.y}
