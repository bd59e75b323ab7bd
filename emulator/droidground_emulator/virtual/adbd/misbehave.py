"""Faults of the wire: what stands between an OPEN and the service."""

from __future__ import annotations

from collections.abc import Callable

from droidground_emulator.virtual.adbd.connection import Connection, Serve
from droidground_emulator.virtual.adbd.stream import AdbStream
from droidground_emulator.virtual.faults import Fault, Faults


class Misbehaviour:
    """Serves as told, unless a fault strikes."""

    def __init__(self, faults: Faults, serve: Serve, go_offline: Callable[[float], None]) -> None:
        """Ask `faults` at every OPEN before `serve` answers it."""
        self._faults = faults
        self._serve = serve
        self._go_offline = go_offline

    def serve(self, service: str, stream: AdbStream, connection: Connection) -> None:
        """Answer `service`, well or badly."""
        if self._strikes_before(service, stream, connection):
            return
        if slow := self._faults.hit("slow", service):
            stream.hung_up.wait(slow.ms / 1000)
        self._serve(service, stream, connection)

    def _strikes_before(self, service: str, stream: AdbStream, connection: Connection) -> bool:
        """Tell whether a fault ended the service before it began."""
        if offline := self._faults.hit("offline", service):
            self._go_offline(offline.seconds)
            return True
        if self._faults.pending("unauthorized", service):
            connection.drop()
            return True
        if self._faults.hit("refuse", service):
            return True
        if self._faults.hit("silent", service):
            stream.accept()
            stream.hung_up.wait()
            return True
        if drop := self._faults.hit("drop", service):
            if drop.when == "before":
                connection.drop()
                return True
            stream.limiter = Cut(drop, lambda _: connection.drop())
        elif truncate := self._faults.hit("truncate", service):
            stream.limiter = Cut(truncate, AdbStream.close)
        return False


class Cut:
    """Ends a stream at a byte count, or when its service has run."""

    def __init__(self, fault: Fault, strike: Callable[[AdbStream], None]) -> None:
        """Call `strike` when the fault's moment has come."""
        self._left = fault.bytes
        self._by_bytes = fault.when != "after"
        self._strike = strike

    def allowed(self, count: int) -> int:
        """Return how many of the next `count` bytes still go out."""
        return min(count, self._left) if self._by_bytes else count

    def reached(self, stream: AdbStream, sent: int) -> None:
        """Count `sent` bytes; end the stream at the limit, raising BrokenPipeError."""
        self._left -= sent
        if self._by_bytes and self._left <= 0:
            self._end(stream)

    def ran(self, stream: AdbStream) -> None:
        """End the stream if its moment is after the service's work."""
        if not self._by_bytes or self._left <= 0:
            self._end(stream)

    def _end(self, stream: AdbStream) -> None:
        self._strike(stream)
        raise BrokenPipeError("cut off by a fault")
