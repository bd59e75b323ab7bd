"""Waiting until the screen stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.device.motion import moved_parts
from droidground.device.observation import Settled
from droidground.geometry import Box
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

INTERVAL_S = 0.05
DISPLACED_SHARE = 0.2
STILL_S = 0.25
"""How long nothing may move: an app takes a tenth of a second or two to answer a touch."""
ANSWERED_S = 0.08
"""The same for a screen that shows an answer already."""
UNANSWERED_S = 0.6
"""The same for one that shows none: a slow app takes longer."""


def wait_stable(
    capture: Callable[[], Screenshot],
    *,
    timeout_s: float,
    ignore: Sequence[Box] = (),
    before: Screenshot | None = None,
    clock: Clock = SYSTEM_CLOCK,
) -> Settled:
    """Capture until nothing outside the `ignore` boxes has changed for a quarter of a second.

    With the frame `before` an action, a screen that differs from it needs to stand still shortly
    only, and one that does not is given longer.
    At the deadline the last frame is returned, with `is_stable` False: an animation may never end.
    """
    last, since, frames = capture(), clock.now(), 1

    def stands_still() -> bool:
        nonlocal last, since, frames
        previous, last, frames = last, capture(), frames + 1
        if not is_same(previous, last, ignore):
            since = clock.now()
        return clock.now() - since >= still_s(last)

    def still_s(frame: Screenshot) -> float:
        if before is None:
            return STILL_S
        return UNANSWERED_S if is_same(before, frame, ignore) else ANSWERED_S

    still = wait_until(stands_still, timeout_s=timeout_s, interval_s=INTERVAL_S, clock=clock)
    return Settled(last, bool(still), frames)


def is_same(one: Screenshot, two: Screenshot, ignore: Sequence[Box] = ()) -> bool:
    """Tell whether two frames show the same, but for the `ignore` boxes, carets and noise."""
    return not moved_parts(one, two, ignore)


def is_alike(one: UiTree | None, other: UiTree | None) -> bool:
    """Tell whether two hierarchies have the same views, all but a few at the same places.

    A spinner's box turns and a bar grows; on a page that comes or a list that moves, most do.
    """
    if one is None or other is None:
        return False
    if [node.class_name for node in one] != [node.class_name for node in other]:
        return False
    displaced = sum(a.bounds != b.bounds for a, b in zip(one, other, strict=True))
    return displaced <= DISPLACED_SHARE * len(one)
