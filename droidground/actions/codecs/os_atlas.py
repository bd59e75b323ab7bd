"""OS-Atlas-Pro's actions (OS-Copilot/OS-Atlas, eval/data/ac_test.jsonl)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.actions.codecs.json_text import read_pair
from droidground.actions.codecs.ui_tars import NUMBER, THOUSANDTHS
from droidground.actions.codecs.vocabulary import (
    Plane,
    inexpressible,
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
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
    Wait,
)
from droidground.geometry import Size, Space

PLAIN: dict[str, Action] = {
    "PRESS_BACK": Back(),
    "PRESS_HOME": Home(),
    "PRESS_RECENT": PressKey("APP_SWITCH"),
    "ENTER": PressKey("ENTER"),
    "WAIT": Wait(),
    "COMPLETE": Finish(),
    "IMPOSSIBLE": Finish(is_success=False),
}
WORD = re.compile(r"[A-Z_]+")
ARGUMENT = re.compile(r"\[(.*)\]", re.DOTALL)
MARK = "actions:"


@dataclass(frozen=True, slots=True)
class OsAtlas:
    """`CLICK <point>[[x, y]]</point>`, `TYPE [text]`, `SCROLL [UP]`, `OPEN_APP [name]`, ..."""

    units: Space = THOUSANDTHS
    name: str = "os-atlas"
    scrolling: str = (
        "SCROLL is the content's, as AndroidControl's own word, which it was trained on"
    )

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action after `actions:`. Raises `ActionUnreadable`."""
        text = said.rpartition(MARK)[2].removesuffix("<|im_end|>").strip()
        match = WORD.match(text)
        if match is None:
            raise unreadable(said, "it starts with no action")
        word = match[0]
        if word in PLAIN:
            return PLAIN[word]
        plane = Plane(frame, self.units)
        rest = text[match.end() :]
        if word in ("CLICK", "LONG_PRESS"):
            point = plane.pixel(*read_pair([float(n) for n in NUMBER.findall(rest)], said), said)
            return Tap(point) if word == "CLICK" else LongPress(point)
        argument = ARGUMENT.search(rest)
        if argument is None:
            raise unreadable(said, f"{word} has nothing in brackets")
        match word:
            case "TYPE":
                return InputText(argument[1])
            case "OPEN_APP":
                return OpenApp(argument[1])
            case "SCROLL":
                return Scroll(read_direction(argument[1], said))
        raise unreadable(said, f"there is no action {word!r}")

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return the line; a swipe becomes the scroll it makes. Raises `InvalidAction`."""
        for word, plain in PLAIN.items():
            if _is_same(action, plain):
                return word
        match action:
            case Tap(target):
                return f"CLICK {self._point(target, action, frame)}"
            case LongPress(target):
                return f"LONG_PRESS {self._point(target, action, frame)}"
            case InputText(text, None):
                return f"TYPE [{text}]"
            case OpenApp(name):
                return f"OPEN_APP [{name}]"
            case Scroll(direction):
                return f"SCROLL [{direction.value.upper()}]"
            case Swipe(to, start):
                return f"SCROLL [{swipe_direction(to, start, action).opposite.value.upper()}]"
            case _:
                raise inexpressible(action, self.name)

    def _point(self, target: Target, action: Action, frame: Size | None) -> str:
        x, y = Plane(frame, self.units).coordinate(target, action)
        return f"<point>[[{x}, {y}]]</point>"


def _is_same(action: Action, plain: Action) -> bool:
    """Compare what the vocabulary can tell: not how long to wait, nor what is said at the end."""
    if isinstance(action, Finish) and isinstance(plain, Finish):
        return action.is_success == plain.is_success
    return action == plain or (isinstance(action, Wait) and isinstance(plain, Wait))
