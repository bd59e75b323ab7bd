"""Qwen's `mobile_use` tool (QwenLM/Qwen3-VL, cookbooks/utils/agent_function_call.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from droidground.actions.codecs.json_text import read_number, read_object, read_pair, read_text
from droidground.actions.codecs.vocabulary import Plane, inexpressible, point_of, unreadable
from droidground.actions.types import (
    Action,
    Answer,
    Back,
    Direction,
    Drag,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Wait,
)
from droidground.geometry import Point, Size, Space

BUTTONS: dict[str, Action] = {
    "back": Back(),
    "home": Home(),
    "menu": PressKey("APP_SWITCH"),
    "enter": PressKey("ENTER"),
}
"""`Menu` opens the recent apps, says the tool's description."""


@dataclass(frozen=True, slots=True)
class MobileUse:
    """`<tool_call>{"name": "mobile_use", "arguments": {"action": ...}}</tool_call>`."""

    units: Space | None = None
    """Qwen2.5-VL: the resized image; Qwen3-VL: 999 x 999; GUI-Owl 1.5: 1000 x 1000; None: the
    screenshot itself."""
    name: str = "mobile-use"
    scrolling: str = (
        "swipe is the finger's path, from coordinate to coordinate2; there is no scroll"
    )

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action of the first tool call. Raises `ActionUnreadable`."""
        call = read_object(said, after="<tool_call>")
        arguments = call.get("arguments", call)
        if not isinstance(arguments, dict):
            raise unreadable(said, "the arguments are no object")
        return self.from_object(arguments, frame)

    def from_object(self, call: Mapping[str, Any], frame: Size | None) -> Action:
        """Return the action of a call's arguments. Raises `ActionUnreadable`."""
        match call.get("action"):
            case "click":
                return Tap(self._point(call, "coordinate", frame))
            case "long_press":
                duration = round(_seconds(call) * 1000) if "time" in call else None
                return LongPress(self._point(call, "coordinate", frame), duration)
            case "swipe":
                end = self._point(call, "coordinate2", frame)
                return Swipe(end, self._point(call, "coordinate", frame))
            case "type":
                return InputText(read_text(call, "text", call))
            case "key":
                return PressKey(read_text(call, "text", call).upper())
            case "system_button":
                return _button(call)
            case "open":
                return OpenApp(read_text(call, "text", call))
            case "wait":
                return Wait(_seconds(call) if "time" in call else None)
            case "answer":
                return Answer(read_text(call, "text", call))
            case "terminate":
                return Finish(call.get("status") == "success")
            case unknown:
                raise unreadable(call, f"action is {unknown!r}")

    def _point(self, call: Mapping[str, Any], key: str, frame: Size | None) -> Point:
        return Plane(frame, self.units).pixel(*read_pair(call.get(key), call), call)

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return the call; a scroll becomes the swipe that makes it. Raises `InvalidAction`."""
        call = {"name": "mobile_use", "arguments": self.to_object(action, frame)}
        return f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>"

    def to_object(self, action: Action, frame: Size | None) -> dict[str, Any]:
        """Return the arguments of the call. Raises `InvalidAction`."""
        plane = Plane(frame, self.units)
        for word, pressed in BUTTONS.items():
            if action == pressed:
                return {"action": "system_button", "button": word.capitalize()}
        match action:
            case Tap(target):
                return {"action": "click", "coordinate": list(plane.coordinate(target, action))}
            case LongPress(target, ms):
                held = {"action": "long_press", "coordinate": [*plane.coordinate(target, action)]}
                return held if ms is None else {**held, "time": ms / 1000}
            case Scroll() | Swipe() | Drag():
                return self._path(action, plane)
            case InputText(text, None):
                return {"action": "type", "text": text}
            case PressKey(key):
                return {"action": "key", "text": key.removeprefix("KEYCODE_").lower()}
            case OpenApp(name):
                return {"action": "open", "text": name}
            case Wait(seconds):
                return (
                    {"action": "wait"} if seconds is None else {"action": "wait", "time": seconds}
                )
            case Answer(text):
                return {"action": "answer", "text": text}
            case Finish(is_success):
                return {"action": "terminate", "status": "success" if is_success else "failure"}
            case _:
                raise inexpressible(action, self.name)

    def _path(self, action: Scroll | Swipe | Drag, plane: Plane) -> dict[str, Any]:
        match action:
            case Scroll(direction):
                return _swipe(plane, *plane.path(direction.opposite, action), action)
            case Swipe(Direction() as way):
                return _swipe(plane, *plane.path(way, action), action)
            case Swipe(to, start):
                begin = plane.at(0.5, 0.5, action) if start is None else point_of(start, action)
                return _swipe(plane, begin, point_of(to, action), action)
            case Drag(start, end):
                return _swipe(plane, point_of(start, action), point_of(end, action), action)


def _swipe(plane: Plane, start: Point, end: Point, action: Action) -> dict[str, Any]:
    first, second = (list(plane.coordinate(point, action)) for point in (start, end))
    return {"action": "swipe", "coordinate": first, "coordinate2": second}


def _seconds(call: Mapping[str, Any]) -> float:
    return read_number(call["time"], call)


def _button(call: Mapping[str, Any]) -> Action:
    word = read_text(call, "button", call).strip().lower()
    if word not in BUTTONS:
        raise unreadable(call, f"there is no button {word!r}")
    return BUTTONS[word]
