"""What is in the phone's files: numbered files in one host folder."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import BinaryIO

from droidground_emulator.virtual.file_tree import file_error

EMPTY = 0
"""The number that stands for no bytes at all; it has no host file."""

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW if os.name == "posix" else getattr(os, "O_BINARY", 0)


class Contents:
    """Numbers to bytes; the numbers are ours, so no name from outside reaches the host."""

    def __init__(self, root: Path, capacity: int) -> None:
        """Keep at most `capacity` bytes in the folder `root`, which is made when missing."""
        root.mkdir(parents=True, exist_ok=True)
        self._root = root.resolve(strict=True)
        self._lock = threading.Lock()
        self._free = capacity
        self._last = EMPTY

    @property
    def free(self) -> int:
        """Bytes that still fit."""
        return self._free

    def take(self, count: int, path: str) -> None:
        """Account for `count` more bytes of `path`; raises OSError when they do not fit."""
        with self._lock:
            if count > self._free:
                raise file_error(errno.ENOSPC, path)
            self._free -= count

    def new(self) -> tuple[int, BinaryIO]:
        """Return a new number and its host file, open for writing."""
        with self._lock:
            self._last += 1
            number = self._last
        return number, self._open(number, os.O_WRONLY | os.O_CREAT | os.O_EXCL, "wb")

    def open(self, number: int) -> BinaryIO:
        """Open for reading."""
        if number == EMPTY:
            return open(os.devnull, "rb")
        return self._open(number, os.O_RDONLY, "rb")

    def append(self, number: int, data: bytes) -> None:
        """Add bytes that were taken account of."""
        with self._open(number, os.O_WRONLY | os.O_APPEND, "ab") as file:
            file.write(data)

    def drop(self, number: int, size: int) -> None:
        """Forget a content of `size` bytes; who still reads it may go on."""
        if number == EMPTY:
            return
        self._host_path(number).unlink()
        with self._lock:
            self._free += size

    def _open(self, number: int, flags: int, mode: str) -> BinaryIO:
        return os.fdopen(os.open(self._host_path(number), flags | _FLAGS, 0o600), mode)  # type: ignore[return-value]

    def _host_path(self, number: int) -> Path:
        return self._root / f"{number:08d}"


class Draft:
    """Bytes on their way into a file; `Files.create` gives one that lands as a whole."""

    def __init__(self, contents: Contents, path: str) -> None:
        """Begin with no bytes; `path` is for errors."""
        self._contents = contents
        self._path = path
        self.number, self._host = contents.new()
        self.size = 0

    def write(self, data: bytes | memoryview) -> None:
        """Add bytes; raises OSError when the phone is full."""
        self._contents.take(len(data), self._path)
        self.size += len(data)
        self._host.write(data)

    def close(self) -> None:
        """End writing; what was written stays."""
        self._host.close()

    def discard(self) -> None:
        """Forget what was written."""
        self._host.close()
        self._contents.drop(self.number, self.size)
