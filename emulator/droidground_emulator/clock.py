"""Time: the only file of this package that sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """The real clock; tests pass one of their own."""

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    def time(self) -> float:
        """Return seconds since 1970, UTC."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Pause this thread."""
        time.sleep(seconds)

    def wait_until(
        self, condition: Callable[[], bool], deadline: float, *, poll_s: float = 0.01
    ) -> bool:
        """Wait for `condition` until the monotonic time `deadline`; return what it last said."""
        while not condition():
            left = deadline - self.monotonic()
            if left <= 0:
                return False
            self.sleep(min(poll_s, left))
        return True
