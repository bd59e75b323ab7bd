"""Commands on the device: adbd's shell protocols and what comes back.

`shell,v2` frames each piece of output as one byte of kind and a little-endian length (adb's
`shell_protocol.h`), so that stdout, stderr and the exit code stay apart. Devices without it
(Android 6 and older) get a marker line with the exit code, and mix stderr into stdout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.device.stream import CHUNK, AdbStream
from droidground.errors import DeviceOffline, ShellFailed

STDOUT, STDERR, EXIT = 1, 2, 3
HEADER_BYTES = 5
MARKER = "droidground-exit:"
MARKED = re.compile(rb"\r?\n?" + MARKER.encode() + rb"(\d{1,3})\s*\Z")


@dataclass(frozen=True, slots=True)
class ShellResult:
    """What one command printed and how it ended."""

    command: str
    stdout: str
    stderr: str
    """Empty on devices without shell v2, where it is part of `stdout`."""
    exit_code: int

    @property
    def text(self) -> str:
        """Everything it printed, for finding an error in it."""
        return f"{self.stdout}\n{self.stderr}".strip()


@dataclass(frozen=True, slots=True)
class RawResult:
    """What one command wrote, as bytes."""

    stdout: bytearray
    stderr: str
    exit_code: int


def require_success(result: ShellResult, serial: str, hint: str = "") -> ShellResult:
    """Return the result of a command that ended well. Raises `ShellFailed` otherwise."""
    if result.exit_code == 0:
        return result
    raise shell_failed(result, serial, hint)


def shell_failed(result: ShellResult, serial: str, hint: str = "") -> ShellFailed:
    """Return the error for a command that failed, with its own words."""
    said = next((line.strip() for line in result.text.splitlines() if line.strip()), "nothing")
    return ShellFailed(
        f"{result.command!r} failed with exit code {result.exit_code}: {said}",
        command=result.command,
        exit_code=result.exit_code,
        stderr=result.stderr or result.stdout,
        serial=serial,
        hint=hint,
    )


class ShellOutput:
    """Takes the frames of shell v2 apart, however they are cut into pieces."""

    def __init__(self) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.exit_code: int | None = None
        self._header = bytearray()
        self._kind = 0
        self._left = 0

    def feed(self, data: memoryview) -> None:
        """Take the next piece of the stream; what follows the exit code is ignored."""
        at = 0
        while at < len(data) and self.exit_code is None:
            if self._left:
                piece = data[at : at + self._left]
                self._take(piece)
                self._left -= len(piece)
            else:
                piece = data[at : at + HEADER_BYTES - len(self._header)]
                self._begin(piece)
            at += len(piece)

    def _begin(self, piece: memoryview) -> None:
        self._header += piece
        if len(self._header) == HEADER_BYTES:
            self._kind = self._header[0]
            self._left = int.from_bytes(self._header[1:], "little")
            self._header.clear()

    def _take(self, piece: memoryview) -> None:
        if self._kind == STDOUT:
            self.stdout += piece
        elif self._kind == STDERR:
            self.stderr += piece
        elif self._kind == EXIT:
            self.exit_code = piece[0]


def read_v2(stream: AdbStream) -> RawResult:
    """Read a `shell,v2` stream to the exit code.

    Raises `DeviceOffline` when it ends without one: then the connection was lost.
    """
    output, buffer = ShellOutput(), bytearray(CHUNK)
    view = memoryview(buffer)
    while output.exit_code is None:
        count = stream.receive_into(view)
        if not count:
            raise lost(stream, len(output.stdout))
        output.feed(view[:count])
    return RawResult(output.stdout, decode(output.stderr), output.exit_code)


def mark(command: str) -> str:
    """Return the command with its exit code printed after it.

    The parentheses keep an `exit` in it from skipping the marker, the line break a comment.
    """
    return f'( {command}\n); echo "\n{MARKER}$?"'


def read_marked(stream: AdbStream) -> RawResult:
    """Read a `shell:` stream of a command made by `mark`. Raises `DeviceOffline` as `read_v2`."""
    data = stream.receive_rest()
    match = MARKED.search(data)
    if match is None:
        raise lost(stream, len(data))
    code = int(match[1])
    # Before Android 7 a pseudo-terminal turns every line feed into two characters.
    body = data[: match.start()].replace(b"\r\n", b"\n")
    return RawResult(body, "", code)


def lost(stream: AdbStream, received: int) -> DeviceOffline:
    """Return the error for a command whose output ended before its exit code."""
    return DeviceOffline(
        f"the connection was lost during {stream.doing!r}, after {received} bytes of output",
        serial=stream.serial,
        hint="Check the cable or the network, then try again.",
    )


def decode(data: bytes | bytearray) -> str:
    """Return output as text; bytes that are no UTF-8 are replaced."""
    return data.decode("utf-8", errors="replace")
