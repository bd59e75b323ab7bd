"""Programs on the device that listen on a TCP port."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from droidground_emulator.virtual.guest import Stream


class Listener(Protocol):
    """A server inside the phone."""

    def serve(self, stream: Stream) -> None:
        """Talk until the stream ends."""

    def stop(self) -> None:
        """End the server."""


class Ports:
    """Listeners by port; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[int, Listener] = {}

    def open(self, port: int, listener: Listener) -> bool:
        """Listen on a port; False when it is taken."""
        with self._lock:
            if port in self._listeners:
                return False
            self._listeners[port] = listener
            return True

    def close(self, port: int) -> None:
        """Stop listening."""
        with self._lock:
            self._listeners.pop(port, None)

    def find(self, port: int) -> Listener | None:
        """Return who listens."""
        with self._lock:
            return self._listeners.get(port)

    def close_all(self) -> None:
        """End every listener."""
        with self._lock:
            listeners = list(self._listeners.values())
            self._listeners.clear()
        for listener in listeners:
            listener.stop()
