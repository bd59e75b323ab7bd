"""Where a command's bytes come from and go to inside the shell."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from droidground_emulator.virtual.shell.syntax import ShellLimit

if TYPE_CHECKING:
    from droidground_emulator.virtual.file_contents import Draft
    from droidground_emulator.virtual.files import Files


PIPE_BYTES = 1 << 16
"""What a pipe holds before its writer waits, as on Linux."""


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


class Pipe:
    """What one command writes and the next one reads, on a thread each."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held = bytearray()
        self._ended = False
        self._abandoned = False

    def write(self, data: bytes) -> None:
        """Hand on `data`; raises BrokenPipeError once nobody reads any more."""
        view = memoryview(data)
        while view:
            with self._changed:
                self._changed.wait_for(lambda: len(self._held) < PIPE_BYTES or self._abandoned)
                if self._abandoned:
                    raise BrokenPipeError("nobody reads the pipe")
                piece = view[: PIPE_BYTES - len(self._held)]
                self._held += piece
                self._changed.notify_all()
            view = view[len(piece) :]

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" when the writer has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._held or self._ended)
            piece = bytes(self._held[:count])
            del self._held[:count]
            self._changed.notify_all()
            return piece

    def end(self) -> None:
        """Note that nothing more is written."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def abandon(self) -> None:
        """Note that nothing more is read."""
        with self._changed:
            self._abandoned = True
            self._changed.notify_all()


class Buffer:
    """Keeps what is written, up to `limit` bytes if one is given."""

    def __init__(self, limit: int | None = None) -> None:
        self._chunks: list[bytes] = []
        self._room = limit

    def write(self, data: bytes) -> None:
        """Keep `data`; raises ShellLimit when there is no room."""
        if self._room is not None:
            self._room -= len(data)
            if self.is_full:
                raise ShellLimit("out of memory")
        self._chunks.append(bytes(data))

    @property
    def is_full(self) -> bool:
        """Whether more was written than there is room for."""
        return self._room is not None and self._room < 0

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
