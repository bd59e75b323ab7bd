"""What can be done to a device, as values: the unit that is sent, recorded and replayed.

Points are `input` pixels: the logical display in its current rotation.
"""

from __future__ import annotations

from dataclasses import dataclass

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
class LaunchApp:
    """An app brought to the front, by package."""

    package: str


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """A URL opened in whatever app takes it."""

    url: str


InputEvent = (
    TapAt | DoubleTapAt | LongPressAt | SwipeAlong | DragAlong | KeyPress | LaunchApp | OpenUrl
)
