"""The seam between the adb daemon and the Android it serves.

`adbd` knows packets, streams and services; it does not know Android. Everything Android-like
(shell, files, ports, frame buffer) is asked of a `Guest`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

    from droidground_emulator.virtual.faults import Faults
    from droidground_emulator.virtual.files import Files


class Reader(Protocol):
    """A blocking byte source."""

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, or b"" at the end."""


class Writer(Protocol):
    """A blocking byte sink; `write` raises BrokenPipeError when the client has gone."""

    def write(self, data: bytes) -> None:
        """Write all of `data`."""


class Stream(Reader, Writer, Protocol):
    """One open adb stream: bytes both ways, until either side closes."""

    def close(self) -> None:
        """Close both directions; safe to call twice."""


@dataclass(frozen=True, slots=True)
class Io:
    """What a device command reads and writes."""

    stdin: Reader
    stdout: Writer
    stderr: Writer
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when the client closed the stream: a command that runs long ends itself then."""


class Guest(Protocol):
    """The Android system as adbd sees it."""

    files: Files
    faults: Faults

    def properties(self) -> Mapping[str, str]:
        """Return the system properties (`getprop`)."""

    def run(self, command: str, io: Io) -> int:
        """Run one shell line; return its exit code, 0 to 255."""

    def run_argv(self, argv: list[str], io: Io) -> int:
        """Run one command given as words, without a shell (`abb_exec`); return its exit code."""

    def connect_port(self, port: int) -> bool:
        """Tell whether something on the device listens on TCP `port`."""

    def serve_port(self, port: int, stream: Stream) -> None:
        """Talk to the device's listener on TCP `port` until the stream ends."""

    def serve_local(self, name: str, stream: Stream) -> bool:
        """Talk to abstract socket `name` until the stream ends; False when nobody listens."""

    def frame(self) -> Image.Image:
        """Return what the screen shows, RGB, in the logical size and current rotation."""

    def on_reboot(self, restart: Callable[[str], None]) -> None:
        """Take what restarts the phone when something inside asks for it; it returns at once."""

    def reboot(self, mode: str) -> None:
        """Restart the system; `mode` is "" or bootloader, recovery, ..."""

    def close(self) -> None:
        """Free what the system holds; nothing is asked of it afterwards."""
