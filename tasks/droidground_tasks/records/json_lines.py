"""Data sets as JSON: one object a line, or one list a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground_tasks.sample import BadRecord

Object = Mapping[str, Any]
Numbered = tuple[int, Object]


def read_lines(path: Path) -> Iterator[Numbered | BadRecord]:
    """Yield the objects of a file of lines with their line's number, from 1, one by one."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _parsed(line, number, f"{path.name}:{number}")


def read_list(path: Path) -> Iterator[Numbered | BadRecord]:
    """Yield the objects of a file that holds one list, with their place in it, from 1."""
    try:
        values = json.loads(path.read_bytes())
    except ValueError as exc:
        yield BadRecord(path.name, f"no JSON: {exc}")
        return
    if not isinstance(values, list):
        yield BadRecord(path.name, "no list")
        return
    for number, value in enumerate(values, 1):
        where = f"{path.name}:{number}"
        yield (number, value) if isinstance(value, dict) else BadRecord(where, "no object")


def read_objects(path: Path) -> Iterator[Numbered | BadRecord]:
    """Yield the objects of a file whose name tells its form: `.jsonl` has lines, others a list."""
    return read_lines(path) if path.suffix == ".jsonl" else read_list(path)


def _parsed(line: bytes, number: int, where: str) -> Numbered | BadRecord:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as exc:
        return BadRecord(where, f"no JSON: {exc}")
    return (number, value) if isinstance(value, dict) else BadRecord(where, "no object")
