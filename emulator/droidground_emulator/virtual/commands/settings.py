"""settings: the three tables."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.state.settings import TABLES

_USAGE = """Settings provider (settings) commands:
  help
      Print this help text.
  get [--user <USER_ID> | current] NAMESPACE KEY
      Retrieve the current value of KEY.
  put [--user <USER_ID> | current] NAMESPACE KEY VALUE [TAG] [default]
      Change the contents of KEY to VALUE.
  delete [--user <USER_ID> | current] NAMESPACE KEY
      Delete the entry for KEY.
  list [--user <USER_ID> | current] NAMESPACE
      Print all defined keys.
      NAMESPACE is one of {system, secure, global}, case-insensitive
"""


def settings(call: Call) -> int:
    """Read and write settings."""
    words = list(call.args)
    if "--user" in words:
        at = words.index("--user")
        del words[at : at + 2]
    if not words or words[0] == "help":
        call.out(_USAGE)
        return 0 if words else 255
    verb, *rest = words
    if verb not in ("get", "put", "delete", "list"):
        raise Failure(f"Invalid command: {verb}\n{_USAGE}", 255)
    if not rest or rest[0].lower() not in TABLES:
        raise Failure(f"Invalid namespace '{rest[0] if rest else ''}'", 255)
    return _run(call, verb, rest[0].lower(), rest[1:])


def _run(call: Call, verb: str, table: str, rest: list[str]) -> int:
    store = call.system.state.settings
    if verb == "list":
        call.out("".join(f"{key}={value}\n" for key, value in store.rows(table)))
        return 0
    if len(rest) < (2 if verb == "put" else 1):
        raise Failure("Bad arguments", 255)
    if verb == "get":
        value = store.get(table, rest[0])
        call.out(f"{'null' if value is None else value}\n")
    elif verb == "delete":
        call.out(f"Deleted {store.delete(table, rest[0])} rows\n")
    else:
        store.put(table, rest[0], rest[1])
    return 0
