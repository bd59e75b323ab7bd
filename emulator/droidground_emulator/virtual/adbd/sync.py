"""The `sync:` service: files in and out (AOSP packages/modules/adb, file_sync_protocol.h)."""

from __future__ import annotations

import errno
import logging
import stat as st
import struct
from collections.abc import Callable, Iterator

from droidground_emulator.virtual.adbd.shell import read_exactly
from droidground_emulator.virtual.adbd.stream import AdbStream
from droidground_emulator.virtual.file_stat import FileStat
from droidground_emulator.virtual.file_tree import file_error
from droidground_emulator.virtual.files import Files

log = logging.getLogger(__name__)

PATH_MAX = 1024
DATA_MAX = 64 * 1024
_MODE_DIGITS = 10
_BATCH = 12 * (DATA_MAX + 8)
"""Bytes of DATA frames sent in one go."""

_FRAME = struct.Struct("<4sI")
_STAT_V1 = struct.Struct("<4sIII")
_STAT_V2 = struct.Struct("<4sIQQIIIIQqqq")
_DENT_V1 = struct.Struct("<4sIIII")
_DENT_V2 = struct.Struct("<4sIQQIIIIQqqqI")
_SEND_V2 = struct.Struct("<4sII")
_RECV_V2 = struct.Struct("<4sI")
_SHELL_UID = 2000
_DEVICE = 0xFD00


class _Broken(Exception):
    """The peer does not speak sync, or has gone: the session ends."""


class SyncSession:
    """One stream's requests, one after the other."""

    def __init__(self, files: Files, stream: AdbStream) -> None:
        """Serve `files` on `stream`."""
        self._files = files
        self._stream = stream
        self._requests = {
            b"STAT": self._stat_v1,
            b"LST2": self._lstat_v2,
            b"STA2": self._stat_v2,
            b"LIST": self._list_v1,
            b"LIS2": self._list_v2,
            b"SEND": self._send_v1,
            b"SND2": self._send_v2,
            b"RECV": self._recv_v1,
            b"RCV2": self._recv_v2,
        }

    def serve(self) -> None:
        """Answer requests until QUIT, the end, or nonsense."""
        try:
            while self._serve_one():
                pass
        except _Broken as exc:
            log.debug("sync ended: %s", exc)
        self._stream.ran()

    def _serve_one(self) -> bool:
        head = read_exactly(self._stream, _FRAME.size)
        if len(head) < _FRAME.size:
            return False
        name, length = _FRAME.unpack(head)
        if name == b"QUIT":
            return False
        request = self._requests.get(name)
        if request is None:
            self._fail(f"unknown command {int.from_bytes(name, 'little'):08x}")
            return False
        if length > PATH_MAX:
            self._fail("path too long")
            return False
        request(self._take(length).decode("utf-8", "surrogateescape"))
        return True

    # Looking

    def _stat_v1(self, path: str) -> None:
        found = self._look(path, follow=False)
        mode, size, mtime = (0, 0, 0) if isinstance(found, int) else _short(found)
        self._stream.write(_STAT_V1.pack(b"STAT", mode, size, mtime))

    def _lstat_v2(self, path: str) -> None:
        self._stream.write(_STAT_V2.pack(b"LST2", *_long(self._look(path, follow=False))))

    def _stat_v2(self, path: str) -> None:
        self._stream.write(_STAT_V2.pack(b"STA2", *_long(self._look(path, follow=True))))

    def _look(self, path: str, *, follow: bool) -> FileStat | int:
        try:
            return self._files.stat(path, follow=follow)
        except OSError as exc:
            return exc.errno or errno.EIO

    def _list_v1(self, path: str) -> None:
        out = bytearray()
        for name, found in self._entries(path):
            out += _DENT_V1.pack(b"DENT", *_short(found), len(name)) + name
        self._stream.write(out + _DENT_V1.pack(b"DONE", 0, 0, 0, 0))

    def _list_v2(self, path: str) -> None:
        out = bytearray()
        for name, found in self._entries(path):
            out += _DENT_V2.pack(b"DNT2", *_long(found), len(name)) + name
        self._stream.write(out + _DENT_V2.pack(b"DONE", *[0] * 12))

    def _entries(self, path: str) -> Iterator[tuple[bytes, FileStat]]:
        """Yield a folder's names, dots first; none where it cannot be read."""
        try:
            entries = self._files.scan(path)
            dots = [(".", self._files.stat(path)), ("..", self._files.stat(f"{path}/.."))]
        except OSError:
            return
        for name, found in [*dots, *((entry.name, entry.stat) for entry in entries)]:
            yield name.encode("utf-8", "surrogateescape"), found

    # Receiving a file from the host

    def _send_v1(self, request: str) -> None:
        path, comma, mode = request.rpartition(",")
        if not comma or not (mode.isascii() and mode.isdigit() and len(mode) <= _MODE_DIGITS):
            self._refuse_data(f"missing or invalid mode in {request!r}")
            return
        self._receive(path, int(mode) & 0xFFFFFFFF)

    def _send_v2(self, path: str) -> None:
        name, mode, flags = _SEND_V2.unpack(self._take(_SEND_V2.size))
        if name != b"SND2":
            raise _Broken("SND2 without its second half")
        if flags:
            self._refuse_data(f"unsupported flags {flags}")
        else:
            self._receive(path, mode)

    def _receive(self, path: str, mode: int) -> None:
        data = self._data()
        try:
            if st.S_ISLNK(mode):
                self._receive_link(path, data)
            else:
                self._receive_file(path, mode, data)
        except OSError as exc:
            for _ in data:
                pass
            self._fail(f"couldn't create file: {exc.strerror}")
            return
        self._stream.write(_FRAME.pack(b"OKAY", 0))

    def _receive_file(self, path: str, mode: int, data: _Data) -> None:
        mode &= 0o777
        mode |= (mode >> 3) & 0o070 | (mode >> 6) & 0o007
        self._make_folder(path)
        if self._is_link_to_no_folder(path):
            self._files.remove(path)
        with self._files.create(path, mode=mode) as draft:
            for piece in data:
                draft.write(piece)
        self._files.touch(path, mtime=data.mtime)

    def _receive_link(self, path: str, data: _Data) -> None:
        target = _link_target(data)
        self._make_folder(path)
        if self._files.exists(path, follow=False):
            self._files.remove(path)
        self._files.symlink(target, path)
        self._files.touch(path, mtime=data.mtime, follow=False)

    def _is_link_to_no_folder(self, path: str) -> bool:
        found = self._look(path, follow=False)
        return isinstance(found, FileStat) and found.is_link() and not self._files.is_dir(path)

    def _make_folder(self, path: str) -> None:
        folder = path.rstrip("/").rpartition("/")[0]
        if folder and not self._files.exists(folder):
            self._files.mkdir(folder, mode=0o775, parents=True, exist_ok=True)

    def _refuse_data(self, text: str) -> None:
        for _ in self._data():
            pass
        self._fail(text)

    def _data(self) -> _Data:
        return _Data(self._take)

    # Sending a file to the host

    def _recv_v2(self, path: str) -> None:
        name, flags = _RECV_V2.unpack(self._take(_RECV_V2.size))
        if name != b"RCV2":
            raise _Broken("RCV2 without its second half")
        if flags:
            self._fail(f"unsupported flags {flags}")
        else:
            self._recv_v1(path)

    def _recv_v1(self, path: str) -> None:
        try:
            file = self._files.open(path)
        except IsADirectoryError as exc:
            self._fail(f"read failed: {exc.strerror}")
            return
        except OSError as exc:
            self._fail(f"open failed: {exc.strerror}")
            return
        with file:
            batch = bytearray()
            while piece := file.read(DATA_MAX):
                batch += _FRAME.pack(b"DATA", len(piece))
                batch += piece
                if len(batch) >= _BATCH:
                    self._stream.write(batch)
                    batch = bytearray()
        self._stream.write(batch + _FRAME.pack(b"DONE", 0))

    # Frames

    def _take(self, count: int) -> bytes:
        data = read_exactly(self._stream, count)
        if len(data) < count:
            raise _Broken("the host has gone")
        return data

    def _fail(self, text: str) -> None:
        data = text.encode("utf-8", "surrogateescape")
        self._stream.write(_FRAME.pack(b"FAIL", len(data)) + data)


def _link_target(data: _Data) -> str:
    """Return what a link leads to; raises OSError for more than a path can be."""
    target = bytearray()
    for piece in data:
        target += piece
        if len(target) > PATH_MAX:
            raise file_error(errno.ENAMETOOLONG, "")
    return target.rstrip(b"\0").decode("utf-8", "surrogateescape")


class _Data:
    """The DATA frames of a file that the host sends; may be gone on with after a break."""

    def __init__(self, take: Callable[[int], bytes]) -> None:
        self._take = take
        self._done = False
        self.mtime = 0
        """Seconds since 1970, known at the end."""

    def __iter__(self) -> Iterator[bytes]:
        while not self._done:
            name, length = _FRAME.unpack(self._take(_FRAME.size))
            if name == b"DONE":
                self._done = True
                self.mtime = length
            elif name == b"DATA" and length <= DATA_MAX:
                yield self._take(length)
            else:
                raise _Broken(f"{name!r} of {length} bytes inside a file")


def _short(found: FileStat) -> tuple[int, int, int]:
    """Return mode, size and time as the first version of the protocol has them."""
    return found.mode, min(found.size, 0xFFFFFFFF), int(found.mtime) & 0xFFFFFFFF


def _long(found: FileStat | int) -> tuple[int, ...]:
    """Return error, dev, ino, mode, nlink, uid, gid, size, atime, mtime, ctime."""
    if isinstance(found, int):
        return (found, *[0] * 10)
    owner = (_SHELL_UID, _SHELL_UID)
    times = (int(found.mtime),) * 3
    return (0, _DEVICE, found.inode, found.mode, found.links, *owner, found.size, *times)
