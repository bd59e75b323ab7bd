"""What the phone was told: input events it delivered and shell lines it ran."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

_KEPT = 10_000
_DELIVERIES_KEPT = 2_000
"""Fewer, for each holds all of its finger events."""
_LONGEST_LINE = 4096


@dataclass(frozen=True, slots=True)
class FingerEvent:
    """One finger event as delivered; times are milliseconds of uptime."""

    action: str
    x: float
    y: float
    time_ms: int
    pointer: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One gesture, key or text that reached the screen."""

    kind: str
    source: str
    """Who injected it: `input`, `uiautomator2`, ..."""
    points: tuple[tuple[float, float], ...] = ()
    """Where it began and, if elsewhere, where it ended, in logical display pixels."""
    duration_ms: int = 0
    text: str = ""
    """Key name or typed text."""
    events: tuple[FingerEvent, ...] = field(default=())


class Log:
    """The last deliveries and shell lines; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._deliveries: deque[Delivery] = deque(maxlen=_DELIVERIES_KEPT)
        self._lines: deque[str] = deque(maxlen=_KEPT)

    def deliver(self, delivery: Delivery) -> None:
        """Record one delivery."""
        with self._lock:
            self._deliveries.append(delivery)

    def ran(self, line: str) -> None:
        """Record one shell line, a very long one by its beginning."""
        with self._lock:
            self._lines.append(line[:_LONGEST_LINE])

    def deliveries(self, *, clear: bool = False) -> list[Delivery]:
        """Return the deliveries, oldest first."""
        with self._lock:
            found = list(self._deliveries)
            if clear:
                self._deliveries.clear()
        return found

    def lines(self, *, clear: bool = False) -> list[str]:
        """Return the shell lines, oldest first."""
        with self._lock:
            found = list(self._lines)
            if clear:
                self._lines.clear()
        return found
