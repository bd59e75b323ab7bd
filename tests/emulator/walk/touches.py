"""What a finger can do on the screen in front, and where."""

from __future__ import annotations

import random
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from tests.emulator.walk.views import FIELD, SLIDER, Look, View
from tests.emulator.walk.words import english

TYPED = ("walk", "Zoe 7", "0815", "a.b@c.de", "x", "it's 100% & <ok>")
AVOIDED = re.compile(
    r"usb debugging|wireless debugging|erase|factory|power off|restart|reboot", re.I
)
"""English words of what would take the phone away from adb."""
_IDLE = (
    "refresh_button", "home_button", "timer_setup_delete", "timer_setup_digit_0",
    "timer_setup_digit_00", "action_confirm", "send_message_button", "search_view",
    "camera_toggle_button",
)  # fmt: skip
"""What may do nothing: there is nothing to send or delete, or only a picture moves."""


@dataclass(frozen=True)
class Touch:
    """A shell line, what it does for a person who reads, and the view it is meant for."""

    line: str
    story: str
    view: View | None = None
    kind: str = "tap"
    text: str = ""
    """What is typed."""

    @property
    def may_be_idle(self) -> bool:
        """Whether nothing may come of it, as when what is chosen is chosen again."""
        if self.kind != "tap" or self.view is None:
            return True
        tree = (self.view, *self.view.parents[:2])
        below = [self.view.node, *self.view.node.iter("node")]
        chosen = any(n.get("selected") == "true" for n in below) or any(
            n.get("checked") == "true" and not n.get("class", "").endswith(("Switch", "CheckBox"))
            for n in below
        )
        web = any(parent["class"] == "android.webkit.WebView" for parent in self.view.parents)
        return (
            chosen
            or web
            or self.view["class"] in (FIELD, SLIDER)
            or any(v.id in _IDLE for v in tree)
        )


def targets(look: Look, locale: str) -> list[tuple[View, tuple[int, int]]]:
    """What can be tapped, each with a point at which nothing covers it."""
    found = []
    for view in look.front:
        if not (view.has("clickable") and view.has("enabled")):
            continue
        if AVOIDED.search(english(view.title or view.words, locale)):
            continue
        point = next((at for at in _points(view) if _topmost(look, at) is view), None)
        if point is not None:
            found.append((view, point))
    return found


def _points(view: View) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = view.bounds
    for x in (0.5, 0.25, 0.75, 0.1, 0.9):
        for y in (0.5, 0.25, 0.75):
            yield int(left + (right - left) * x), int(top + (bottom - top) * y)


def _topmost(look: Look, at: tuple[int, int]) -> View | None:
    """The last view in the tree that takes a tap at a point."""
    takers = [v for v in look.front if v.has("clickable") and v.holds(*at)]
    return takers[-1] if takers else None


def tap(view: View, at: tuple[int, int], rng: random.Random) -> Touch:
    """A tap; on a slider anywhere along it."""
    x, y = at
    if view["class"] == SLIDER:
        left, _, right, _ = view.bounds
        x = int(left + (right - left) * rng.uniform(0.1, 0.9))
    return Touch(f"input tap {x} {y}", f"tap {view}", view)


def long_press(view: View, at: tuple[int, int]) -> Touch:
    x, y = at
    return Touch(f"input swipe {x} {y} {x} {y} 700", f"long-press {view}", view, "long-press")


def scroll(look: Look, rng: random.Random) -> Touch | None:
    """A slow drag or a fling in something that scrolls."""
    places = [view for view in look.front if view.has("scrollable") and min(view.size) > 200]
    if not places:
        return None
    view = rng.choice(places)
    left, top, right, bottom = view.bounds
    x, (high, low) = (left + right) // 2, (top + (bottom - top) // 5, bottom - (bottom - top) // 5)
    ends = (low, high) if rng.random() < 0.65 else (high, low)
    ms = rng.choice((80, 250, 600))
    return Touch(
        f"input swipe {x} {ends[0]} {x} {ends[1]} {ms}", f"scroll {view} {ms} ms", view, "scroll"
    )


def type_text(look: Look, rng: random.Random) -> Touch:
    text = rng.choice(TYPED)
    return Touch(
        f"input text {shlex.quote(text.replace(' ', '%s'))}",
        f"type {text!r}",
        look.focused,
        "type",
        text,
    )


def press_keys(keyboard: View, rng: random.Random) -> Touch:
    """Some keys of the keyboard, wherever they lie."""
    left, top, right, bottom = keyboard.bounds
    places = [
        (rng.randint(left + 9, right - 9), rng.randint(top + 9, bottom - 9)) for _ in range(3)
    ]
    return Touch(
        "; ".join(f"input tap {x} {y}" for x, y in places), f"keys at {places}", None, "keys"
    )


def navigate(name: str, size: tuple[int, int], rng: random.Random, *, gestures: bool) -> Touch:
    """Back, home or recents: by gesture where there are gestures, else by key."""
    width, height = size
    swipes = {
        "BACK": f"input swipe {2} {height // 2} {width // 3} {height // 2} 150",
        "HOME": f"input swipe {width // 2} {height - 4} {width // 2} {height // 2} 150",
    }
    if gestures and name in swipes and rng.random() < 0.5:
        return Touch(swipes[name], f"{name} by gesture", None, "navigate")
    return Touch(f"input keyevent {name}", f"{name} by key", None, "navigate")


def pull_shade(size: tuple[int, int]) -> Touch:
    width, height = size
    return Touch(
        f"input swipe {width // 2} 4 {width // 2} {height * 2 // 3} 200",
        "pull the shade",
        None,
        "navigate",
    )
