"""AndroidControl's JSON actions (google-research/android_control, README)."""

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
    Back,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    Scroll,
    Swipe,
    Tap,
    Wait,
)
from droidground.geometry import Point, Size

SUCCESSFUL = "successful"


@dataclass(frozen=True, slots=True)
class AndroidControl:
    """One JSON object with `action_type`; coordinates are pixels of the screenshot.

    `status` is not in the data: UGround's 500 steps and planners end episodes with it. `type` and
    `type_text` are other names of `input_text`.
    """

    name: str = "android-control"
    scrolling: str = (
        "scroll direction is the content's: down shows what lies below, the finger moves up"
    )

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action. Raises `ActionUnreadable`."""
        return self.from_object(read_object(said), frame)

    def from_object(self, record: Mapping[str, Any], frame: Size | None) -> Action:
        """Return the action of a parsed object. Raises `ActionUnreadable`."""
        match record.get("action_type"):
            case "click":
                return Tap(_point(record, frame))
            case "long_press":
                return LongPress(_point(record, frame))
            case "scroll":
                return Scroll(read_direction(record.get("direction"), record))
            case "input_text" | "type_text" | "type":
                into = _point(record, frame) if record.get("x") is not None else None
                return InputText(read_text(record, "text", record), into=into)
            case "open_app":
                return OpenApp(read_text(record, "app_name", record))
            case "navigate_back":
                return Back()
            case "navigate_home":
                return Home()
            case "wait":
                return Wait()
            case "status":
                return Finish(record.get("goal_status") == SUCCESSFUL)
            case unknown:
                raise unreadable(record, f"action_type is {unknown!r}")

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return JSON; a swipe becomes the scroll it makes. Raises `InvalidAction`."""
        return json.dumps(self.to_object(action), ensure_ascii=False)

    def to_object(self, action: Action) -> dict[str, Any]:
        """Return the object of an action. Raises `InvalidAction`."""
        match action:
            case Tap(target):
                return {"action_type": "click", **_xy(point_of(target, action))}
            case LongPress(target):
                return {"action_type": "long_press", **_xy(point_of(target, action))}
            case Scroll(direction):
                return {"action_type": "scroll", "direction": direction.value}
            case Swipe(to, start):
                seen = swipe_direction(to, start, action).opposite
                return {"action_type": "scroll", "direction": seen.value}
            case InputText(text, into):
                place = {} if into is None else _xy(point_of(into, action))
                return {"action_type": "input_text", "text": text, **place}
            case OpenApp(name):
                return {"action_type": "open_app", "app_name": name}
            case Back():
                return {"action_type": "navigate_back"}
            case Home():
                return {"action_type": "navigate_home"}
            case Wait():
                return {"action_type": "wait"}
            case Finish(is_success):
                status = SUCCESSFUL if is_success else "infeasible"
                return {"action_type": "status", "goal_status": status}
            case _:
                raise inexpressible(action, self.name)


def _point(record: Mapping[str, Any], frame: Size | None) -> Point:
    x, y = (read_number(record.get(axis), record) for axis in ("x", "y"))
    return Plane(frame).pixel(x, y, record)


def _xy(point: Point) -> dict[str, int]:
    return {"x": point.x, "y": point.y}
