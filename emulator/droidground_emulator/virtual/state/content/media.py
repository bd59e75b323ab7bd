"""content://media/external: the shared files as MediaStore lists them."""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.content.provider import (
    Ask,
    ProviderError,
    Row,
    Selection,
    Value,
    unknown_uri,
)
from droidground_emulator.virtual.state.content.tables import query_rows

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files

_ROOT = "/storage/emulated/0"
_COLUMNS = ("_id", "_data", "_display_name", "_size", "mime_type", "date_modified",
            "relative_path", "title")  # fmt: skip
_KINDS = {"images": "image/", "video": "video/", "audio": "audio/"}


class Media:
    """Implements `Provider` over /sdcard; a new row comes by writing a file there."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return the files that the path's collection holds."""
        return query_rows(_COLUMNS, self._rows(path), ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Refuse: files are made by writing them."""
        raise ProviderError("java.lang.UnsupportedOperationException", "insert is not supported")

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Refuse: files are changed by writing them."""
        raise ProviderError("java.lang.UnsupportedOperationException", "update is not supported")

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove the selected files."""
        rows = self.query(path, Ask(selection))
        for row in rows:
            self._files.remove(str(row["_data"]))
        return len(rows)

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of one file."""
        rows = self.query(path, Ask())
        return str(rows[0]["mime_type"] or "") if len(rows) == 1 else ""

    def _rows(self, path: tuple[str, ...]) -> list[Row]:
        volume, collection, *rest = (*path, "", "")
        wanted = [name for name in rest if name not in ("", "media")]
        if not volume.startswith("external") or collection not in (*_KINDS, "file", "downloads"):
            raise unknown_uri(path)
        folder = f"{_ROOT}/Download" if collection == "downloads" else _ROOT
        found = (row for row in self._walk(folder) if not wanted or str(row["_id"]) in wanted)
        kind = _KINDS.get(collection, "")
        return sorted(
            (row for row in found if str(row["mime_type"] or "").startswith(kind)),
            key=lambda row: str(row["_data"]),
        )

    def _walk(self, folder: str) -> Iterator[Row]:
        for entry in self._files.scan(folder):
            path = posixpath.join(folder, entry.name)
            if entry.stat.is_dir():
                yield from self._walk(path)
            elif entry.stat.is_file():
                yield {
                    "_id": entry.stat.inode,
                    "_data": path,
                    "_display_name": entry.name,
                    "_size": entry.stat.size,
                    "mime_type": mimetypes.guess_type(entry.name)[0],
                    "date_modified": int(entry.stat.mtime),
                    "relative_path": folder[len(_ROOT) + 1 :] + "/",
                    "title": posixpath.splitext(entry.name)[0],
                }
