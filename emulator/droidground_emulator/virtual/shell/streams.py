"""Where a command's bytes come from and go to inside the shell."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.file_contents import Draft
    from droidground_emulator.virtual.files import Files


class BytesSource:
    """Reads from bytes at hand."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._at = 0

    def read(self, count: int) -> bytes:
        """Return the next bytes, b"" at the end."""
        chunk = self._data[self._at : self._at + count]
        self._at += len(chunk)
        return chunk


class Buffer:
    """Keeps what is written."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Keep `data`."""
        self._chunks.append(bytes(data))

    def data(self) -> bytes:
        """Return all that was written."""
        return b"".join(self._chunks)


class Discard:
    """`/dev/null`."""

    def write(self, data: bytes) -> None:
        """Forget `data`."""


class FileSink:
    """Writes to a device file that is complete once closed."""

    def __init__(self, files: Files, path: str, *, append: bool) -> None:
        """Open; raises OSError when the file cannot be written."""
        self._files = files
        self._path = path
        self._stack = ExitStack()
        self._draft: Draft | None = None
        if append:
            files.append(path, b"")
            return
        files.write(path, b"")
        mode = files.stat(path).mode & 0o7777
        self._draft = self._stack.enter_context(files.create(path, mode=mode))

    def write(self, data: bytes) -> None:
        """Add bytes; raises OSError when the phone is full."""
        if self._draft is None:
            self._files.append(self._path, data)
        else:
            self._draft.write(data)

    def close(self) -> None:
        """Put the file in place."""
        self._stack.close()
