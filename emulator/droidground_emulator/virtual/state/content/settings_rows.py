"""content://settings: the three settings tables as rows."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.state.content.provider import (
    Ask,
    ProviderError,
    Row,
    Selection,
    Value,
    unknown_uri,
)
from droidground_emulator.virtual.state.content.tables import query_rows
from droidground_emulator.virtual.state.settings import TABLES, Settings

_COLUMNS = ("_id", "name", "value", "is_preserved_in_restore")


class SettingsProvider:
    """Implements `Provider` over the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return the keys of a table, or the one that the path names."""
        table, key = _split(path)
        rows: list[Row] = [
            dict(zip(_COLUMNS, (number, name, value, "false"), strict=True))
            for number, (name, value) in enumerate(self._settings.rows(table), 1)
            if key in ("", name)
        ]
        return query_rows(_COLUMNS, rows, ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Set a key."""
        table, key = _split(path)
        name = str(values.get("name") or key)
        if not name:
            raise ProviderError("java.lang.IllegalArgumentException", "name is required")
        self._settings.put(table, name, str(values.get("value", "")))
        return [row[0] for row in self._settings.rows(table)].index(name) + 1

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Set the selected keys."""
        rows = self.query(path, Ask(selection))
        for row in rows:
            self._settings.put(path[0], str(row["name"]), str(values.get("value", "")))
        return len(rows)

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove the selected keys."""
        rows = self.query(path, Ask(selection))
        return sum(self._settings.delete(path[0], str(row["name"])) for row in rows)

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of a table or a key."""
        return f"vnd.android.cursor.{'item' if len(path) == 2 else 'dir'}/{path[0] if path else ''}"


def _split(path: tuple[str, ...]) -> tuple[str, str]:
    if not path or path[0] not in TABLES or len(path) > 2:
        raise unknown_uri(path)
    return path[0], path[1] if len(path) == 2 else ""
