"""Waiting until the screen stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.device.observation import Settled
from droidground.geometry import Box
from droidground.screen import Screenshot, compare

INTERVAL_S = 0.1
STILL_SHARE = 0.001
"""Share of pixels that may change on a screen that stands still: a caret, a spinner's tick."""


def wait_stable(
    capture: Callable[[], Screenshot],
    *,
    timeout_s: float,
    ignore: Sequence[Box] = (),
    interval_s: float = INTERVAL_S,
    clock: Clock = SYSTEM_CLOCK,
) -> Settled:
    """Capture until two frames in a row are equal outside the `ignore` boxes.

    At the deadline the last frame is returned, with `is_stable` False: an animation may never end.
    """
    last = capture()

    def stands_still() -> bool:
        nonlocal last
        before, last = last, capture()
        return is_same(before, last, ignore)

    still = wait_until(stands_still, timeout_s=timeout_s, interval_s=interval_s, clock=clock)
    return Settled(last, is_stable=bool(still))


def is_same(one: Screenshot, two: Screenshot, ignore: Sequence[Box] = ()) -> bool:
    """Tell whether two frames show the same, but for the `ignore` boxes and tiny changes."""
    if one.size != two.size or one.rotation != two.rotation:
        return False
    if np.array_equal(one.pixels, two.pixels):
        return True
    return compare(one, two, ignore=ignore).share <= STILL_SHARE
