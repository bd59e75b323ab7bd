"""content: the settings provider, and the emptiness of the others."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.state.settings import TABLES

_USAGE = """usage: adb shell content [subcommand] [options]

usage: adb shell content insert --uri <URI> [--user <USER_ID>] --bind <BINDING> ...
usage: adb shell content delete --uri <URI> [--user <USER_ID>] [--where <WHERE>]
usage: adb shell content query --uri <URI> [--user <USER_ID>] [--where <WHERE>]
"""


def content(call: Call) -> int:
    """Query a provider."""
    verb = call.args[0] if call.args else ""
    options = _options(list(call.args[1:]))
    uri = options.get("--uri", [""])[0]
    if verb not in ("query", "insert", "delete") or not uri.startswith("content://"):
        raise Failure(f"[ERROR] Unsupported operation: {verb}\n\n{_USAGE}", 1)
    authority, _, table = uri.removeprefix("content://").partition("/")
    if authority == "settings" and table.partition("/")[0] in TABLES:
        return _settings(call, verb, table, options)
    if verb == "query":
        call.out("No result found.\n")
    return 0


def _options(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    while len(words) > 1:
        found.setdefault(words.pop(0), []).append(words.pop(0))
    return found


def _settings(call: Call, verb: str, path: str, options: dict[str, list[str]]) -> int:
    store = call.system.state.settings
    table, _, key = path.partition("/")
    where = options.get("--where", [""])[0].replace('"', "'")
    if where.startswith("name='"):
        key = where[len("name='") :].rstrip("'")
    if verb == "query":
        rows = [row for row in store.rows(table) if key in ("", row[0])]
        for number, (name, value) in enumerate(rows):
            call.out(f"Row: {number} _id={number + 1}, name={name}, value={value}\n")
        if not rows:
            call.out("No result found.\n")
    elif verb == "insert":
        bound = _bindings(options.get("--bind", []))
        if "name" not in bound or "value" not in bound:
            raise Failure(f"[ERROR] Missing --bind name and value\n\n{_USAGE}", 1)
        store.put(table, bound["name"], bound["value"])
    else:
        store.delete(table, key)
    return 0


def _bindings(texts: list[str]) -> dict[str, str]:
    """Read NAME:TYPE:VALUE."""
    parts = (text.split(":", 2) for text in texts)
    return {part[0]: part[2] for part in parts if len(part) == 3}
