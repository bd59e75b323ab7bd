"""What apps look at in the file system, so that they hear of changes from elsewhere."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files

_MOST = 64


class FileObservers:
    """The files and folders that were read last, as FileObserver; safe from any thread."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, object] = OrderedDict()

    def watch(self, path: str) -> None:
        """Look at a file, or at a folder's entries, from now on."""
        now = self._look(path)
        with self._lock:
            self._seen.pop(path, None)
            self._seen[path] = now
            if len(self._seen) > _MOST:
                self._seen.popitem(last=False)

    def changed(self) -> bool:
        """Tell whether anything is different from the last look."""
        with self._lock:
            now = OrderedDict((path, self._look(path)) for path in self._seen)
            changed = now != self._seen
            self._seen = now
        return changed

    def _look(self, path: str) -> object:
        try:
            stat = self._files.stat(path)
            if not stat.is_dir():
                return stat.inode, stat.size, stat.mtime
            return [
                (entry.name, entry.stat.inode, entry.stat.size, entry.stat.mtime)
                for entry in self._files.scan(path)
            ]
        except OSError:
            return None
