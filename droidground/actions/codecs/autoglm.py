"""AutoGLM-Phone's actions (zai-org/Open-AutoGLM, phone_agent/actions/handler.py)."""

from __future__ import annotations

from dataclasses import dataclass

from droidground.actions.codecs.call_text import Call, read_call
from droidground.actions.codecs.json_text import read_pair
from droidground.actions.codecs.ui_tars import NUMBER, THOUSANDTHS
from droidground.actions.codecs.vocabulary import Plane, inexpressible, point_of, unreadable
from droidground.actions.types import (
    Action,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    Scroll,
    Swipe,
    Tap,
    Target,
    Wait,
)
from droidground.geometry import Point, Size, Space

NAMES = frozenset({"do", "finish"})
TOUCHES: dict[str, type[Tap] | type[DoubleTap] | type[LongPress]] = {
    "Tap": Tap,
    "Double Tap": DoubleTap,
    "Long Press": LongPress,
}


@dataclass(frozen=True, slots=True)
class AutoGlm:
    """`do(action="Tap", element=[x,y])` and `finish(message="...")`; what is typed replaces."""

    units: Space = THOUSANDTHS
    name: str = "autoglm"
    scrolling: str = "Swipe is the finger's path, from start to end; there is no scroll"

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action of the last call. Raises `ActionUnreadable`."""
        call = read_call(said, NAMES)
        if call.name == "finish":
            return Finish(message=call.text("message", said))
        kind = call.text("action", said)
        if kind in TOUCHES:
            return TOUCHES[kind](self._point(call, "element", frame, said))
        match kind:
            case "Launch":
                return OpenApp(call.text("app", said))
            case "Type" | "Type_Name":
                return InputText(call.text("text", said), clear=True)
            case "Swipe":
                end = self._point(call, "end", frame, said)
                return Swipe(end, self._point(call, "start", frame, said))
            case "Back":
                return Back()
            case "Home":
                return Home()
            case "Wait":
                return Wait(_seconds(call))
        raise unreadable(said, f"{kind!r} is nothing done on a screen")

    def _point(self, call: Call, key: str, frame: Size | None, said: str) -> Point:
        return Plane(frame, self.units).pixel(*read_pair(call.values.get(key), said), said)

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return the call; a scroll becomes the swipe that makes it. Raises `InvalidAction`."""
        plane = Plane(frame, self.units)
        match action:
            case Tap(target) | DoubleTap(target) | LongPress(target):
                kind = next(name for name, made in TOUCHES.items() if isinstance(action, made))
                return f'do(action="{kind}", element={self._units(target, action, plane)})'
            case OpenApp(name):
                return f'do(action="Launch", app={name!r})'
            case InputText(text, None, True):
                return f'do(action="Type", text={text!r})'
            case Scroll(direction):
                return self._swipe(*plane.path(direction.opposite, action), action, plane)
            case Swipe(Direction() as way):
                return self._swipe(*plane.path(way, action), action, plane)
            case Swipe(to, start):
                begin = start or plane.at(0.5, 0.5, action)
                return self._swipe(begin, point_of(to, action), action, plane)
            case Drag(start_at, end_at):
                return self._swipe(start_at, end_at, action, plane)
            case Back() | Home():
                return f'do(action="{type(action).__name__}")'
            case Wait(seconds):
                return (
                    f'do(action="Wait", duration="{1 if seconds is None else seconds:g} seconds")'
                )
            case Finish(True, message):
                return f"finish(message={message!r})"
            case _:
                raise inexpressible(action, self.name)

    def _swipe(self, start: Target, end: Target, action: Action, plane: Plane) -> str:
        first, second = (self._units(point, action, plane) for point in (start, end))
        return f'do(action="Swipe", start={first}, end={second})'

    def _units(self, target: Target, action: Action, plane: Plane) -> list[int]:
        return list(plane.coordinate(target, action))


def _seconds(call: Call) -> float | None:
    numbers = NUMBER.findall(str(call.values.get("duration", "")))
    return float(numbers[0]) if numbers else None
