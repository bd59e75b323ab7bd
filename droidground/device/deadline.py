"""How much of a call's time is left: one deadline for all its steps."""

from __future__ import annotations

from droidground.clock import SYSTEM_CLOCK, Clock


class Deadline:
    """A moment after which a call gives up, however many steps it takes."""

    def __init__(self, timeout_s: float, clock: Clock = SYSTEM_CLOCK) -> None:
        self.timeout_s = timeout_s
        self._clock = clock
        self._end = clock.now() + timeout_s

    def left(self) -> float:
        """Return the seconds that remain, 0 when it has passed."""
        return max(0.0, self._end - self._clock.now())

    @property
    def has_passed(self) -> bool:
        """Whether no time is left."""
        return self.left() <= 0
