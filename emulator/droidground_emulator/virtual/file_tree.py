"""Names, modes and links of the phone's files, held in memory.

Nothing here touches the host: no Android path ever becomes a host path, so none can escape.
"""

from __future__ import annotations

import errno
import itertools
import stat as st
from collections.abc import Iterator
from dataclasses import dataclass, field

PATH_MAX = 4096
NAME_MAX = 255
LINKS_MAX = 40
"""Linux's limits: path and name in bytes, links followed in one resolution."""

_TEXTS = {
    errno.EPERM: "Operation not permitted",
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.EEXIST: "File exists",
    errno.EXDEV: "Cross-device link",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
    errno.EINVAL: "Invalid argument",
    errno.ENOSPC: "No space left on device",
    errno.EROFS: "Read-only file system",
    errno.ENAMETOOLONG: "File name too long",
    errno.ENOTEMPTY: "Directory not empty",
    errno.ELOOP: "Too many symbolic links encountered",
    errno.EBUSY: "Device or resource busy",
}
"""bionic's texts, the same on every host."""


def file_error(number: int, path: str) -> OSError:
    """Return the OSError subclass of an errno with the text Android prints."""
    return OSError(number, _TEXTS[number], path)


_inodes = itertools.count(2)


@dataclass(slots=True, eq=False)
class Node:
    """One file, folder or link; `mode` holds the type bits too."""

    mode: int
    mtime: float
    """Seconds since 1970."""
    denial: int
    """The errno that whoever writes here gets: EROFS, EACCES where only the system may, or 0."""
    ignores_case: bool = False
    """Whether names in this folder match without case, as on /storage/emulated."""
    children: dict[str, tuple[str, Node]] = field(default_factory=dict)
    """Of a folder: folded name -> name as created, node."""
    target: str = ""
    """Of a link."""
    content: int = 0
    """Of a file: which content on the host; 0 is empty."""
    size: int = 0
    inode: int = field(default_factory=lambda: next(_inodes))

    def is_dir(self) -> bool:
        """Tell a folder."""
        return st.S_ISDIR(self.mode)

    def is_link(self) -> bool:
        """Tell a symbolic link."""
        return st.S_ISLNK(self.mode)

    def is_file(self) -> bool:
        """Tell a regular file."""
        return st.S_ISREG(self.mode)

    def key(self, name: str) -> str:
        """Return the name under which a child is kept."""
        return name.casefold() if self.ignores_case else name

    def get(self, name: str) -> Node | None:
        """Return the child called `name`."""
        found = self.children.get(self.key(name))
        return found[1] if found else None

    def put(self, name: str, child: Node, now: float) -> None:
        """Add or replace the child called `name`."""
        self.children[self.key(name)] = (name, child)
        self.mtime = now

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(child for _, child in node.children.values())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: a folder, a name in it, and what is there now."""

    path: str
    """Canonical: absolute, no links, no dots; the last name as given."""
    parent: Node
    name: str
    """"" for the root itself."""
    node: Node | None


class FileTree:
    """The folders from / down; callers hold their own lock."""

    def __init__(self, now: float) -> None:
        """Start with an empty, read-only root."""
        self.root = Node(st.S_IFDIR | 0o755, now, denial=errno.EROFS)

    def find(self, path: str, *, follow: bool = True) -> Place:
        """Walk `path` (a relative one starts at /); raises OSError where no folder leads on.

        A missing last name is no error: `node` is None then. `follow` is for a link in the last
        place; links before it are always followed.
        """
        if "\0" in path:
            raise file_error(errno.EINVAL, path)
        if len(path.encode("utf-8", "surrogateescape")) >= PATH_MAX:
            raise file_error(errno.ENAMETOOLONG, path)
        if not path:
            raise file_error(errno.ENOENT, path)
        return self._walk(path, follow=follow or path.endswith(("/", "/.")))

    def _walk(self, path: str, *, follow: bool) -> Place:
        trail: list[tuple[str, Node]] = [("", self.root)]
        todo = _names(path)
        links = 0
        while todo:
            name = todo.pop()
            here = trail[-1][1]
            if not here.is_dir():
                raise file_error(errno.ENOTDIR, path)
            if name == "..":
                trail = trail[:-1] or trail
                continue
            if len(name.encode("utf-8", "surrogateescape")) > NAME_MAX:
                raise file_error(errno.ENAMETOOLONG, path)
            found = here.children.get(here.key(name))
            if found is None:
                if todo:
                    raise file_error(errno.ENOENT, path)
                return Place(_join(trail, name), here, name, None)
            if found[1].is_link() and (todo or follow):
                links += 1
                trail = _link_start(trail, found[1].target, links, path)
                todo.extend(_names(found[1].target))
            else:
                trail.append(found)
        return _arrived(trail, path)


def _link_start(
    trail: list[tuple[str, Node]], target: str, links: int, path: str
) -> list[tuple[str, Node]]:
    """Return where a link's target is walked from; raises OSError in a loop."""
    if links > LINKS_MAX:
        raise file_error(errno.ELOOP, path)
    if not target:
        raise file_error(errno.ENOENT, path)
    return trail[:1] if target.startswith("/") else trail


def _arrived(trail: list[tuple[str, Node]], path: str) -> Place:
    name, node = trail[-1]
    if path.endswith(("/", "/.")) and not (node.is_dir() or node.is_link()):
        raise file_error(errno.ENOTDIR, path)
    parent = trail[-2][1] if len(trail) > 1 else node
    return Place(_join(trail[:-1], name) or "/", parent, name, node)


def _names(path: str) -> list[str]:
    """Return the names of a path, last first, empty ones and single dots left out."""
    return [name for name in reversed(path.split("/")) if name not in ("", ".")]


def _join(trail: list[tuple[str, Node]], name: str) -> str:
    return "/".join([*(part for part, _ in trail), name])


def check_rename(node: Node, target: Place, path: str) -> None:
    """Refuse what rename(2) refuses; raises OSError."""
    if node.ignores_case != target.parent.ignores_case:
        raise file_error(errno.EXDEV, path)
    if any(below is target.parent for below in node.walk()):
        raise file_error(errno.EINVAL, path)
    if target.node is None or target.node is node:
        return
    if any(below is node for below in target.node.walk()):
        raise file_error(errno.ENOTEMPTY, path)
    if node.is_dir() and not target.node.is_dir():
        raise file_error(errno.ENOTDIR, path)
    if target.node.is_dir() and not node.is_dir():
        raise file_error(errno.EISDIR, path)
    if target.node.children:
        raise file_error(errno.ENOTEMPTY, path)
