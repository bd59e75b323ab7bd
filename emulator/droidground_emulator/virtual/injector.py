"""Delivers input to the screen, once each, and keeps a log of what was delivered."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Touch, TouchAction
from droidground_emulator.virtual.state.log import Delivery, FingerEvent

if TYPE_CHECKING:
    from droidground_emulator.clock import Clock
    from droidground_emulator.virtual.faults import Faults
    from droidground_emulator.virtual.screen.base import Screen
    from droidground_emulator.virtual.state.device_state import DeviceState

Point = tuple[float, float]

_STEP_MS = 10
"""Between two moves of an injected swipe, about one display frame."""
LONGEST_GESTURE_MS = 60_000
"""Longer ones are cut short: gestures wait for one another."""
_VOLUME_KEYS = {"VOLUME_UP": 1, "VOLUME_DOWN": -1}
_MOST_VOLUME = 15

DENIED = (
    "java.lang.SecurityException: Injecting input events requires the caller (or the source of the"
    " instrumentation, if any) to have the INJECT_EVENTS permission."
)


class InputDenied(Exception):
    """The system refuses injected input; nothing was delivered."""

    def __init__(self) -> None:
        super().__init__(DENIED)


class Injector:
    """Gestures, keys and text, from any thread; one gesture at a time."""

    def __init__(self, state: DeviceState, screen: Screen, faults: Faults, clock: Clock) -> None:
        self._state = state
        self._screen = screen
        self._faults = faults
        self._clock = clock
        self._lock = threading.RLock()
        self._events: list[FingerEvent] = []

    def tap(self, at: Point, source: str, *, hold_ms: int = 0, kind: str = "tap") -> None:
        """Press a point and let go after `hold_ms`."""
        self._permit(f"{source} {kind}")
        with self._lock:
            self._touch(TouchAction.DOWN, at)
            self._rest(min(hold_ms, LONGEST_GESTURE_MS))
            self._touch(TouchAction.UP, at)
            self._log(kind, source)

    def swipe(
        self,
        points: Sequence[Point],
        source: str,
        *,
        duration_ms: int,
        hold_ms: int = 0,
        kind: str = "swipe",
    ) -> None:
        """Move a finger through `points` in `duration_ms`, of which it first rests `hold_ms`."""
        self._permit(f"{source} {kind}")
        duration_ms, hold_ms = (min(ms, LONGEST_GESTURE_MS) for ms in (duration_ms, hold_ms))
        with self._lock:
            began = self._now()
            self._touch(TouchAction.DOWN, points[0], at_ms=began)
            # At even steps whatever the machine does, so that two runs deliver the same path.
            for elapsed in range(hold_ms, duration_ms, _STEP_MS):
                self._rest_until(began + elapsed)
                at = _along(points, elapsed / duration_ms)
                self._touch(TouchAction.MOVE, at, at_ms=began + elapsed)
            end = began + max(duration_ms, hold_ms)
            self._rest_until(end)
            self._touch(TouchAction.UP, points[-1], at_ms=end)
            self._log(kind, source)

    def pinch(
        self, starts: Sequence[Point], ends: Sequence[Point], source: str, *, duration_ms: int
    ) -> None:
        """Move two fingers at once, each in a straight line."""
        self._permit(f"{source} pinch")
        with self._lock:
            began = self._now()
            for finger, start in enumerate(starts):
                self._touch(TouchAction.DOWN, start, finger, at_ms=began)
            steps = max(1, min(duration_ms, LONGEST_GESTURE_MS) // _STEP_MS)
            for step in range(1, steps + 1):
                now = began + step * _STEP_MS
                self._rest_until(now)
                for finger, (start, end) in enumerate(zip(starts, ends, strict=True)):
                    at = _along((start, end), step / steps)
                    self._touch(TouchAction.MOVE, at, finger, at_ms=now)
            for finger in reversed(range(len(starts))):
                self._touch(TouchAction.UP, ends[finger], finger, at_ms=now)
            self._log("pinch", source)

    def finger(self, action: TouchAction, at: Point, source: str) -> None:
        """Deliver one finger event; the gesture is logged when the finger leaves."""
        self._permit(f"{source} motion")
        with self._lock:
            self._touch(action, at)
            if action in (TouchAction.UP, TouchAction.CANCEL):
                self._log("motion" if len(self._events) > 2 else "tap", source)

    def key(self, name: str, source: str, *, long: bool = False) -> None:
        """Press a key by its name without KEYCODE_; keys held together are joined with +."""
        self._permit(f"{source} keyevent {name}")
        with self._lock:
            self._state.log.deliver(Delivery("long_key" if long else "key", source, text=name))
            menu = long and name == "POWER" and self._state.power.awake
            if (menu or not self._system_key(name)) and self._state.power.awake:
                self._screen.key(name, long=long)

    def text(self, text: str, source: str) -> bool:
        """Type into the focused field; False when there is none."""
        self._permit(f"{source} text")
        with self._lock:
            self._state.log.deliver(Delivery("text", source, text=text))
            return self._state.power.awake and self._screen.type_text(text)

    def _permit(self, subject: str) -> None:
        if self._faults.hit("deny_input", subject):
            raise InputDenied

    def _system_key(self, name: str) -> bool:
        """Do what the system itself does with a key; False when it goes to the window."""
        power = self._state.power
        if name in ("SLEEP", "SOFT_SLEEP") or (name == "POWER" and power.awake):
            power.sleep()
        elif name in ("WAKEUP", "POWER"):
            power.wake()
        elif name == "MENU" and power.locked and power.awake:
            power.unlock()
        elif name in _VOLUME_KEYS:
            level = self._state.settings.number("system", "volume_music") + _VOLUME_KEYS[name]
            self._set_volume(level)
        elif name in ("VOLUME_MUTE", "MUTE"):
            self._set_volume(0)
        else:
            return power.locked and name in ("HOME", "BACK", "APP_SWITCH")
        return True

    def _set_volume(self, level: float) -> None:
        kept = min(max(int(level), 0), _MOST_VOLUME)
        self._state.settings.put("system", "volume_music", str(kept))

    def _touch(
        self, action: TouchAction, at: Point, finger: int = 0, *, at_ms: int | None = None
    ) -> None:
        """Deliver one event, stamped with `at_ms` or the time it is."""
        if not self._state.power.awake:
            return
        now = self._now() if at_ms is None else at_ms
        if action is TouchAction.DOWN and finger == 0:
            self._events = []
        self._events.append(FingerEvent(action.name.lower(), at[0], at[1], now, finger))
        self._screen.touch(Touch(action, at[0], at[1], now, finger))
        if action is TouchAction.DOWN and self._faults.hit("rotate_mid_gesture"):
            self._state.display.turn()

    def _log(self, kind: str, source: str) -> None:
        if not self._events:
            return
        first, last = self._events[0], self._events[-1]
        points: tuple[Point, ...] = ((first.x, first.y),)
        if (last.x, last.y) != points[0]:
            points += ((last.x, last.y),)
        span = last.time_ms - first.time_ms
        self._state.log.deliver(Delivery(kind, source, points, span, events=tuple(self._events)))
        self._events = []

    def _now(self) -> int:
        return self._state.time.uptime_ms()

    def _rest_until(self, at_ms: int) -> None:
        self._rest(at_ms - self._now())

    def _rest(self, milliseconds: float) -> None:
        if milliseconds > 0:
            self._clock.sleep(milliseconds / 1000)


def _along(points: Sequence[Point], fraction: float) -> Point:
    """Return the point at a fraction of a path whose legs take equal time."""
    legs = len(points) - 1
    if legs < 1:
        return points[0]
    leg = min(int(fraction * legs), legs - 1)
    (x1, y1), (x2, y2) = points[leg], points[leg + 1]
    share = fraction * legs - leg
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
