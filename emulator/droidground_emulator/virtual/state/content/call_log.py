"""content://call_log/calls: the calls that were made, taken and missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.state.content import tables
from droidground_emulator.virtual.state.content.database import Database, insert
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    Row,
    Selection,
    Value,
    unknown_uri,
)
from droidground_emulator.virtual.state.content.tables import Scope

PATH = "/data/data/com.android.providers.contacts/databases/calllog.db"
SCHEMA = """
CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT,
    presentation INTEGER NOT NULL DEFAULT 1, date INTEGER, duration INTEGER DEFAULT 0,
    type INTEGER, features INTEGER NOT NULL DEFAULT 0, new INTEGER DEFAULT 1, name TEXT,
    numbertype INTEGER, numberlabel TEXT, countryiso TEXT, is_read INTEGER, geocoded_location TEXT);
"""
"""Columns of android.provider.CallLog.Calls; `type` is 1 incoming, 2 outgoing, 3 missed."""


class CallLog:
    """Implements `Provider` over the call log's database."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        """Serve a database; `now_ms` dates calls that come without a date."""
        self._database = database
        self._now_ms = now_ms

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return calls, the newest first."""
        return tables.query(self._database, _scope(path), ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Add a call."""
        _scope(path)
        with self._database.open() as connection:
            return insert(connection, "calls", {"date": self._now_ms(), **values})

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Change calls, as to mark them read."""
        with self._database.open() as connection:
            found = tables.ids(connection, _scope(path), selection)
            return tables.update(connection, "calls", found, values)

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove calls."""
        with self._database.open() as connection:
            found = tables.ids(connection, _scope(path), selection)
            return tables.delete(connection, "calls", found)

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of a directory or an item."""
        return f"vnd.android.cursor.{'item' if len(path) == 2 else 'dir'}/calls"


def _scope(path: tuple[str, ...]) -> Scope:
    every = Scope("calls", order="date DESC")
    match path:
        case ("calls",):
            return every
        case ("calls", number) if number.isdecimal():
            return every.only("_id = ?", number)
    raise unknown_uri(path)
