"""One connection to the adb server, and the bytes that go over it before a deadline.

The protocol is that of adb's `SERVICES.TXT`: a request is four hex digits of length and the name
of a service; the answer is `OKAY`, or `FAIL` with a text in the same form.
"""

from __future__ import annotations

import re
import selectors
import socket
from collections.abc import Callable
from types import TracebackType

from droidground.device.adb_errors import RECONNECT_HINT, error_from_text
from droidground.device.deadline import Deadline
from droidground.errors import AdbFailed, AdbTimeout, DeviceOffline

CHUNK = 1 << 20
"""Bytes asked of the socket at once; large frames come in few calls."""
LONGEST_REQUEST = 0xFFFF
HEX_LENGTH = re.compile(rb"[0-9a-fA-F]{4}")


class AdbStream:
    """A socket with a deadline for everything done on it together.

    All methods raise `AdbTimeout` at the deadline and `DeviceOffline` when the connection breaks.
    """

    def __init__(
        self, sock: socket.socket, deadline: Deadline, *, doing: str, serial: str | None = None
    ) -> None:
        self._sock = sock
        self._deadline = deadline
        self.doing = doing
        self.serial = serial

    def __enter__(self) -> AdbStream:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection, which ends what runs on the other side."""
        self._sock.close()

    def send(self, data: bytes | memoryview) -> None:
        """Send all of `data`."""
        self._arm()
        try:
            self._sock.sendall(data)
        except TimeoutError as exc:
            raise self._timed_out() from exc
        except OSError as exc:
            raise self._broken(str(exc)) from exc

    def receive_into(self, buffer: bytearray | memoryview) -> int:
        """Fill the start of `buffer`; return how many bytes came, 0 at the end of the stream."""
        self._arm()
        try:
            return self._sock.recv_into(buffer)
        except TimeoutError as exc:
            raise self._timed_out() from exc
        except OSError as exc:
            raise self._broken(str(exc)) from exc

    def has_data(self) -> bool:
        """Tell, without waiting, whether bytes or the end of the stream have come."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            return bool(selector.select(0))

    def receive_exactly(self, count: int) -> bytes:
        """Return the next `count` bytes; an earlier end is a broken connection."""
        data = bytearray(count)
        view, filled = memoryview(data), 0
        while filled < count:
            got = self.receive_into(view[filled:])
            if not got:
                raise self._broken(f"it ended after {filled} of {count} bytes")
            filled += got
        return bytes(data)

    def receive_rest(self) -> bytearray:
        """Return everything up to the end of the stream."""
        data, filled = bytearray(CHUNK), 0
        while True:
            with memoryview(data) as view, view[filled:] as free:
                got = self.receive_into(free)
            if not got:
                del data[filled:]
                return data
            filled += got
            if filled == len(data):
                data.extend(bytes(len(data)))

    def request(self, service: str, *, before_sending: Callable[[], None] | None = None) -> None:
        """Ask for a service and wait for `OKAY`.

        Bytes that a command line could not decode go out as they came in. Raises the error that
        adb's answer stands for when it is `FAIL`; what is refused here is refused before
        `before_sending` is called.
        """
        try:
            data = service.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError as exc:
            raise AdbFailed(
                f"the command holds half a character: {service[:60]!r}",
                serial=self.serial,
                hint="Send whole characters; some beyond U+FFFF were cut in two.",
            ) from exc
        if len(data) > LONGEST_REQUEST:
            raise AdbFailed(
                f"a command of {len(data)} bytes is longer than adb takes",
                serial=self.serial,
                hint="Send a shorter command, or push a script and run that.",
            )
        if before_sending:
            before_sending()
        self.send(b"%04x%b" % (len(data), data))
        status = self.receive_exactly(4)
        if status == b"OKAY":
            return
        if status == b"FAIL":
            raise error_from_text(self.receive_text(), serial=self.serial, doing=self.doing)
        raise AdbFailed(
            f"what answers is no adb server: {status!r} to {service[:60]!r}",
            serial=self.serial,
            hint="Check the host and port of the adb server.",
        )

    def receive_text(self) -> str:
        """Read a text that is preceded by its length in four hex digits."""
        digits = self.receive_exactly(4)
        if not HEX_LENGTH.fullmatch(digits):
            raise AdbFailed(
                f"adb sent {digits!r} where a length belongs",
                serial=self.serial,
                hint="Check the host and port of the adb server.",
            )
        return self.receive_exactly(int(digits, 16)).decode(errors="replace")

    def _arm(self) -> None:
        left = self._deadline.left()
        if left <= 0:
            raise self._timed_out()
        self._sock.settimeout(left)

    def _timed_out(self) -> AdbTimeout:
        return AdbTimeout(
            f"no answer to {self.doing!r} within {self._deadline.timeout_s:g} s",
            command=self.doing,
            serial=self.serial,
            hint="Check that the phone responds; give it longer with --timeout.",
        )

    def _broken(self, why: str) -> DeviceOffline:
        return DeviceOffline(
            f"the connection broke during {self.doing!r}: {why}",
            serial=self.serial,
            hint=RECONNECT_HINT,
        )
