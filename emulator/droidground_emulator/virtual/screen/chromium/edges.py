"""The system's gestures: back from the sides, home and recents from below, the shade from above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import (
    STATUS_BAR_DP,
    TOUCH_SLOP_DP,
    Touch,
    TouchAction,
)
from droidground_emulator.virtual.screen.insets import (
    BOTTOM_GESTURE_DP,
    SIDE_GESTURE_DP,
    gesture_navigation,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import Desktop
    from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen
    from droidground_emulator.virtual.state.device_state import DeviceState

_FAR_DP = 24
"""How far an edge gesture must go to count."""
_PAUSE_MS = 200
"""A finger that rests so long before it leaves shows recents instead of the launcher."""
_UNLOCK = 6
"""Part of the screen's height that unlocks."""


class EdgeGesture:
    """A touch that began where the system listens; `taken` once it is the system's."""

    def __init__(self, edge: str, start: Touch, px_per_dp: float, height: float) -> None:
        self._edge = edge
        self._start = start
        self._px_per_dp = px_per_dp
        self._height = height
        self._rested_since = start.time_ms
        self._last = start
        self.taken = edge == "locked"
        self._scrolled: frozenset[str] = frozenset()

    def leave(self, sides: frozenset[str]) -> None:
        """Leave swipes to those sides to what scrolls under the finger, in the shade."""
        self._scrolled = sides if self._edge == "shade" else frozenset()

    def feed(self, event: Touch) -> bool:
        """Follow the first finger; True when the gesture became the system's with this event."""
        if event.pointer != 0 or event.action not in (TouchAction.MOVE, TouchAction.UP):
            return False
        moved = abs(event.y - self._last.y) + abs(event.x - self._last.x)
        if moved > 2 * self._px_per_dp:
            self._rested_since = event.time_ms
        self._last = event
        if self.taken or not self._begins(event):
            return False
        self.taken = True
        return True

    def finish(self, screen: ChromiumScreen, event: Touch) -> None:
        """Do what the gesture means, now that the finger left; raises CdpError."""
        if event.action is TouchAction.CANCEL:
            return
        far = _FAR_DP * self._px_per_dp
        dx, up = event.x - self._start.x, self._start.y - event.y
        if self._edge == "locked":
            if up > self._height / _UNLOCK:
                screen.unlock()
        elif self._edge == "bottom" and up > far:
            rested = event.time_ms - self._rested_since >= _PAUSE_MS
            screen.change(lambda d: d.show("recents") if rested else d.go_home())
        elif self._edge in ("top", "shade") and -up > far:
            screen.change(lambda d: d.show("quick" if d.overlay in ("shade", "quick") else "shade"))
        elif self._edge == "shade" and up > far:
            screen.change(lambda d: d.show("shade" if d.overlay == "quick" else ""))
        elif self._edge in ("left", "right") and (dx if self._edge == "left" else -dx) > far:
            screen.go_back()

    def _begins(self, event: Touch) -> bool:
        slop = TOUCH_SLOP_DP * self._px_per_dp
        dx, dy = event.x - self._start.x, event.y - self._start.y
        if self._edge == "bottom":
            return -dy > slop
        if self._edge == "top":
            return dy > slop
        if self._edge == "shade":
            scrolls = ("up" if dy < 0 else "down") in self._scrolled
            return not scrolls and abs(dy) > slop and abs(dy) > abs(dx)
        return (dx if self._edge == "left" else -dx) > slop and abs(dx) > abs(dy)


def begin_gesture(state: DeviceState, desktop: Desktop, event: Touch) -> EdgeGesture | None:
    """Return the gesture that may begin with a finger's coming down, None in the middle."""
    width, height = state.display.size
    scale = state.display.px_per_dp
    edge = ""
    if state.power.locked:
        edge = "locked"
    elif event.y < STATUS_BAR_DP * scale:
        edge = "top"
    elif gesture_navigation(state):
        edge = _navigation_edge(event, width, height, scale)
    if not edge and desktop.overlay in ("shade", "quick"):
        edge = "shade"
    return EdgeGesture(edge, event, scale, height) if edge else None


def _navigation_edge(event: Touch, width: int, height: int, scale: float) -> str:
    if event.y >= height - BOTTOM_GESTURE_DP * scale:
        return "bottom"
    if event.x < SIDE_GESTURE_DP * scale:
        return "left"
    return "right" if event.x >= width - SIDE_GESTURE_DP * scale else ""
