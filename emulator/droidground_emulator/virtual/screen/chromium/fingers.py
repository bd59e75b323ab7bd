"""Fingers to the browser, and the system's own gestures from the edges of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Touch, TouchAction
from droidground_emulator.virtual.screen.chromium.edges import EdgeGesture, begin_gesture

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen
    from droidground_emulator.virtual.state.device_state import DeviceState

_TOUCH_S = 3.0


class Fingers:
    """Follows the fingers that are down; points go to the browser as device pixels."""

    def __init__(self, state: DeviceState, screen: ChromiumScreen) -> None:
        self._state = state
        self._screen = screen
        self._down: dict[int, tuple[float, float]] = {}
        self._gesture: EdgeGesture | None = None

    def cancel(self) -> None:
        """Take all fingers off, as if they had never been there."""
        if self._down:
            self._down = {}
            self._screen.page.post("Input.dispatchTouchEvent", type="touchCancel", touchPoints=[])
        self._gesture = None

    def feed(self, event: Touch) -> None:
        """Deliver one event; raises CdpError."""
        if event.action is TouchAction.DOWN and event.pointer == 0:
            self.cancel()
            self._gesture = begin_gesture(self._state, self._screen.desktop, event)
        gesture = self._gesture
        if gesture is not None:
            if gesture.feed(event) and self._down:
                # The system takes the gesture over, as Android's edge gestures do.
                self._down = {}
                self._dispatch("touchCancel", event)
            if event.action in (TouchAction.UP, TouchAction.CANCEL):
                self._gesture = None
                if gesture.taken:
                    gesture.finish(self._screen, event)
            if gesture.taken:
                return
        self._deliver(event)

    def _deliver(self, event: Touch) -> None:
        if event.action is TouchAction.DOWN:
            self._down[event.pointer] = (event.x, event.y)
            self._dispatch("touchStart", event)
        elif event.pointer not in self._down:
            return
        elif event.action is TouchAction.MOVE:
            self._down[event.pointer] = (event.x, event.y)
            self._dispatch("touchMove", event)
        elif event.action is TouchAction.CANCEL:
            self._down = {}
            self._dispatch("touchCancel", event)
        else:
            if self._down[event.pointer] != (event.x, event.y):
                # A finger that leaves elsewhere got there by a move, which the browser must see.
                self._down[event.pointer] = (event.x, event.y)
                self._dispatch("touchMove", event)
            del self._down[event.pointer]
            self._dispatch("touchMove" if self._down else "touchEnd", event)

    def _dispatch(self, kind: str, event: Touch) -> None:
        points = [
            {"id": finger, "x": x, "y": y, "radiusX": 1, "radiusY": 1, "force": 1}
            for finger, (x, y) in self._down.items()
        ]
        self._screen.page.call(
            "Input.dispatchTouchEvent",
            timeout_s=_TOUCH_S,
            type=kind,
            touchPoints=points,
        )
