"""The phone's files: Android paths in, never a host path out.

Names, modes, times and links live in memory (`file_tree`); contents lie in the host folder as
numbered files (`file_contents`). So `..`, links, NUL, long or odd names cannot lead anywhere on
the host, and a host file system without case or modes serves as well. Errors are OSErrors with
Android's texts in `strerror`.

Paths are absolute; a relative one starts at /. Links are followed except where a method says so.
"""

from __future__ import annotations

import errno
import shutil
import stat as st
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from droidground_emulator.clock import Clock
from droidground_emulator.virtual import file_layout
from droidground_emulator.virtual.file_contents import EMPTY, Contents, Draft
from droidground_emulator.virtual.file_stat import Entry, FileStat, stat_of
from droidground_emulator.virtual.file_tree import FileTree, Node, Place, check_rename, file_error

CAPACITY = 4 << 30
"""Bytes of content a phone holds before `No space left on device`."""

NODES_MAX = 100_000
"""Files, folders and links a phone holds, as a disk has so many inodes."""


class Files:
    """The file tree of one phone; every method may be called from any thread.

    Every method raises OSError (`FileNotFoundError`, ...) as the system call would on Android.
    """

    def __init__(self, root: Path, *, clock: Clock | None = None, capacity: int = CAPACITY) -> None:
        """Make a new phone's tree, its contents kept in the empty or missing host folder `root`."""
        self._capacity = capacity
        self._contents = Contents(root, capacity)
        self._now: Callable[[], float] = (clock or Clock()).time
        self._is_stamped = False
        self._lock = threading.RLock()
        self._presetting = False
        self._count = 0
        self._tree = FileTree(self._now())
        for folder in file_layout.FOLDERS:
            self.preset_dir(folder)
        for folder, is_open in file_layout.WRITABLE.items():
            for node in self._existing(folder).walk():
                node.denial = 0 if is_open else errno.EACCES
        for node in self._existing(file_layout.IGNORES_CASE).walk():
            node.ignores_case = True
        for folder in file_layout.SHARED_FOLDERS:
            self.preset_dir(f"/storage/emulated/0/{folder}")
        for link, target in file_layout.LINKS.items():
            self.preset_link(target, link)

    # Looking

    def stat(self, path: str, *, follow: bool = True) -> FileStat:
        """Return what is at `path`; `follow=False` is lstat."""
        with self._lock:
            return stat_of(self._existing(path, follow=follow))

    def exists(self, path: str, *, follow: bool = True) -> bool:
        """Tell whether something is there; never raises."""
        try:
            self.stat(path, follow=follow)
        except OSError:
            return False
        return True

    def is_dir(self, path: str) -> bool:
        """Tell whether a folder is there; never raises."""
        return self.exists(path) and self.stat(path).is_dir()

    def resolve(self, path: str) -> str:
        """Return the canonical path (`realpath`); the last name may be missing."""
        with self._lock:
            return self._tree.find(path).path

    def readlink(self, path: str) -> str:
        """Return a link's target as stored."""
        with self._lock:
            node = self._existing(path, follow=False)
            if not node.is_link():
                raise file_error(errno.EINVAL, path)
            return node.target

    def listdir(self, path: str) -> tuple[str, ...]:
        """Return the names in a folder, sorted, without . and .. ."""
        return tuple(entry.name for entry in self.scan(path))

    def scan(self, path: str) -> tuple[Entry, ...]:
        """Return the names in a folder with their stats, sorted by name."""
        with self._lock:
            node = self._existing(path)
            if not node.is_dir():
                raise file_error(errno.ENOTDIR, path)
            found = sorted(node.children.values(), key=lambda child: child[0])
            return tuple(Entry(name, stat_of(child)) for name, child in found)

    def free_bytes(self) -> int:
        """Return how much content still fits."""
        return self._contents.free

    def total_bytes(self) -> int:
        """Return how much content fits into an empty phone."""
        return self._capacity

    # Contents

    def read(self, path: str) -> bytes:
        """Return a file's whole content."""
        with self.open(path) as file:
            return file.read()

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading; later changes of the path do not disturb the reader."""
        with self._lock:
            node = self._existing(path)
            if not node.is_file():
                raise file_error(errno.EISDIR, path)
            return self._contents.open(node.content)

    @contextmanager
    def create(
        self, path: str, *, mode: int = 0o644, mtime: float | None = None
    ) -> Iterator[Draft]:
        """Write a file piece by piece: it takes its place when the block ends, all at once.

        When the block raises, nothing changed. Its folder must exist.
        """
        with self._lock:
            self._target(path)
        draft = Draft(self._contents, path)
        try:
            yield draft
            draft.close()
            self._land(path, draft, mode, mtime)
        except BaseException:
            draft.discard()
            raise

    def write(
        self, path: str, data: bytes, *, mode: int = 0o644, mtime: float | None = None
    ) -> None:
        """Replace a file's content at once; a file that was there keeps its mode."""
        with self._lock:
            node = self._target(path).node
            mode = st.S_IMODE(node.mode) if node else mode
            with self.create(path, mode=mode, mtime=mtime) as draft:
                draft.write(data)

    def append(self, path: str, data: bytes, *, mode: int = 0o644) -> None:
        """Add to a file's end, making it when missing."""
        with self._lock:
            node = self._target(path).node
            if node is None or node.content == EMPTY:
                self.write(path, data, mode=mode)
                return
            self._contents.take(len(data), path)
            self._contents.append(node.content, data)
            node.size += len(data)
            node.mtime = self._now()

    def copy(self, source: str, target: str) -> None:
        """Copy a file's content and mode to the path `target`."""
        with self.open(source) as file, self.create(target, mode=self.stat(source).mode) as draft:
            shutil.copyfileobj(file, draft, 1 << 20)

    # The tree

    def mkdir(
        self, path: str, *, mode: int = 0o771, parents: bool = False, exist_ok: bool = False
    ) -> None:
        """Make a folder; with `parents` the missing ones above it too."""
        with self._lock:
            if parents:
                for above in _above(path):
                    self.mkdir(above, mode=mode, exist_ok=True)
            place = self._tree.find(path, follow=False)
            if place.node is None:
                self._add(place, st.S_IFDIR | st.S_IMODE(mode))
            elif not (exist_ok and self.is_dir(path)):
                raise file_error(errno.EEXIST, path)

    def symlink(self, target: str, path: str) -> None:
        """Make a link at `path`; the target is kept as it is and need not exist."""
        with self._lock:
            place = self._tree.find(path, follow=False)
            if place.node is not None:
                raise file_error(errno.EEXIST, path)
            if not target or "\0" in target:
                raise file_error(errno.ENOENT if not target else errno.EINVAL, path)
            self._add(place, st.S_IFLNK | 0o777).target = target

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file or link, or with `recursive` a folder and all in it."""
        with self._lock:
            node = self._removable(path)
            if node.is_dir() and not recursive:
                raise file_error(errno.EISDIR, path)
            self._unlink(path)

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        with self._lock:
            node = self._removable(path)
            if not node.is_dir():
                raise file_error(errno.ENOTDIR, path)
            if node.children:
                raise file_error(errno.ENOTEMPTY, path)
            self._unlink(path)

    def rename(self, old: str, new: str) -> None:
        """Move a file, link or folder onto `new`; EXDEV between /data and /sdcard."""
        with self._lock:
            source = self._tree.find(old, follow=False)
            target = self._tree.find(new, follow=False)
            node = self._existing(old, follow=False)
            self._writable(source.parent, old)
            self._writable(node, old)
            self._writable(target.parent, new)
            check_rename(node, target, new)
            if target.node is not None and target.node is not node:
                self._unlink(new)
            del source.parent.children[source.parent.key(source.name)]
            target.parent.put(target.name, node, self._now())

    def chmod(self, path: str, mode: int) -> None:
        """Set the permission bits."""
        with self._lock:
            node = self._existing(path)
            self._writable(node, path)
            node.mode = st.S_IFMT(node.mode) | st.S_IMODE(mode)

    def touch(self, path: str, *, mtime: float | None = None, follow: bool = True) -> None:
        """Set the modification time, `mtime` or now; a missing file is made."""
        with self._lock:
            place = self._tree.find(path, follow=follow)
            node = place.node or self._add(self._target(path), st.S_IFREG | 0o644)
            self._writable(node, path)
            node.mtime = self._now() if mtime is None else mtime

    # Made by the system or the factory: the parts too that adb's user may not write

    @contextmanager
    def as_system(self) -> Iterator[None]:
        """Allow every change for the block; others wait."""
        with self._lock:
            before, self._presetting = self._presetting, True
            try:
                yield
            finally:
                self._presetting = before

    def preset(self, path: str, data: bytes = b"", *, mode: int = 0o644) -> None:
        """Put a file anywhere, read-only parts included, with the folders above it."""
        with self._as_factory(path):
            self.write(path, data, mode=mode)
            self.chmod(path, mode)

    def preset_dir(self, path: str, *, mode: int = 0o755) -> None:
        """Make a folder anywhere, read-only parts included, with those above it."""
        with self._as_factory(path):
            self.mkdir(path, mode=mode, exist_ok=True)

    def preset_link(self, target: str, path: str) -> None:
        """Make a link anywhere, read-only parts included."""
        with self._as_factory(path):
            self.symlink(target, path)

    @contextmanager
    def _as_factory(self, path: str) -> Iterator[None]:
        with self.as_system():
            for above in _above(path):
                self.mkdir(above, mode=0o755, exist_ok=True)
            yield

    def stamp_with(self, now: Callable[[], float]) -> None:
        """Date files by the phone's own clock, in seconds since 1970.

        What the factory put there gets its first date: phones with the same seed are alike.
        """
        with self._lock:
            self._now = now
            if not self._is_stamped:
                for node in self._existing("/").walk():
                    node.mtime = now()
            self._is_stamped = True

    # Inside

    def _existing(self, path: str, *, follow: bool = True) -> Node:
        node = self._tree.find(path, follow=follow).node
        if node is None:
            raise file_error(errno.ENOENT, path)
        return node

    def _removable(self, path: str) -> Node:
        """Return what a removal names: `link/` is refused, lest it remove what the link names."""
        node = self._existing(path, follow=False)
        if path.endswith("/") and self._existing(path.rstrip("/") or "/", follow=False).is_link():
            raise file_error(errno.ENOTDIR, path)
        return node

    def _target(self, path: str) -> Place:
        """Return the place of a file about to be written."""
        place = self._tree.find(path)
        if path.endswith("/") or (place.node is not None and place.node.is_dir()):
            raise file_error(errno.EISDIR, path)
        self._writable(place.node or place.parent, path)
        return place

    def _writable(self, node: Node, path: str) -> None:
        if node.denial and not self._presetting:
            raise file_error(node.denial, path)

    def _add(self, place: Place, mode: int) -> Node:
        parent, now = place.parent, self._now()
        self._writable(parent, place.path)
        if self._count >= NODES_MAX:
            raise file_error(errno.ENOSPC, place.path)
        self._count += 1
        node = Node(mode, now, denial=parent.denial, ignores_case=parent.ignores_case)
        parent.put(place.name, node, now)
        return node

    def _land(self, path: str, draft: Draft, mode: int, mtime: float | None) -> None:
        with self._lock:
            place = self._target(path)
            node = place.node or self._add(place, st.S_IFREG)
            self._contents.drop(node.content, node.size)
            node.content, node.size = draft.number, draft.size
            node.mode = st.S_IFREG | st.S_IMODE(mode)
            node.mtime = self._now() if mtime is None else mtime

    def _unlink(self, path: str) -> None:
        place = self._tree.find(path, follow=False)
        self._writable(place.parent, path)
        if place.node is not None:
            self._writable(place.node, path)
        _, node = place.parent.children.pop(place.parent.key(place.name))
        place.parent.mtime = self._now()
        for gone in node.walk():
            self._count -= 1
            self._contents.drop(gone.content, gone.size)


def _above(path: str) -> list[str]:
    """Return the paths of the folders above the last name, outermost first."""
    names = [name for name in path.split("/") if name]
    return ["/" + "/".join(names[:count]) for count in range(1, len(names))]
