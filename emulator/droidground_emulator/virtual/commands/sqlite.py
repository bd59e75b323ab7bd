"""sqlite3: the command line of SQLite over the phone's database files, in list mode."""

from __future__ import annotations

import contextlib
import sqlite3

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.state.content.database import REFUSALS, image, sandboxed
from droidground_emulator.virtual.state.content.provider import Value

_LISTS = {
    ".tables": "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
    " AND name NOT LIKE 'sqlite_%' ORDER BY name",
    ".schema": "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL",
}


def sqlite(call: Call) -> int:
    """Run SQL given as an argument or on stdin."""
    words = list(call.args)
    header = "-header" in words
    separator = "|"
    while words and words[0].startswith("-"):
        if words.pop(0) == "-separator" and words:
            separator = words.pop(0)
    path = call.path(words.pop(0)) if words else ""
    source = words or call.read_all().decode("utf-8", "replace").splitlines()
    files = call.system.files
    known = bool(path) and files.exists(path)
    with contextlib.closing(sandboxed(files.read(path) if known else b"")) as connection:
        before = image(connection)
        try:
            for statement in _statements(source):
                _print(call, connection, statement, separator, header)
            connection.commit()
        except REFUSALS as exc:
            raise Failure(f"Error: {exc}", 1) from exc
        if path and image(connection) != before:
            # As with `adb root`: an app's database is what this tool is for.
            with files.as_system():
                files.write(path, image(connection), mode=0o660)
            call.system.state.changes.note()
    return 0


def _statements(source: list[str]) -> list[str]:
    """Split at the semicolons that end statements; a dot command is a line of its own."""
    found: list[str] = []
    text = ""
    for line in source:
        if not text and line.startswith("."):
            found.append(line.strip())
            continue
        for piece in line.split(";"):
            text += piece
            if sqlite3.complete_statement(f"{text};"):
                found.append(text)
                text = ""
            else:
                text += ";"
        text = text.rstrip(";") + "\n" if text.strip("; \n") else ""
    return [statement for statement in [*found, text] if statement.strip()]


def _print(
    call: Call, connection: sqlite3.Connection, statement: str, separator: str, header: bool
) -> None:
    if statement.startswith("."):
        if statement not in _LISTS:
            raise Failure(f'Error: unknown command or invalid arguments:  "{statement[1:]}".', 1)
        statement, header = _LISTS[statement], False
    rows = connection.execute(statement)
    if header and rows.description:
        call.out(separator.join(column[0] for column in rows.description) + "\n")
    for row in rows:
        call.out(separator.join(map(_shown, row)) + "\n")


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
