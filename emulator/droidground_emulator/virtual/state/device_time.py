"""The phone's wall clock and uptime."""

from __future__ import annotations

import datetime
from collections.abc import Callable

_SEEDED_BOOT = datetime.datetime(2023, 10, 15, 15, 34, tzinfo=datetime.UTC)


class DeviceTime:
    """Wall clock that `date` may set; a seeded phone always boots at the same instant."""

    def __init__(self, monotonic: Callable[[], float], *, seeded: bool) -> None:
        """Start counting; `monotonic` gives seconds."""
        self._monotonic = monotonic
        self._booted = monotonic()
        start = _SEEDED_BOOT if seeded else datetime.datetime.now(datetime.UTC)
        self._offset = start.timestamp() - self._booted

    def now(self) -> datetime.datetime:
        """Return the wall clock, UTC."""
        return datetime.datetime.fromtimestamp(self._monotonic() + self._offset, datetime.UTC)

    def now_ms(self) -> int:
        """Return the milliseconds since the epoch, as databases and notifications hold them."""
        return int(self.now().timestamp() * 1000)

    def set(self, instant: datetime.datetime) -> None:
        """Set the wall clock."""
        self._offset = instant.timestamp() - self._monotonic()

    def uptime_s(self) -> float:
        """Return the seconds since boot."""
        return self._monotonic() - self._booted

    def uptime_ms(self) -> int:
        """Return the milliseconds since boot, as input events are stamped."""
        return int(self.uptime_s() * 1000)
