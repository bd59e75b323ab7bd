"""What `stat` and `ls` tell of the phone's files."""

from __future__ import annotations

import stat as st
from dataclasses import dataclass

from droidground_emulator.virtual.file_tree import Node


@dataclass(frozen=True, slots=True)
class FileStat:
    """What `stat` tells."""

    mode: int
    """Type and permission bits, as st_mode."""
    size: int
    """Bytes; of a link, the length of its target."""
    mtime: float
    """Seconds since 1970."""
    inode: int
    links: int

    def is_dir(self) -> bool:
        """Tell a folder."""
        return st.S_ISDIR(self.mode)

    def is_file(self) -> bool:
        """Tell a regular file."""
        return st.S_ISREG(self.mode)

    def is_link(self) -> bool:
        """Tell a symbolic link."""
        return st.S_ISLNK(self.mode)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder, with its own stat (links not followed)."""

    name: str
    stat: FileStat


def stat_of(node: Node) -> FileStat:
    """Return what `stat` tells of a node."""
    folders = sum(child.is_dir() for _, child in node.children.values())
    size = len(node.target.encode("utf-8", "surrogateescape")) if node.is_link() else node.size
    return FileStat(
        mode=node.mode,
        size=4096 if node.is_dir() else size,
        mtime=node.mtime,
        inode=node.inode,
        links=2 + folders if node.is_dir() else 1,
    )
