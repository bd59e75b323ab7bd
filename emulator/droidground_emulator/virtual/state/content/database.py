"""SQLite databases that live in the phone's own files.

The file is the only truth: it is read for each transaction and written after one that changed
something, so what `sqlite3`, `adb push`, `pm clear` or a reboot does to it is simply so.
"""

from __future__ import annotations

import contextlib
import posixpath
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.content.provider import ProviderError, Row, Value

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files

_LONGEST_VALUE = 16 << 20
_STEPS_BETWEEN_LOOKS = 100_000
_MOST_LOOKS = 400
"""A statement that runs for 40 million steps of SQLite's machine is ended."""
REFUSALS = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError)
"""What SQLite's binding raises for SQL and values that make no sense: several statements, NUL,
text that is no Unicode and numbers beyond 64 bits have classes of their own."""
_READ_VERSION, _WRITE_VERSION = 19, 18
"""Where the header says whether there is a write-ahead log; an image in memory has none."""


class Database:
    """One database file, made from `schema` when it is missing."""

    def __init__(self, files: Files, path: str, schema: str) -> None:
        self._files = files
        self._path = path
        self._schema = schema
        self._lock = threading.RLock()

    @contextlib.contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection; what was changed in the block is kept unless it raises.

        Raises:
            ProviderError: SQLite refused a statement.
        """
        with self._lock, contextlib.closing(sandboxed(self._image())) as connection:
            try:
                if not _has_tables(connection):
                    connection.executescript(self._schema)
                before = connection.total_changes
                yield connection
                connection.commit()
            except REFUSALS as exc:
                raise _thrown(exc) from exc
            if connection.total_changes != before:
                self._keep(image(connection))

    def _image(self) -> bytes:
        return self._files.read(self._path) if self._files.exists(self._path) else b""

    def _keep(self, image: bytes) -> None:
        with self._files.as_system():
            self._files.mkdir(posixpath.dirname(self._path), parents=True, exist_ok=True)
            self._files.write(self._path, image, mode=0o660)


def sandboxed(stored: bytes) -> sqlite3.Connection:
    """Open a database's bytes in memory; no statement reaches a file or runs for ever.

    Bytes that are no database count as an empty one, as Android drops a corrupt file.
    """
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    if stored:
        patched = bytearray(stored)
        if len(patched) > _READ_VERSION:
            patched[_READ_VERSION] = patched[_WRITE_VERSION] = 1
        connection.deserialize(bytes(patched))
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            return sandboxed(b"")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.set_authorizer(_authorize)
    looks = iter(range(_MOST_LOOKS))
    connection.set_progress_handler(
        lambda: 0 if next(looks, None) is not None else 1, _STEPS_BETWEEN_LOOKS
    )
    return connection


def image(connection: sqlite3.Connection) -> bytes:
    """Return a database's bytes, none when it is empty."""
    return connection.serialize() if _has_tables(connection) else b""


def select(connection: sqlite3.Connection, statement: str, args: Sequence[Value] = ()) -> list[Row]:
    """Return the rows of a SELECT by column name."""
    found = connection.execute(statement, args)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Value]) -> int:
    """Add a row; return its id."""
    names = ", ".join(quoted(name) for name in values)
    marks = ", ".join("?" * len(values))
    how = f"({names}) VALUES ({marks})" if values else "DEFAULT VALUES"
    added = connection.execute(f"INSERT INTO {table} {how}", tuple(values.values()))
    return added.lastrowid or 0


def quoted(name: str) -> str:
    """Return a column's name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _authorize(action: int, first: str | None, *rest: str | None) -> int:
    """Refuse what names files of the host."""
    if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and "directory" in (first or "").lower():
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _thrown(exc: Exception) -> ProviderError:
    kind = "SQLiteException"
    if isinstance(exc, sqlite3.IntegrityError):
        kind = "SQLiteConstraintException"
    name = getattr(exc, "sqlite_errorname", "SQLITE_ERROR")
    code = getattr(exc, "sqlite_errorcode", 1)
    return ProviderError(f"android.database.sqlite.{kind}", f"{exc} (code {code} {name})")
