"""The way to one device, and what is done when it breaks.

Reads heal: after a lost connection the server is started again where it was killed, a device at
`host:port` is connected again, and the command is sent once more. Everything else is sent once:
a command that failed half-way may have been carried out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import TypeVar

from droidground.clock import wait_until
from droidground.device.adb_errors import error_from_state
from droidground.device.adb_server import QUERY_TIMEOUT_S, AdbServer
from droidground.device.deadline import Deadline
from droidground.device.shell import RawResult, ShellResult, decode, mark, read_marked, read_v2
from droidground.device.stream import AdbStream
from droidground.errors import (
    AdbFailed,
    AdbTimeout,
    DeviceError,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
)

T = TypeVar("T")

HEAL_TIMEOUT_S = 5.0
HEAL_INTERVAL_S = 0.25
MAYBE_DONE = "it may or may not have been carried out, and was not sent again"
NOTICE_S = 0.25
"""adb notices a lost connection up to 0.2 s late and calls the device usable until then."""
ADDRESS = re.compile(r"(?P<host>[^\s:]+|\[[0-9a-fA-F:]+\]):\d{1,5}")


def is_address(serial: str) -> bool:
    """Tell whether a serial is a `host:port` that can be connected to again."""
    return ADDRESS.fullmatch(serial) is not None


class Link:
    """One device behind one adb server."""

    def __init__(self, server: AdbServer, serial: str, *, timeout_s: float = 20.0) -> None:
        self.server = server
        self.serial = serial
        self.timeout_s = timeout_s
        self._features: frozenset[str] | None = None

    def read(self, command: str, *, timeout_s: float | None = None) -> ShellResult:
        """Run a command that changes nothing; it is sent again once if the connection breaks."""
        raw = self.healing(lambda deadline: self._run(command, deadline), timeout_s)
        return _as_text(command, raw)

    def read_bytes(self, command: str, *, timeout_s: float | None = None) -> RawResult:
        """Run a command that changes nothing and return its stdout as it is, byte by byte.

        Devices without shell v2 tell no exit code and no stderr here.
        """
        return self.healing(lambda deadline: self._run_bytes(command, deadline), timeout_s)

    def run_once(
        self, command: str, *, timeout_s: float | None = None, heals: bool = False
    ) -> ShellResult:
        """Run a command, sending it at most once.

        With `heals`, a connection that was already broken is mended before it is sent; a gesture
        does without, for it was aimed at the screen of before. Raises a `DeviceError` that says
        whether the command may have been carried out.
        """
        deadline = self._deadline(timeout_s)
        sent = False

        def note_sent() -> None:
            nonlocal sent
            sent = True

        while True:
            try:
                return _as_text(command, self._run(command, deadline, note_sent))
            except DeviceError as error:
                if sent or not heals or deadline.has_passed:
                    note = MAYBE_DONE if sent else "nothing was sent"
                    raise _with_note(self._explained(error), note) from error
                heals = False
                self.heal(deadline)

    def healing(
        self, read: Callable[[Deadline], T], timeout_s: float | None = None, *, repeats: int = 1
    ) -> T:
        """Return what `read` returns, after another try if the connection broke.

        All of it together keeps one deadline.
        """
        deadline = self._deadline(timeout_s)
        while True:
            try:
                return read(deadline)
            except (DeviceOffline, NoDevice, AdbFailed) as error:
                if repeats <= 0 or deadline.has_passed:
                    raise self._explained(error) from error
                repeats -= 1
                self.heal(deadline)

    def heal(self, deadline: Deadline) -> None:
        """Bring the device back to state `device`.

        Raises the error of the state it stays in; `DeviceUnauthorized` at once, since only a
        person can change that.
        """
        self._features = None
        self.server.ensure_running()
        clock = self.server.clock
        error = wait_until(self._state_error, timeout_s=min(NOTICE_S, deadline.left()), clock=clock)
        if error is None:
            return

        def is_settled() -> bool:
            nonlocal error
            error = self._state_error()
            is_lost = isinstance(error, DeviceOffline | NoDevice)
            if is_lost and is_address(self.serial) and deadline.left() > HEAL_INTERVAL_S:
                error = self._reconnect(deadline)
            return error is None or isinstance(error, DeviceUnauthorized)

        timeout_s = min(HEAL_TIMEOUT_S, deadline.left())
        wait_until(is_settled, timeout_s=timeout_s, interval_s=HEAL_INTERVAL_S, clock=clock)
        if error is not None:
            raise error

    def open(self, service: str, *, timeout_s: float | None = None) -> AdbStream:
        """Open a service of the device, such as `tcp:9008`; the caller closes the stream."""
        return self._open(service, self._deadline(timeout_s), service)

    def is_up(self) -> bool:
        """Tell whether adb calls the device usable."""
        return self._state_error() is None

    def has_feature(self, name: str, deadline: Deadline | None = None) -> bool:
        """Tell whether server and device both can what adb calls `name`."""
        if self._features is None:
            timeout_s = min(QUERY_TIMEOUT_S, deadline.left()) if deadline else QUERY_TIMEOUT_S
            self._features = self.server.features(self.serial, timeout_s=timeout_s)
        return name in self._features

    def _deadline(self, timeout_s: float | None) -> Deadline:
        return Deadline(self.timeout_s if timeout_s is None else timeout_s, self.server.clock)

    def _open(
        self,
        service: str,
        deadline: Deadline,
        doing: str,
        note_sent: Callable[[], None] | None = None,
    ) -> AdbStream:
        stream = self.server.open_transport(self.serial, deadline, doing=doing)
        try:
            stream.request(service, before_sending=note_sent)
        except BaseException:
            stream.close()
            raise
        return stream

    def _run(
        self, command: str, deadline: Deadline, note_sent: Callable[[], None] | None = None
    ) -> RawResult:
        if self.has_feature("shell_v2", deadline):
            with self._open(f"shell,v2,raw:{command}", deadline, command, note_sent) as stream:
                return read_v2(stream)
        with self._open(f"shell:{mark(command)}", deadline, command, note_sent) as stream:
            return read_marked(stream)

    def _run_bytes(self, command: str, deadline: Deadline) -> RawResult:
        if self.has_feature("shell_v2", deadline):
            return self._run(command, deadline)
        # `shell:` of old devices is a terminal, which changes line feeds; `exec:` is not.
        with self._open(f"exec:( {command} ) 2>/dev/null", deadline, command) as stream:
            return RawResult(stream.receive_rest(), "", 0)

    def _reconnect(self, deadline: Deadline) -> DeviceError | None:
        # `connect` alone answers "already connected" while the server still believes in the old
        # connection, so that one is given up first.
        with contextlib.suppress(NoDevice, AdbFailed):
            self.server.disconnect(self.serial)
        try:
            self.server.connect(self.serial, timeout_s=max(deadline.left(), 0.001))
        except DeviceError as error:
            return error
        return self._state_error()

    def _explained(self, error: DeviceError) -> DeviceError:
        """Return the error of the device's state where that says more than "closed" does."""
        if type(error) is not AdbFailed:
            return error
        state = self._state_error()
        if state is None:
            return error
        return _with_note(state, error.message)

    def _state_error(self) -> DeviceError | None:
        try:
            return error_from_state(self.server.state(self.serial), self.serial)
        except DeviceError as error:
            return error


def _as_text(command: str, raw: RawResult) -> ShellResult:
    return ShellResult(command, decode(raw.stdout), raw.stderr, raw.exit_code)


def _with_note(error: DeviceError, note: str) -> DeviceError:
    """Return the same error with one more thing said."""
    message = f"{error.message}; {note}"
    if isinstance(error, AdbTimeout):
        return AdbTimeout(message, command=error.command, serial=error.serial, hint=error.hint)
    return type(error)(message, serial=error.serial, hint=error.hint)
