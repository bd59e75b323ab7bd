"""Fingers to the browser, to what scrolls there, and to the system's gestures from the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.screen.base import Touch, TouchAction
from droidground_emulator.virtual.screen.chromium.edges import EdgeGesture, begin_gesture
from droidground_emulator.virtual.screen.chromium.scrolling import Scrolling

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen
    from droidground_emulator.virtual.state.device_state import DeviceState

_TOUCH_S = 5.0
_LEAVES = (TouchAction.UP, TouchAction.CANCEL)


class Fingers:
    """Follows the fingers that are down; points go to the browser as device pixels."""

    def __init__(self, state: DeviceState, screen: ChromiumScreen) -> None:
        self._state = state
        self._screen = screen
        self._down: dict[int, tuple[float, float]] = {}
        self._gesture: EdgeGesture | None = None
        self._scrolling: Scrolling | None = None
        self._offset_s = 0.0
        """From the gesture's time to the browser's, which counts from 1970."""

    def cancel(self) -> None:
        """Take all fingers off, as if they had never been there."""
        if self._down:
            self._down = {}
            self._screen.page.post("Input.dispatchTouchEvent", type="touchCancel", touchPoints=[])
        self._gesture = self._scrolling = None

    def feed(self, event: Touch) -> None:
        """Deliver one event; raises CdpError."""
        if event.action is TouchAction.DOWN and event.pointer == 0:
            self._begin(event)
        gesture = self._gesture
        if gesture is not None:
            if gesture.feed(event):
                # The system takes the gesture over, as Android's edge gestures do.
                self._scrolling = None
                self._take_off(event)
            if event.action in _LEAVES:
                self._gesture = None
                if gesture.taken:
                    gesture.finish(self._screen, event)
            if gesture.taken:
                return
        self._deliver(event)

    def _begin(self, event: Touch) -> None:
        self.cancel()
        self._offset_s = Clock().time() - event.time_ms / 1000
        self._gesture = begin_gesture(self._state, self._screen.desktop, event)
        if self._gesture is None or not self._gesture.taken:
            scale = self._state.display.px_per_dp
            scrolling = Scrolling(self._screen.page, event, scale)
            self._scrolling = None if scrolling.is_web else scrolling
            if self._gesture is not None:
                self._gesture.leave(scrolling.sides)

    def _deliver(self, event: Touch) -> None:
        """Deliver to what scrolls, to the page under it, or to both until that is decided."""
        at = (event.x, event.y)
        if event.action in _LEAVES and self._down.get(event.pointer, at) != at:
            # A finger that leaves elsewhere got there by a move.
            self._move(replace(event, action=TouchAction.MOVE))
        scrolling = self._scrolling
        if scrolling is not None and scrolling.taken:
            if event.pointer == 0:
                scrolling.feed(event)
        elif event.action is TouchAction.DOWN:
            if event.pointer != 0:
                self._scrolling = None
            self._down[event.pointer] = at
            self._dispatch("touchStart", event)
        elif event.pointer not in self._down:
            return
        elif event.action is TouchAction.MOVE:
            self._move(event)
        elif event.action is TouchAction.CANCEL:
            self._take_off(event)
        else:
            del self._down[event.pointer]
            self._dispatch("touchMove" if self._down else "touchEnd", event)

    def _move(self, event: Touch) -> None:
        """Move a finger over the page until something that scrolls takes it, as from a View."""
        scrolling = self._scrolling
        if scrolling is not None and scrolling.is_pages(event):
            self._scrolling = scrolling = None
        if scrolling is not None and scrolling.is_near(event):
            return
        self._down[event.pointer] = (event.x, event.y)
        self._dispatch("touchMove", event)
        if scrolling is not None and scrolling.take(event):
            self._take_off(event)

    def _take_off(self, event: Touch) -> None:
        if self._down:
            self._down = {}
            self._dispatch("touchCancel", event)

    def _dispatch(self, kind: str, event: Touch) -> None:
        points = [
            {"id": finger, "x": x, "y": y, "radiusX": 1, "radiusY": 1, "force": 1}
            for finger, (x, y) in self._down.items()
        ]
        params = {
            "type": kind,
            "touchPoints": points,
            "timestamp": self._offset_s + event.time_ms / 1000,
        }
        if kind == "touchMove" and self._scrolling is None:
            # The browser hands these on once a frame; what comes last waits for them all.
            self._screen.page.post("Input.dispatchTouchEvent", **params)
        else:
            self._screen.page.call("Input.dispatchTouchEvent", timeout_s=_TOUCH_S, **params)
