"""What can be done to a device, as values: the unit that is sent, recorded and replayed.

Points are `input` pixels: the logical display in its current rotation.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from droidground.geometry import Point


@dataclass(frozen=True, slots=True)
class TapAt:
    """One short touch."""

    point: Point


@dataclass(frozen=True, slots=True)
class DoubleTapAt:
    """Two short touches close enough together to count as one gesture."""

    point: Point


@dataclass(frozen=True, slots=True)
class LongPressAt:
    """One touch held still."""

    point: Point
    duration_ms: int | None = None
    """None holds a little longer than the device's own long-press time."""


@dataclass(frozen=True, slots=True)
class SwipeAlong:
    """One finger moved in a straight line and lifted while moving (a fling when fast)."""

    start: Point
    end: Point
    duration_ms: int


@dataclass(frozen=True, slots=True)
class DragAlong:
    """One finger that presses long, moves what it holds and lets go at rest."""

    start: Point
    end: Point
    duration_ms: int
    """Time of the movement, without the press before it."""


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One key by its Android name without the KEYCODE_ prefix, as `BACK`."""

    key: str


@dataclass(frozen=True, slots=True)
class TypeText:
    """A text entered into the field that has the focus."""

    text: str = field(repr=False)
    """May be a secret, so that it is not shown by accident."""
    clears: bool = False
    """Whether what the field holds is erased first."""
    length: int | None = None
    """How many characters that is, where it is known."""


@dataclass(frozen=True, slots=True)
class LaunchApp:
    """An app brought to the front, by package."""

    package: str


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """A URL opened in whatever app takes it."""

    url: str


InputEvent = (
    TapAt
    | DoubleTapAt
    | LongPressAt
    | SwipeAlong
    | DragAlong
    | KeyPress
    | TypeText
    | LaunchApp
    | OpenUrl
)
