"""One phone, one process: leases by locked files, which end with the process that holds them."""

from __future__ import annotations

import getpass
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.errors import NoDevice

TIMEOUT_S = 900.0


@contextmanager
def lease(
    serials: Sequence[str],
    folder: Path | None = None,
    timeout_s: float = TIMEOUT_S,
    clock: Clock = SYSTEM_CLOCK,
) -> Iterator[str]:
    """Yield the first of the phones that nobody else has, and wait for one where all are taken.

    Raises `NoDevice` at the deadline.
    """
    place = folder or Path(tempfile.gettempdir()) / f"droidground-leases-{getpass.getuser()}"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken: list[tuple[str, IO[bytes]]] = []

    def has_one() -> bool:
        taken.extend(one for one in [_take(place, serials)] if one)
        return bool(taken)

    if not wait_until(has_one, timeout_s=timeout_s, interval_s=0.2, clock=clock):
        raise NoDevice(
            f"all of {', '.join(serials)} are in use by other processes",
            hint="Connect more phones, or run fewer tests at once.",
        )
    serial, lock = taken[0]
    with lock:
        yield serial


def _take(place: Path, serials: Sequence[str]) -> tuple[str, IO[bytes]] | None:
    import fcntl

    for serial in serials:
        lock = (place / f"{re.sub(r'[^A-Za-z0-9.-]', '_', serial)}.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return serial, lock
    return None
