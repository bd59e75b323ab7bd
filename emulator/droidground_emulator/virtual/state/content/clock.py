"""content://com.android.deskclock: alarms, their instances, timers, the stopwatch and its laps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from droidground_emulator.virtual.state.content import tables
from droidground_emulator.virtual.state.content.database import Database, insert
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    Row,
    Selection,
    Value,
    get_long,
    unknown_uri,
)
from droidground_emulator.virtual.state.content.tables import Scope, query_rows

PATH = "/data/data/com.android.deskclock/databases/alarms.db"
SCHEMA = """
CREATE TABLE alarms (_id INTEGER PRIMARY KEY AUTOINCREMENT, hour INTEGER NOT NULL,
    minutes INTEGER NOT NULL, daysofweek INTEGER NOT NULL DEFAULT 0,
    enabled INTEGER NOT NULL DEFAULT 1, vibrate INTEGER NOT NULL DEFAULT 1,
    label TEXT NOT NULL DEFAULT '', ringtone TEXT, delete_after_use INTEGER NOT NULL DEFAULT 0);
CREATE TABLE timers (_id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL DEFAULT 'reset',
    length_ms INTEGER NOT NULL, remaining_ms INTEGER NOT NULL, ends_ms INTEGER,
    label TEXT NOT NULL DEFAULT '');
CREATE TABLE stopwatch (_id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'reset',
    accumulated_ms INTEGER NOT NULL DEFAULT 0, started_ms INTEGER);
CREATE TABLE instances (_id INTEGER PRIMARY KEY AUTOINCREMENT, alarm_id INTEGER,
    alarm_state INTEGER NOT NULL, rings_ms INTEGER NOT NULL, label TEXT NOT NULL DEFAULT '');
CREATE TABLE laps (_id INTEGER PRIMARY KEY AUTOINCREMENT, accumulated_ms INTEGER NOT NULL);
INSERT INTO stopwatch (_id) VALUES (1);
INSERT INTO alarms (hour, minutes, daysofweek, enabled) VALUES (8, 30, 31, 0), (9, 0, 96, 0);
"""
"""`daysofweek` has bit 0 for Monday to bit 6 for Sunday; *_ms of an instant is since 1970.
A new phone has the two alarms that DeskClock comes with, both off."""
_TABLES = ("alarms", "instances", "timers", "stopwatch", "laps")
SNOOZED, FIRED, MISSED = 4, 5, 6
"""An instance's `alarm_state` (DeskClock's ClockContract.InstancesColumns); 7 is dismissed."""


class ClockProvider:
    """Implements `Provider` over the clock's database."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        """Serve a database; `now_ms` is the phone's time, which `/time` tells to pages."""
        self._database = database
        self._now_ms = now_ms

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return alarms, timers, laps, the stopwatch, or what time it is."""
        if path == ("time",):
            return query_rows(("_id", "now_ms"), [{"_id": 1, "now_ms": self._now_ms()}], ask)
        return tables.query(self._database, _scope(path), ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Add an alarm, a timer or a lap."""
        if len(path) != 1:
            raise unknown_uri(path)
        with self._database.open() as connection:
            return insert(connection, _scope(path).view, values)

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Change what is selected."""
        scope = _scope(path)
        with self._database.open() as connection:
            found = tables.ids(connection, scope, selection)
            return tables.update(connection, scope.view, found, values)

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove what is selected."""
        scope = _scope(path)
        with self._database.open() as connection:
            return tables.delete(connection, scope.view, tables.ids(connection, scope, selection))

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of a directory or an item."""
        return f"vnd.android.cursor.{'item' if len(path) == 2 else 'dir'}/{path[0] if path else ''}"


def next_alarm(alarms: list[Row], now: datetime.datetime) -> datetime.datetime | None:
    """Return when the first enabled alarm rings after `now`, None when none is on."""
    times = [next_ring(alarm, now) for alarm in alarms if alarm["enabled"]]
    return min(times, default=None)


def next_ring(alarm: Row, now: datetime.datetime) -> datetime.datetime:
    """Return when an alarm rings first after `now`."""
    hour, minute, days = (get_long(alarm[key]) for key in ("hour", "minutes", "daysofweek"))
    time = now.replace(hour=hour % 24, minute=minute % 60, second=0, microsecond=0)
    for _ in range(9):
        if time > now and (not days or days >> time.weekday() & 1):
            break
        time += datetime.timedelta(days=1)
    return time


def _scope(path: tuple[str, ...]) -> Scope:
    match path:
        case (table,) if table in _TABLES:
            return Scope(table)
        case (table, number) if table in _TABLES and number.isdecimal():
            return Scope(table).only("_id = ?", number)
    raise unknown_uri(path)
