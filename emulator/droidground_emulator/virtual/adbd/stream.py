"""One adb stream: a service's bytes both ways."""

from __future__ import annotations

import threading
from collections import deque
from typing import Protocol

from droidground_emulator.virtual.adbd.packet import Command, Data, ProtocolError


class Link(Protocol):
    """What a stream needs of its connection."""

    max_payload: int

    def send(self, command: int, arg0: int, arg1: int, data: Data = b"") -> None:
        """Send one packet; raises BrokenPipeError when the connection is gone."""

    def forget(self, stream: AdbStream) -> None:
        """Drop a closed stream from the table."""


class Limiter(Protocol):
    """Cuts a stream short (see misbehave)."""

    def allowed(self, count: int) -> int:
        """Return how many of the next `count` bytes still go out."""

    def reached(self, stream: AdbStream, sent: int) -> None:
        """Count `sent` bytes and strike at the limit, raising BrokenPipeError."""

    def ran(self, stream: AdbStream) -> None:
        """Strike, if meant for the moment when the service has run; raises BrokenPipeError."""


class AdbStream:
    """Bytes both ways with adb's flow control: one packet in flight per direction.

    `read` acknowledges a packet when it takes it out, so that a slow reader slows the sender.
    """

    def __init__(self, link: Link, local_id: int, remote_id: int) -> None:
        """Make a stream in the state before OKAY; `remote_id` 0 is a stream we opened."""
        self._link = link
        self.local_id = local_id
        self.remote_id = remote_id
        self.hung_up = threading.Event()
        self.limiter: Limiter | None = None
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._inbox: deque[bytes] = deque()
        self._rest = memoryview(b"")
        self._accepted = False
        self._ready = False
        self._closed = False

    # Called by the service's thread

    @property
    def max_payload(self) -> int:
        """Bytes that fit one packet."""
        return self._link.max_payload

    def accept(self) -> None:
        """Answer the peer's OPEN: from here on bytes flow."""
        if not self._accepted:
            self._accepted = self._ready = True
            self._link.send(Command.OKAY, self.local_id, self.remote_id)

    def wait_accepted(self) -> bool:
        """Wait until the peer took or refused the stream that we opened."""
        with self._changed:
            self._changed.wait_for(lambda: self._accepted or self._peer_gone())
            return self._accepted

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" when the peer closed."""
        if count > 0 and not self._rest:
            with self._changed:
                self._changed.wait_for(lambda: self._inbox or self._closed or self._peer_gone())
                if not self._inbox or self._closed:
                    return b""
                self._rest = memoryview(self._inbox.popleft())
            self._acknowledge()
        piece, self._rest = self._rest[:count], self._rest[count:]
        return piece.tobytes()

    def write(self, data: Data) -> None:
        """Send all of `data`; raises BrokenPipeError when the peer closed."""
        view = memoryview(data)
        with self._writing:
            for start in range(0, len(view), self.max_payload):
                self._write_piece(view[start : start + self.max_payload])

    def ran(self) -> None:
        """Note that the service has done its work and only its ending is still to be sent."""
        if self.limiter is not None:
            self.limiter.ran(self)

    def close(self) -> None:
        """Close after what was written has arrived; safe to call twice.

        Closing a stream that was never accepted refuses it: adb wants the local id 0 then.
        """
        with self._changed:
            if self._accepted:
                self._changed.wait_for(lambda: self._ready or self._closed or self._peer_gone())
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
        self.hung_up.set()
        self._link.forget(self)
        self._send_last(self.local_id if self._accepted else 0)

    # Called by the connection's reader

    def on_okay(self, remote_id: int) -> None:
        """Take the peer's word that it is ready for the next packet."""
        with self._changed:
            self.remote_id = self.remote_id or remote_id
            self._accepted = self._ready = True
            self._changed.notify_all()

    def on_write(self, data: bytes) -> None:
        """Take a packet in; raises ProtocolError when the peer did not wait for our OKAY."""
        with self._changed:
            if len(self._inbox) > 1:
                raise ProtocolError("a stream is written without waiting")
            if data:
                self._inbox.append(data)
                self._changed.notify_all()
        if not data:
            self._acknowledge()

    def on_close(self) -> None:
        """Note that the peer closed, or that the connection is gone."""
        self.hung_up.set()
        with self._changed:
            self._changed.notify_all()

    # Inside

    def _peer_gone(self) -> bool:
        return self.hung_up.is_set()

    def _write_piece(self, piece: memoryview) -> None:
        count = len(piece) if self.limiter is None else self.limiter.allowed(len(piece))
        if count:
            with self._changed:
                self._changed.wait_for(lambda: self._ready or self._closed or self._peer_gone())
                if self._closed or self._peer_gone():
                    raise BrokenPipeError("the adb stream was closed")
                self._ready = False
            self._link.send(Command.WRTE, self.local_id, self.remote_id, piece[:count])
        if self.limiter is not None:
            self.limiter.reached(self, count)

    def _acknowledge(self) -> None:
        try:
            self._link.send(Command.OKAY, self.local_id, self.remote_id)
        except BrokenPipeError:
            self.on_close()

    def _send_last(self, local_id: int) -> None:
        try:
            self._link.send(Command.CLSE, local_id, self.remote_id)
        except BrokenPipeError:
            self.on_close()
