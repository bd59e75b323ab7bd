"""A counter that tells readers whether anything changed since they looked."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Changes:
    """Counts changes and tells listeners; safe from any thread."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    @property
    def count(self) -> int:
        """Changes so far: equal counts mean equal state."""
        return self._count

    def note(self) -> None:
        """Record one change and tell the listeners."""
        with self._lock:
            self._count += 1
        for listener in tuple(self._listeners):
            listener()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change, in the thread that made it."""
        self._listeners.append(listener)
