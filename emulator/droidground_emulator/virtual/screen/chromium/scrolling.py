"""A finger over something that scrolls: when it is taken from the page, and what then moves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import TOUCH_SLOP_DP, Touch, TouchAction
from droidground_emulator.virtual.screen.chromium.velocity import fling_velocity

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.page import ShellPage


class Scrolling:
    """One finger's gesture; `/shell/scroll.js` moves what it holds. All methods raise CdpError."""

    def __init__(self, page: ShellPage, down: Touch, px_per_dp: float) -> None:
        """Look what lies under the finger; one that stops a fling holds it at once."""
        self._page = page
        self._px_per_dp = px_per_dp
        self._start = self._last = (down.x, down.y)
        self._path = [down]
        self._asked = False
        found = page.ask("scroll.touched", down.x, down.y)
        self.sides: frozenset[str] = frozenset(found["sides"])
        """Where the finger can go to scroll something: up, down, left, right."""
        self._kept: frozenset[str] = frozenset(found["kept"])
        self.is_web: bool = found["web"]
        """Whether a foreign page lies there, which the browser must scroll."""
        self.taken: bool = found["caught"]

    def is_near(self, event: Touch) -> bool:
        """Tell whether the finger is still where a tap would count."""
        return math.dist(self._start, (event.x, event.y)) <= TOUCH_SLOP_DP * self._px_per_dp

    def is_pages(self, event: Touch) -> bool:
        """Tell whether the page under the finger takes this gesture for itself."""
        if not self._asked:
            self._asked = True
            if self._page.ask("scroll.isOwned"):
                return True
        return not self.is_near(event) and self._axes(event)[0] in self._kept

    def take(self, event: Touch) -> bool:
        """Take the gesture from the page, which saw the move, if something scrolls that way."""
        self._path.append(event)
        for axis in self._axes(event):
            at = "xy".index(axis)
            moved = (event.x, event.y)[at] - self._start[at]
            side = ("left", "right", "up", "down")[2 * at + (moved > 0)]
            if abs(moved) <= TOUCH_SLOP_DP * self._px_per_dp or side not in self.sides:
                continue
            if self._page.ask("scroll.grip", side):
                slop = math.copysign(TOUCH_SLOP_DP * self._px_per_dp, moved)
                start = list(self._start)
                start[at] += slop
                self._last = (start[0], start[1])
                self.taken = True
                self._drag(event)
                return True
        return False

    def feed(self, event: Touch) -> None:
        """Follow a finger that was taken."""
        if event.action is TouchAction.MOVE:
            self._path.append(event)
            self._drag(event)
        elif event.action in (TouchAction.UP, TouchAction.CANCEL):
            x, y = 0.0, 0.0
            if event.action is TouchAction.UP:
                x, y = fling_velocity(self._path, event.time_ms, self._px_per_dp)
            self._page.ask("scroll.release", x, y, self._px_per_dp)

    def _drag(self, event: Touch) -> None:
        dx, dy = event.x - self._last[0], event.y - self._last[1]
        self._last = (event.x, event.y)
        # In order, and the release waits for them all.
        self._page.run("scroll.drag", dx, dy)

    def _axes(self, event: Touch) -> str:
        """Return both axes, the one along which the finger went farther first."""
        wide = abs(event.x - self._start[0]) > abs(event.y - self._start[1])
        return "xy" if wide else "yx"
