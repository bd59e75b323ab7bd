"""UI-TARS' mobile actions (bytedance/UI-TARS, codes/ui_tars/prompt.py and README)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.actions.codecs.call_text import Call, read_call
from droidground.actions.codecs.json_text import read_pair
from droidground.actions.codecs.vocabulary import (
    Plane,
    inexpressible,
    point_of,
    read_direction,
    unreadable,
)
from droidground.actions.types import (
    Action,
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
    Target,
    Wait,
)
from droidground.geometry import Point, Size, Space

THOUSANDTHS = Space("model", 1000, 1000)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PLAIN: dict[str, Action] = {
    "press_home": Home(),
    "press_back": Back(),
    "press_enter": PressKey("ENTER"),
    "wait": Wait(),
}
NAMES = frozenset(
    {"click", "long_press", "type", "scroll", "drag", "open_app", "finished", "call_user", *PLAIN}
)


@dataclass(frozen=True, slots=True)
class UiTars:
    """`Thought: ...` and `Action: click(start_box='(x,y)')` (1.0) or `click(point='...')` (1.5)."""

    units: Space | None = THOUSANDTHS
    """1.0: 1000 x 1000; 1.5: the resized image."""
    is_1_5: bool = False
    """Whether points are written as 1.5 does; both forms are always read."""
    name: str = "ui-tars"
    scrolling: str = (
        "scroll(direction) is the content's: the side to reveal; "
        "scroll(start_box, end_box) and drag are the finger's path"
    )

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action after `Action:`. Raises `ActionUnreadable`."""
        call = read_call(said.rpartition("Action:")[2], NAMES)
        if call.name in PLAIN:
            return PLAIN[call.name]
        match call.name:
            case "click":
                return Tap(self._point(call, ("start_box", "point"), frame, said))
            case "long_press":
                return LongPress(self._point(call, ("start_box", "point"), frame, said))
            case "type":
                return InputText(call.text("content", said))
            case "scroll" if "direction" in call.values:
                within = self._point(call, ("point", "start_box"), frame, said)
                return Scroll(read_direction(call.values["direction"], said), within)
            case "scroll":
                return Swipe(*self._path(call, frame, said))
            case "drag":
                end, start = self._path(call, frame, said)
                return Drag(start, end)
            case "open_app":
                return OpenApp(call.text("app_name", said))
            case "finished":
                message = call.values.get("content", "")
                return Finish(message=message if isinstance(message, str) else "")
        raise unreadable(said, f"{call.name} is nothing done on a screen")

    def _point(self, call: Call, keys: tuple[str, ...], frame: Size | None, said: str) -> Point:
        key = next((key for key in keys if key in call.values), keys[0])
        numbers = [float(n) for n in NUMBER.findall(str(call.values.get(key, "")))]
        return Plane(frame, self.units).pixel(*read_pair(numbers, said), said)

    def _path(self, call: Call, frame: Size | None, said: str) -> tuple[Point, Point]:
        """Return the finger's end and start, in the order that `Swipe` takes them."""
        end = self._point(call, ("end_box", "end_point"), frame, said)
        return end, self._point(call, ("start_box", "start_point"), frame, said)

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return the call. Raises `InvalidAction`."""
        plane = Plane(frame, self.units)
        for name, plain in PLAIN.items():
            if action == plain or isinstance(action, Wait) and isinstance(plain, Wait):
                return f"{name}()"
        match action:
            case Tap(target):
                return f"click({self._place('start_box', 'point', target, action, plane)})"
            case LongPress(target):
                return f"long_press({self._place('start_box', 'point', target, action, plane)})"
            case InputText(text, None):
                return f"type(content={text!r})"
            case Scroll() | Swipe() | Drag():
                return self._path_call(action, plane)
            case OpenApp(name):
                return f"open_app(app_name={name!r})"
            case Finish(True, message):
                return f"finished(content={message!r})"
            case _:
                raise inexpressible(action, self.name)

    def _path_call(self, action: Scroll | Swipe | Drag, plane: Plane) -> str:
        match action:
            case Scroll(direction, None) if self.is_1_5:
                middle = self._place("", "point", plane.at(0.5, 0.5, action), action, plane)
                return f"scroll({middle}, direction={direction.value!r})"
            case Scroll(direction, None):
                start, end = plane.path(direction.opposite, action)
                return self._drawn("scroll", start, end, action, plane)
            case Swipe(Direction() as way):
                start, end = plane.path(way, action)
                return self._drawn("drag" if self.is_1_5 else "scroll", start, end, action, plane)
            case Swipe(to, start_at):
                begin = start_at or plane.at(0.5, 0.5, action)
                name = "drag" if self.is_1_5 else "scroll"
                return self._drawn(
                    name, point_of(begin, action), point_of(to, action), action, plane
                )
            case Drag(start_at, end_at):
                path = point_of(start_at, action), point_of(end_at, action)
                return self._drawn("drag", *path, action, plane)
        raise inexpressible(action, self.name)

    def _drawn(self, name: str, start: Point, end: Point, action: Action, plane: Plane) -> str:
        first = self._place("start_box", "start_point", start, action, plane)
        return f"{name}({first}, {self._place('end_box', 'end_point', end, action, plane)})"

    def _place(self, box: str, point: str, target: Target, action: Action, plane: Plane) -> str:
        x, y = plane.coordinate(target, action)
        return f"{point}='<point>{x} {y}</point>'" if self.is_1_5 else f"{box}='({x},{y})'"
