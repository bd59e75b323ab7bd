"""Time: the only file of the package that sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """A source of time that tests can replace."""

    def now(self) -> float:
        """Return seconds that only go forward (no calendar meaning)."""

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""


class SystemClock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Sleep for real."""
        time.sleep(seconds)


SYSTEM_CLOCK = SystemClock()


def wait_until(
    condition: Callable[[], T | None],
    *,
    timeout_s: float,
    interval_s: float = 0.05,
    clock: Clock = SYSTEM_CLOCK,
) -> T | None:
    """Ask `condition` until it answers something true, and return that.

    It is asked at least once, and once more at the deadline; None means that it never held.
    """
    deadline = clock.now() + timeout_s
    while True:
        answer = condition()
        if answer:
            return answer
        left = deadline - clock.now()
        if left <= 0:
            return None
        clock.sleep(min(interval_s, left))
