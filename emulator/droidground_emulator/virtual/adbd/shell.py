"""The two ways a command's input and output travel: raw (`shell:`, `exec:`) and shell v2 packets.

Shell v2 (AOSP packages/modules/adb, shell_protocol.h): id, u32 length, data.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable

from droidground_emulator.virtual.adbd.stream import AdbStream
from droidground_emulator.virtual.guest import Io

log = logging.getLogger(__name__)

STDIN, STDOUT, STDERR, EXIT, CLOSE_STDIN, WINDOW_SIZE = range(6)
HEADER = struct.Struct("<BI")

Job = Callable[[Io], int]
"""Runs the command and returns its exit code."""


def run_raw(stream: AdbStream, job: Job) -> None:
    """Run with stdout and stderr mixed in order and no exit code."""
    job(Io(stdin=stream, stdout=stream, stderr=stream, hung_up=stream.hung_up))
    stream.ran()


def run_framed(stream: AdbStream, job: Job) -> None:
    """Run with stdin, stdout and stderr apart; the exit code ends it."""
    io = Io(
        stdin=FramedStdin(stream),
        stdout=FramedWriter(stream, STDOUT),
        stderr=FramedWriter(stream, STDERR),
        hung_up=stream.hung_up,
    )
    code = job(io)
    stream.ran()
    stream.write(HEADER.pack(EXIT, 1) + bytes([code & 0xFF]))


class FramedWriter:
    """Wraps what a command writes into packets of one kind."""

    def __init__(self, stream: AdbStream, kind: int) -> None:
        """Write packets of `kind` to `stream`."""
        self._stream = stream
        self._kind = kind

    def write(self, data: bytes) -> None:
        """Write all of `data`."""
        view = memoryview(data)
        room = self._stream.max_payload - HEADER.size
        for start in range(0, len(view), room):
            piece = view[start : start + room]
            self._stream.write(b"".join((HEADER.pack(self._kind, len(piece)), piece)))


class FramedStdin:
    """Reads the stdin packets out of a stream; others are skipped."""

    def __init__(self, stream: AdbStream) -> None:
        """Read from `stream`."""
        self._stream = stream
        self._left = 0
        self._ended = False

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" at the end."""
        while not self._left and not self._ended:
            self._next_packet()
        if self._ended:
            return b""
        data = self._stream.read(min(count, self._left))
        self._left -= len(data)
        self._ended = not data
        return data

    def _next_packet(self) -> None:
        header = read_exactly(self._stream, HEADER.size)
        if len(header) < HEADER.size:
            self._ended = True
            return
        kind, length = HEADER.unpack(header)
        if kind == STDIN:
            self._left = length
        else:
            self._skip(length)
            self._ended = kind == CLOSE_STDIN

    def _skip(self, count: int) -> None:
        while count and (data := self._stream.read(min(count, 1 << 16))):
            count -= len(data)


def read_exactly(stream: AdbStream, count: int) -> bytes:
    """Return `count` bytes, fewer only at the end."""
    data = stream.read(count)
    if len(data) == count or not data:
        return data
    pieces = [data]
    missing = count - len(data)
    while missing and (data := stream.read(missing)):
        pieces.append(data)
        missing -= len(data)
    return b"".join(pieces)
