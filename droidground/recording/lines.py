"""Events to lines of `events.jsonl` and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, get_args

from droidground.recording.codec import Undecodable, decode, encode
from droidground.recording.events import Event, Line

KINDS = {kind.__name__: kind for kind in get_args(Event)}


def write_line(line: Line, mask: Callable[[Any], Any] = lambda value: value) -> str:
    """Return a line of JSON, without its end; `mask` sees the event's value before."""
    head = {"n": line.number, "t": round(line.at_s, 6), "kind": type(line.event).__name__}
    value = head | mask(encode(line.event))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_line(text: str) -> Line | None:
    """Return the event of a line; None for a kind that is not known here.

    Raises `Undecodable` for what is no event.
    """
    try:
        value = json.loads(text)
        number, at_s, kind = value["n"], float(value["t"]), KINDS.get(value["kind"])
    except (ValueError, KeyError, TypeError) as exc:
        raise Undecodable(f"{text[:80]!r} is no event: {exc}") from exc
    return None if kind is None else Line(number, at_s, decode(kind, value))


def read_lines(texts: Iterable[bytes]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return the events of a file's lines, each with its end, and what is to be said of them.

    The last line may be torn: a recorder was killed while it wrote it. Raises `Undecodable`, with
    the line's number, for any other line that is no event.
    """
    kept: list[Line] = []
    notes: list[str] = []
    torn: str | None = None
    for number, raw in enumerate(texts, 1):
        if torn is not None:
            raise Undecodable(torn)
        try:
            line = read_line(raw.decode("utf-8"))
        except ValueError as exc:
            torn = f"line {number}: {exc}"
            continue
        if line is not None and raw.endswith(b"\n"):
            kept.append(line)
        elif line is not None:
            torn = f"line {number}: its end is missing"
    if torn is not None:
        notes.append(f"the last line was being written when the recorder ended ({torn})")
    return tuple(kept), tuple(notes)
