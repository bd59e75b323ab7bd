"""Rows that are read again only when their database's file changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files


class FileWatch:
    """Tells whether a file is another one than at the last look."""

    def __init__(self, files: Files, path: str) -> None:
        """Watch a file that may not be there yet."""
        self._files = files
        self._path = path
        self._seen: object = self

    def changed(self) -> bool:
        """Look; the first time is a change."""
        try:
            stat = self._files.stat(self._path)
            now: object = (stat.inode, stat.size, stat.mtime)
        except OSError:
            now = None
        changed = now != self._seen
        self._seen = now
        return changed
