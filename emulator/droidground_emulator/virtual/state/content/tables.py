"""Queries and changes through a view over tables, and rows that are in no database."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from droidground_emulator.virtual.state.content.database import (
    REFUSALS,
    Database,
    insert,
    quoted,
    sandboxed,
    select,
)
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    ProviderError,
    Row,
    Selection,
    Value,
    get_long,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of one URI: a view or table, a condition, an order when none is asked."""

    view: str
    within: Selection = Selection()
    order: str = ""

    def only(self, where: str, *args: str) -> Scope:
        """Return a narrower scope."""
        return Scope(self.view, self.within.inside(where, *args), self.order)


def query(database: Database, scope: Scope, ask: Ask) -> list[Row]:
    """Return the asked rows of a scope."""
    with database.open() as connection:
        return query_in(connection, scope, ask)


def query_in(connection: sqlite3.Connection, scope: Scope, ask: Ask) -> list[Row]:
    """Return the asked rows of a scope, in a transaction."""
    within = ask.selection.inside(scope.within.where, *scope.within.args)
    statement = f"SELECT {', '.join(ask.projection) or '*'} FROM {scope.view}"
    if within.where:
        statement += f" WHERE {within.where}"
    if order := ask.sort or scope.order:
        statement += f" ORDER BY {order}"
    return select(connection, statement, within.args)


def ids(connection: sqlite3.Connection, scope: Scope, selection: Selection) -> list[int]:
    """Return the ids of the selected rows."""
    rows = query_in(connection, scope, Ask(selection, ("_id",)))
    return [get_long(row["_id"]) for row in rows]


def update(
    connection: sqlite3.Connection, table: str, found: list[int], values: Mapping[str, Value]
) -> int:
    """Set columns of the rows with these ids; return how many rows."""
    if not values:
        raise ProviderError("java.lang.IllegalArgumentException", "Empty values")
    setting = ", ".join(f"{quoted(name)} = ?" for name in values)
    statement = f"UPDATE {table} SET {setting} WHERE _id = ?"
    connection.executemany(statement, [(*values.values(), number) for number in found])
    return len(found)


def delete(connection: sqlite3.Connection, table: str, found: list[int]) -> int:
    """Remove the rows with these ids; return how many."""
    connection.executemany(f"DELETE FROM {table} WHERE _id = ?", [(number,) for number in found])
    return len(found)


def query_rows(columns: tuple[str, ...], rows: Iterable[Row], ask: Ask) -> list[Row]:
    """Return the asked ones of rows that are in no database.

    Raises:
        ProviderError: the condition, the columns or the order make no sense.
    """
    with contextlib.closing(sandboxed(b"")) as connection:
        connection.execute(f"CREATE TABLE rows ({', '.join(map(quoted, columns))})")
        for row in rows:
            insert(connection, "rows", row)
        try:
            return query_in(connection, Scope("rows"), ask)
        except REFUSALS as exc:
            raise ProviderError("android.database.sqlite.SQLiteException", str(exc)) from exc
