"""Finger events to gestures: tap, double tap, long press, drag, fling.

Times and distances are Android's ViewConfiguration; the fling distance is OverScroller's spline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from droidground_emulator.virtual.screen.base import TOUCH_SLOP_DP, Touch, TouchAction

DOUBLE_TAP_MS = 300
DOUBLE_TAP_SLOP_DP = 100
MIN_FLING_DP_S = 50
MAX_FLING_DP_S = 8000
_VELOCITY_WINDOW_MS = 100
_STOPPED_MS = 40
_FRICTION = 0.015
_INFLEXION = 0.35
_DECELERATION = math.log(0.78) / math.log(0.9)
_GRAVITY_INCH_DPI = 9.80665 * 39.37 * 160 * 0.84


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a finger did from down to up; points are pixels, velocities pixels a second."""

    kind: str
    """tap, double_tap, long_press, swipe, drag (moved after a long press), pinch, cancel."""
    start: tuple[float, float]
    end: tuple[float, float]
    velocity: tuple[float, float] = (0.0, 0.0)
    duration_ms: int = 0
    scale: float = 1.0
    """Of a pinch: how much wider the fingers ended."""


@dataclass(slots=True)
class Tracker:
    """Follows the first finger, and the spread of two."""

    px_per_dp: float
    long_press_ms: int = 400
    events: list[Touch] = field(default_factory=list)
    """Of the first finger since its down."""
    moved: bool = False
    held: bool = False
    """Whether the finger rested for a long press before it moved."""
    _last_tap: Touch | None = None
    _fingers: dict[int, Touch] = field(default_factory=dict)
    _spread: tuple[float, float] | None = None

    @property
    def down(self) -> Touch | None:
        """Where the finger came down, None when it is up."""
        return self.events[0] if self.events else None

    def feed(self, touch: Touch) -> Gesture | None:
        """Take an event; return the gesture that ended with it."""
        self._note_finger(touch)
        if touch.action is TouchAction.DOWN and touch.pointer == 0:
            self.events = [touch]
            self.moved = self.held = False
            self._spread = None
            return None
        if not self.events:
            return None
        if touch.pointer != 0 or touch.action is TouchAction.DOWN:
            return None
        self._note_move(touch)
        self.events.append(touch)
        if touch.action is TouchAction.MOVE:
            return None
        gesture = self._ended(touch)
        self.events = []
        return gesture

    def _note_finger(self, touch: Touch) -> None:
        if touch.action in (TouchAction.UP, TouchAction.CANCEL):
            self._fingers.pop(touch.pointer, None)
            return
        self._fingers[touch.pointer] = touch
        if len(self._fingers) == 2:
            one, two = self._fingers.values()
            now = math.hypot(one.x - two.x, one.y - two.y)
            self._spread = (self._spread[0] if self._spread else now, now)

    def _note_move(self, touch: Touch) -> None:
        start = self.events[0]
        if self.moved:
            return
        if touch.time_ms - start.time_ms >= self.long_press_ms:
            self.held = True
        far = math.hypot(touch.x - start.x, touch.y - start.y) > TOUCH_SLOP_DP * self.px_per_dp
        self.moved = far

    def _ended(self, touch: Touch) -> Gesture:
        start = self.events[0]
        ends = ((start.x, start.y), (touch.x, touch.y))
        duration = touch.time_ms - start.time_ms
        if touch.action is TouchAction.CANCEL:
            return Gesture("cancel", *ends, duration_ms=duration)
        if self._spread is not None:
            scale = self._spread[1] / max(self._spread[0], 1.0)
            return Gesture("pinch", *ends, duration_ms=duration, scale=scale)
        if self.moved:
            kind = "drag" if self.held else "swipe"
            return Gesture(kind, *ends, self._velocity(), duration)
        if duration >= self.long_press_ms:
            return Gesture("long_press", *ends, duration_ms=duration)
        return Gesture(self._tap_kind(start, touch), *ends, duration_ms=duration)

    def _tap_kind(self, start: Touch, end: Touch) -> str:
        before, self._last_tap = self._last_tap, end
        if before is None or start.time_ms - before.time_ms > DOUBLE_TAP_MS:
            return "tap"
        apart = math.hypot(start.x - before.x, start.y - before.y)
        if apart > DOUBLE_TAP_SLOP_DP * self.px_per_dp:
            return "tap"
        self._last_tap = None
        return "double_tap"

    def _velocity(self) -> tuple[float, float]:
        last = self.events[-1]
        recent = [e for e in self.events if last.time_ms - e.time_ms <= _VELOCITY_WINDOW_MS]
        moves = [e for e in recent if (e.x, e.y) != (last.x, last.y)]
        if not moves or last.time_ms - moves[-1].time_ms > _STOPPED_MS:
            return 0.0, 0.0
        seconds = max(last.time_ms - recent[0].time_ms, 1) / 1000
        limit = MAX_FLING_DP_S * self.px_per_dp
        vx, vy = (last.x - recent[0].x) / seconds, (last.y - recent[0].y) / seconds
        return min(max(vx, -limit), limit), min(max(vy, -limit), limit)


def fling_distance(velocity: float, px_per_dp: float) -> float:
    """Return how far a list coasts, in pixels, for a velocity in pixels a second."""
    if abs(velocity) < MIN_FLING_DP_S * px_per_dp:
        return 0.0
    strength = _FRICTION * _GRAVITY_INCH_DPI * px_per_dp
    log = math.log(_INFLEXION * abs(velocity) / strength)
    return math.copysign(strength * math.exp(_DECELERATION / (_DECELERATION - 1) * log), velocity)
