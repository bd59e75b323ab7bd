"""content: rows of the content providers, in the texts of Android 13's Content.java."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    ProviderError,
    Selection,
    Value,
)

_USAGE = """usage: adb shell content [subcommand] [options]

usage: adb shell content insert --uri <URI> [--user <USER_ID>] --bind <BINDING> [--bind <BINDING>...]
  <BINDING> binds a typed value to a column and is formatted:
  <COLUMN_NAME>:<TYPE>:<COLUMN_VALUE> where:
  <TYPE> specifies data type such as:
  b - boolean, s - string, i - integer, l - long, f - float, d - double, n - null

usage: adb shell content update --uri <URI> [--user <USER_ID>] --bind <BINDING> [--where <WHERE>]

usage: adb shell content delete --uri <URI> [--user <USER_ID>] [--where <WHERE>]

usage: adb shell content query --uri <URI> [--user <USER_ID>] [--projection <PROJECTION>] \
[--where <WHERE>] [--sort <SORT_ORDER>]

usage: adb shell content gettype --uri <URI> [--user <USER_ID>]

"""  # noqa: E501


class _Mistake(Exception):
    """The arguments make no sense; the message follows `[ERROR] `."""


@dataclass(slots=True)
class _Options:
    uri: str = ""
    where: str = ""
    sort: str = ""
    projection: tuple[str, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        return Selection(self.where)


def content(call: Call) -> int:
    """Ask or change a provider; as Android's it exits with 0 whatever was refused."""
    verb = call.args[0] if call.args else "null"
    try:
        if verb not in _VERBS:
            raise _Mistake(f"Unsupported operation: {verb}")
        run, allowed = _VERBS[verb]
        options = _parse(list(call.args[1:]), allowed)
        if "--bind" in allowed and not options.values:
            raise _Mistake("Bindings not specified. Did you specify --bind argument(s)?")
    except _Mistake as exc:
        call.out(f"{_USAGE}\n[ERROR] {exc}\n")
        return 0
    try:
        run(call, options)
    except ProviderError as exc:
        authority = options.uri.removeprefix("content://").partition("/")[0]
        call.err(f"Error while accessing provider:{authority}\n{exc.kind}: {exc.message}\n")
    return 0


def _parse(words: list[str], allowed: frozenset[str]) -> _Options:
    options = _Options()
    while words:
        name = words.pop(0)
        if name not in allowed:
            raise _Mistake(f"Unsupported argument: {name}")
        value = words.pop(0) if words else ""
        if not value or (value.startswith("--") and name != "--bind"):
            raise _Mistake(f"No value for argument: {name}")
        _take(options, name, value)
    if not options.uri:
        raise _Mistake("Content provider URI not specified. Did you specify --uri argument?")
    return options


def _take(options: _Options, name: str, value: str) -> None:
    if name == "--uri":
        options.uri = value
    elif name == "--where":
        options.where = value
    elif name == "--sort":
        options.sort = value
    elif name == "--projection":
        options.projection = tuple(re.split(r"\s*:\s*", value))
    elif name == "--bind":
        column, bound = _binding(value)
        options.values[column] = bound


def _binding(text: str) -> tuple[str, Value]:
    """Read COLUMN:TYPE:VALUE, a backslash taking the next character as it is."""
    if re.search(r"(?<!\\)(\\\\)*\\$", text):
        raise _Mistake("Invalid escaping")
    parts = re.split(r"(?<!\\)((?:\\\\)*):", text)
    # The split keeps the escaped backslashes before a colon as parts of their own.
    fields = [a + b for a, b in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    if len(fields) != 3:
        raise _Mistake(f"Binding not well formed: {text}")
    column, kind, value = (re.sub(r"\\(.)", r"\1", part) for part in fields)
    try:
        return column, _READERS[kind if kind == "s" else kind.lower()](value)
    except KeyError:
        raise _Mistake(f"Unsupported type: {kind}") from None
    except ValueError:
        raise _Mistake(f'For input string: "{value}"') from None


_READERS: Mapping[str, Callable[[str], Value]] = {
    "s": str,
    "b": lambda text: int(text.lower() == "true"),
    "i": int,
    "l": int,
    "f": float,
    "d": float,
    "n": lambda text: None,
}


def _query(call: Call, options: _Options) -> None:
    ask = Ask(options.selection, options.projection, options.sort)
    rows = call.system.state.content.query(options.uri, ask)
    if not rows:
        call.out("No result found.\n")
    for number, row in enumerate(rows):
        shown = ", ".join(f"{column}={_shown(value)}" for column, value in row.items())
        call.out(f"Row: {number} {shown}\n")


def _shown(value: Value) -> str:
    if value is None:
        return "NULL"
    return "BLOB" if isinstance(value, bytes) else str(value)


def _insert(call: Call, options: _Options) -> None:
    call.system.state.content.insert(options.uri, options.values)


def _update(call: Call, options: _Options) -> None:
    call.system.state.content.update(options.uri, options.values, options.selection)


def _delete(call: Call, options: _Options) -> None:
    call.system.state.content.delete(options.uri, options.selection)


def _get_type(call: Call, options: _Options) -> None:
    kind = call.system.state.content.mime_type(options.uri)
    call.out(f"Result: {kind or 'null'}\n")


_ALWAYS = frozenset({"--uri", "--user"})
_VERBS: Mapping[str, tuple[Callable[[Call, _Options], None], frozenset[str]]] = {
    "query": (_query, _ALWAYS | {"--where", "--sort", "--projection"}),
    "insert": (_insert, _ALWAYS | {"--bind"}),
    "update": (_update, _ALWAYS | {"--bind", "--where"}),
    "delete": (_delete, _ALWAYS | {"--where"}),
    "gettype": (_get_type, _ALWAYS),
}
