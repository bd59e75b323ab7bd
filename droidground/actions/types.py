"""The closed union of actions.

A target is named in words, given as a pixel of the frame, or a location that was found before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from droidground.geometry import Box, Point
from droidground.grounding.location import Location

Target = str | Point | Location


class Direction(StrEnum):
    """A way to move on the screen as the user sees it."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"

    @property
    def is_sideways(self) -> bool:
        """Whether it is left or right."""
        return self in (Direction.LEFT, Direction.RIGHT)

    @property
    def opposite(self) -> Direction:
        """The way back."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
}


@dataclass(frozen=True, slots=True)
class Tap:
    """Touch a target shortly."""

    target: Target


@dataclass(frozen=True, slots=True)
class DoubleTap:
    """Touch a target twice, quickly."""

    target: Target


@dataclass(frozen=True, slots=True)
class LongPress:
    """Hold a target."""

    target: Target
    duration_ms: int | None = None
    """None holds a little longer than the device's own long-press time."""


@dataclass(frozen=True, slots=True)
class Swipe:
    """Move one finger quickly and lift it; the direction is the finger's."""

    to: Target | Direction
    start: Target | None = None
    """None starts in the middle of the screen."""
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Scroll:
    """See more of the content that lies in a direction (the finger moves the other way)."""

    direction: Direction
    within: Target | Box | None = None
    """What to scroll: a part of the frame, or what lies under a target; None is the whole."""


@dataclass(frozen=True, slots=True)
class Drag:
    """Pick a target up by a long press, carry it, put it down."""

    start: Target
    end: Target
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class PressKey:
    """Press a key by its Android name, with or without `KEYCODE_`."""

    key: str


@dataclass(frozen=True, slots=True)
class InputText:
    """Type a text, any Unicode, into the field that has the focus or gets it."""

    text: str = field(repr=False)
    into: Target | None = None
    """What to tap first; None types where the focus is."""
    clear: bool = False
    """Whether what the field holds is erased first."""
    is_secret: bool = False
    """Whether the text is kept out of everything that is printed or saved."""


@dataclass(frozen=True, slots=True)
class OpenApp:
    """Bring an app to the front, by the name a person would use or by package."""

    name: str


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """Open a URL in whatever app takes it."""

    url: str


@dataclass(frozen=True, slots=True)
class Back:
    """Go back."""


@dataclass(frozen=True, slots=True)
class Home:
    """Go to the home screen."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for a while, because the screen is not ready."""

    seconds: float | None = None
    """None waits as long as the one who performs it thinks right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Say something to the user: what a question asked for."""

    text: str


@dataclass(frozen=True, slots=True)
class Finish:
    """End the episode: the goal is reached, or cannot be reached."""

    is_success: bool = True
    message: str = ""
    """What the agent says at the end."""


Action = (
    Tap
    | DoubleTap
    | LongPress
    | Swipe
    | Scroll
    | Drag
    | InputText
    | PressKey
    | OpenApp
    | OpenUrl
    | Back
    | Home
    | Wait
    | Answer
    | Finish
)
