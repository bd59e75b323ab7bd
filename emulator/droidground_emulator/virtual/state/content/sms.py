"""content://sms and content://mms-sms: text messages and their threads."""

from __future__ import annotations

import re
import sqlite3
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

PATH = "/data/data/com.android.providers.telephony/databases/mmssms.db"
PHONE_NUMBER = re.compile(r"[+0-9*#(][0-9*# ().\-/]*")
BOXES = {"inbox": 1, "sent": 2, "draft": 3, "outbox": 4, "failed": 5, "queued": 6}
"""Boxes by their `type` (android.provider.Telephony.Sms.MESSAGE_TYPE_*)."""
SCHEMA = """
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT);
CREATE TABLE threads (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0,
    message_count INTEGER DEFAULT 0, recipient_ids TEXT, snippet TEXT, snippet_cs INTEGER DEFAULT 0,
    read INTEGER DEFAULT 1, archived INTEGER DEFAULT 0, type INTEGER DEFAULT 0,
    error INTEGER DEFAULT 0, has_attachment INTEGER DEFAULT 0);
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER,
    date INTEGER, date_sent INTEGER DEFAULT 0, protocol INTEGER, read INTEGER DEFAULT 0,
    status INTEGER DEFAULT -1, type INTEGER, reply_path_present INTEGER, subject TEXT, body TEXT,
    service_center TEXT, locked INTEGER DEFAULT 0, sub_id INTEGER DEFAULT -1,
    error_code INTEGER DEFAULT -1, creator TEXT, seen INTEGER DEFAULT 0);
CREATE VIEW view_threads AS SELECT thread_id AS _id, MAX(date) AS date, COUNT(*) AS message_count,
    (SELECT recipient_ids FROM threads t WHERE t._id = s.thread_id) AS recipient_ids,
    body AS snippet, 0 AS snippet_cs, SUM(read = 0) = 0 AS read, 0 AS archived, 0 AS type,
    0 AS error, 0 AS has_attachment, address FROM sms s GROUP BY thread_id;
CREATE VIEW view_conversations AS SELECT thread_id, COUNT(*) AS msg_count, body AS snippet,
    MAX(date) AS date FROM sms GROUP BY thread_id;
"""
# SQLite fills the plain columns of a query with MAX() from the row that has the maximum:
# sqlite.org/lang_select.html#bareagg


class Sms:
    """Implements `Provider` over the message database."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        """Serve a database; `now_ms` dates messages that come without a date."""
        self._database = database
        self._now_ms = now_ms

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return messages or threads, the newest first."""
        return tables.query(self._database, _scope(path), ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Add a message to a box, into the thread of its address."""
        name = path[0] if path else ""
        if len(path) > 1 or (name and name not in BOXES):
            raise unknown_uri(path)
        row = {"type": BOXES.get(name, values.get("type", BOXES["inbox"])), **values}
        if name:
            row["type"] = BOXES[name]
        if row.get("date") is None:
            row["date"] = self._now_ms()
        if row["type"] != BOXES["inbox"]:
            row = {"read": 1, "seen": 1, **row}
        with self._database.open() as connection:
            if row.get("thread_id") is None and row.get("address"):
                row["thread_id"] = _thread(connection, str(row["address"]))
            return insert(connection, "sms", row)

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Change messages, as to mark them read."""
        scope = _messages(path)
        with self._database.open() as connection:
            found = tables.ids(connection, scope, selection)
            return tables.update(connection, "sms", found, values)

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove messages."""
        scope = _messages(path)
        with self._database.open() as connection:
            return tables.delete(connection, "sms", tables.ids(connection, scope, selection))

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of a directory or an item."""
        one = len(path) == 1 and path[0].isdecimal()
        return f"vnd.android.cursor.{'item' if one else 'dir'}/sms"


def _scope(path: tuple[str, ...]) -> Scope:
    if path == ("conversations",):
        return Scope("view_conversations", order="date DESC")
    if path == ("threads",):
        return Scope("view_threads", order="date DESC")
    return _messages(path)


def _messages(path: tuple[str, ...]) -> Scope:
    every = Scope("sms", order="date DESC, _id DESC")
    match path:
        case ():
            return every
        case (box,) if box in BOXES:
            return every.only(f"type = {BOXES[box]}")
        case (number,) if number.isdecimal():
            return every.only("_id = ?", number)
        case ("conversations", thread) if thread.isdecimal():
            return every.only("thread_id = ?", thread)
    raise unknown_uri(path)


def _thread(connection: sqlite3.Connection, address: str) -> int:
    """Return the thread of an address, made when there is none."""
    recipient = _recipient(connection, address)
    found = connection.execute(
        "SELECT _id FROM threads WHERE recipient_ids = ?", (str(recipient),)
    ).fetchone()
    return int(found[0]) if found else insert(connection, "threads", {"recipient_ids": recipient})


def _recipient(connection: sqlite3.Connection, address: str) -> int:
    known = connection.execute("SELECT _id, address FROM canonical_addresses")
    for number, other in known.fetchall():
        if _dialled(str(other)) == _dialled(address):
            return int(number)
    return insert(connection, "canonical_addresses", {"address": address})


def _dialled(address: str) -> str:
    """Return a number without what people write between its digits; other senders as they are."""
    return re.sub(r"[ ().\-/]", "", address) if PHONE_NUMBER.fullmatch(address) else address
