"""Waiting until the screen stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.device.observation import Settled
from droidground.geometry import Box
from droidground.screen import Screenshot, compare

INTERVAL_S = 0.05
STILL_S = 0.25
"""How long nothing may move: an app takes a tenth of a second or two to answer a touch."""
STILL_SHARE = 0.001
"""Share of pixels that may change on a screen that stands still: a caret, a spinner's tick."""


def wait_stable(
    capture: Callable[[], Screenshot],
    *,
    timeout_s: float,
    ignore: Sequence[Box] = (),
    still_s: float = STILL_S,
    clock: Clock = SYSTEM_CLOCK,
) -> Settled:
    """Capture until nothing outside the `ignore` boxes has changed for `still_s`.

    At the deadline the last frame is returned, with `is_stable` False: an animation may never end.
    """
    last, since = capture(), clock.now()

    def stands_still() -> bool:
        nonlocal last, since
        before, last = last, capture()
        if not is_same(before, last, ignore):
            since = clock.now()
        return clock.now() - since >= still_s

    still = wait_until(stands_still, timeout_s=timeout_s, interval_s=INTERVAL_S, clock=clock)
    return Settled(last, is_stable=bool(still))


def is_same(one: Screenshot, two: Screenshot, ignore: Sequence[Box] = ()) -> bool:
    """Tell whether two frames show the same, but for the `ignore` boxes and tiny changes."""
    if one.size != two.size or one.rotation != two.rotation:
        return False
    if np.array_equal(one.pixels, two.pixels):
        return True
    return compare(one, two, ignore=ignore).share <= STILL_SHARE
