"""One invocation of a device command."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.guest import Io
    from droidground_emulator.virtual.system import AndroidSystem


LARGEST_INPUT = 256 << 20
"""Bytes of stdin that one command may keep in memory."""


class Failure(Exception):
    """A command ends with `message` on stderr and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        """Keep both; the message needs no line end."""
        super().__init__(message)
        self.message = message
        self.code = code


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is run with."""

    argv: tuple[str, ...]
    """The command's name, then its arguments."""
    io: Io
    system: AndroidSystem
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str = "/"
    depth: int = 0
    """How many shells it is inside of."""

    @property
    def name(self) -> str:
        """The command's name as typed, without a folder."""
        return posixpath.basename(self.argv[0])

    @property
    def args(self) -> tuple[str, ...]:
        """The arguments."""
        return self.argv[1:]

    def out(self, text: str) -> None:
        """Write to stdout; bytes that were no text are written as they came."""
        self.io.stdout.write(text.encode("utf-8", "surrogateescape"))

    def err(self, text: str) -> None:
        """Write to stderr."""
        self.io.stderr.write(text.encode("utf-8", "surrogateescape"))

    def path(self, name: str) -> str:
        """Return an absolute device path."""
        return posixpath.join(self.cwd, name)

    def with_argv(self, *argv: str) -> Call:
        """Return the same call with other words."""
        return replace(self, argv=argv)

    def read_all(self) -> bytes:
        """Return all of stdin."""
        chunks: list[bytes] = []
        room = LARGEST_INPUT
        while chunk := self.io.stdin.read(65536):
            chunks.append(chunk)
            room -= len(chunk)
            if room < 0:
                raise Failure(f"{self.name}: out of memory")
        return b"".join(chunks)


Run = Callable[[Call], int]
"""A command: does its work and returns the exit code."""


def whole_number(text: str) -> int | None:
    """Return the number that up to 18 digits with or without a sign spell, as a long holds."""
    return int(text) if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII) else None
