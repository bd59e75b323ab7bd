"""The intent each app was opened with last; the screen hands it to the app's page."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opened:
    """What an activity was started with."""

    activity: str
    """Full class name."""
    action: str = ""
    uri: str = ""
    mime_type: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)


class Intents:
    """Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, Opened] = {}

    def put(self, package: str, opened: Opened) -> None:
        """Keep what an app is about to be opened with."""
        with self._lock:
            self._latest[package] = opened

    def latest(self, package: str) -> Opened | None:
        """Return what an app was opened with last; None when its icon opened it."""
        with self._lock:
            return self._latest.get(package)

    def forget(self, package: str) -> None:
        """Drop it: the app was ended."""
        with self._lock:
            self._latest.pop(package, None)
