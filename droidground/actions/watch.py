"""Watching what changed a little longer: does it stay, or does it change by itself?

A clock ticks once a second and a light blinks, so that a frame before and a frame after an action
differ though it did nothing. What changed stays as it is; what changes by itself changes again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from droidground.clock import Clock, wait_until
from droidground.device.motion import grown, moved_parts
from droidground.geometry import Box, dp_to_px
from droidground.screen import DEFAULT_DENSITY, Screenshot

WATCH_S = 1.3
"""Longer than a second hand needs for a step."""
MANY_LOOKS = 6
"""What blinks is in the same state at that many looks about once in sixty times."""
LONGEST_WATCH_S = 6.0
SHORTEST_SIGHT_S = 0.7
"""What went again after as long was there to be seen, as a toast; a highlight goes faster."""
NEAR_DP = 4


@dataclass(slots=True)
class _Part:
    """One changed part of the screen and what becomes of it."""

    box: Box
    stood_s: float | None = None
    """How long it stayed as it was after the action; None while it does."""
    is_as_before: bool = False

    def follow(
        self, before: Screenshot, after: Screenshot, now: Screenshot, passed_s: float
    ) -> None:
        """Take in one more frame."""
        self.is_as_before = not _differs(before, now, self.box)
        if self.stood_s is None and _differs(after, now, self.box):
            self.stood_s = passed_s

    @property
    def stays(self) -> bool:
        """Whether it stayed, or was there long enough to be read."""
        if self.stood_s is None:
            return True
        return self.is_as_before and self.stood_s >= SHORTEST_SIGHT_S


def stays(
    capture: Callable[[], Screenshot],
    before: Screenshot,
    after: Screenshot,
    parts: Sequence[Box],
    clock: Clock,
) -> bool:
    """Tell whether any of the changed parts is an action's doing."""
    watched = [_Part(box) for box in parts]
    start, looks, is_turned = clock.now(), 0, False

    def is_over() -> bool:
        nonlocal looks, is_turned
        now, passed_s = capture(), clock.now() - start
        looks, is_turned = looks + 1, now.size != after.size
        for part in watched:
            part.follow(before, after, now, passed_s)
        return is_turned or (looks >= MANY_LOOKS and passed_s >= WATCH_S)

    wait_until(is_over, timeout_s=LONGEST_WATCH_S, clock=clock)
    return is_turned or any(part.stays for part in watched)


def _differs(one: Screenshot, two: Screenshot, box: Box) -> bool:
    """Tell whether two frames differ in a box, or right beside it, as a bar that grows does."""
    if one.size != two.size:
        return True
    cut = Box.of(one.size).intersection(grown(box, box.width, box.height)) or box
    first, second = (Screenshot(shot.crop(cut), density=shot.density) for shot in (one, two))
    near = dp_to_px(NEAR_DP, one.density or DEFAULT_DENSITY)
    inner = grown(
        Box(box.left - cut.left, box.top - cut.top, box.right - cut.left, box.bottom - cut.top),
        near,
        near,
    )
    return any(part.intersection(inner) for part in moved_parts(first, second))
