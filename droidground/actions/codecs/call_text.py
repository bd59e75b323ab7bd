"""Calls that models write as in Python: `name(key='text', other=[1, 2])`, read without running."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from droidground.actions.codecs.vocabulary import unreadable

MOST_BRACKETS = 200
"""Closing brackets that may stand in the texts of one call."""
BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Call:
    """A function's name and the literal values of its keywords."""

    name: str
    values: dict[str, object]

    def text(self, key: str, said: object) -> str:
        """Return a text. Raises `ActionUnreadable` when it is missing or is no text."""
        value = self.values.get(key)
        if not isinstance(value, str):
            raise unreadable(said, f"{key} is {value!r}, not a text")
        return value


def read_call(said: str, names: frozenset[str]) -> Call:
    """Return the last call of one of the names. Raises `ActionUnreadable`.

    A line break inside quotes is read as one, as models write it.
    """
    found, read_to = None, 0
    for start in sorted(at for name in names for at in _places(said, f"{name}(")):
        if start >= read_to:  # not inside a text of the call before
            call, end = _first_call(said, start)
            found, read_to = (call, end) if call else (found, read_to)
    if found is None:
        raise unreadable(said, f"no whole call of {', '.join(sorted(names))} with literal values")
    return found


def _first_call(said: str, start: int) -> tuple[Call | None, int]:
    """Return the shortest call that starts there, and where it ends."""
    end = said.find(")", start)
    for _ in range(MOST_BRACKETS):
        if end < 0:
            break
        call = _parse(said[start : end + 1])
        if call is not None:
            return call, end + 1
        end = said.find(")", end + 1)
    return None, start


def _places(text: str, part: str) -> list[int]:
    """Return where a name starts that is not the end of a longer one."""
    found, at = [], text.find(part)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_"):
            found.append(at)
        at = text.find(part, at + 1)
    return found


def _parse(text: str) -> Call | None:
    try:
        call = ast.parse(text.translate(BREAKS), mode="eval").body
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.args:
            values = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
            return Call(call.func.id, values)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    return None
