"""What people say when they mean something on a screen: rows of words and what they must give."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from droidground.geometry import Box

Row = TypeVar("Row")

PHRASES = Path(__file__).resolve().parents[1] / "data" / "phrases"

KINDS = (
    "role",
    "position",
    "relation",
    "ordinal",
    "state",
    "paraphrase",
    "near_miss",
    "ambiguous",
)
"""The classes, in the order of the tables."""

SOURCES = ("hierarchy", "eye")
KEYS = frozenset({"screen", "words", "class", "boxes", "has_text", "source", "split"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said about one screen."""

    screen: str
    """File name of the picture."""
    words: str
    kind: str
    """One of `KINDS`: what the words need to be understood."""
    boxes: tuple[Box, ...]
    """A point in any of them is right; none when nothing is meant; all rivals when undecidable."""
    has_text: bool
    """Whether the target bears text that can be read from the pixels."""
    source: str
    """Whether the boxes are nodes' bounds or were, one at least, drawn by eye."""
    split: str | None = None

    @property
    def wants_point(self) -> bool:
        """Whether a point is the right answer."""
        return self.kind not in {"near_miss", "ambiguous"}


def load_phrases(path: Path) -> list[Phrase]:
    """Read a file of rows, one JSON object a line. Raises as `load_rows`."""
    return load_rows(path, parse_phrase)


def load_rows(path: Path, parse: Callable[[object], Row]) -> list[Row]:
    """Read a file of JSON objects, one a line.

    Raises `ValueError` with the file's name and line for the first row that is not as it must be.
    """
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            rows.append(parse(json.loads(line)))
        except ValueError as exc:
            raise ValueError(f"{path.name}:{number}: {exc}") from exc
    return rows


def parse_phrase(row: object) -> Phrase:
    """Read one row. Raises `ValueError` when a key, a type or a number of boxes is wrong."""
    row = read_object(row, KEYS)
    phrase = Phrase(
        screen=read_text(row, "screen"),
        words=read_text(row, "words"),
        kind=read_one_of(row, "class", KINDS),
        boxes=_boxes(row["boxes"]),
        has_text=read_bool(row, "has_text"),
        source=read_one_of(row, "source", SOURCES),
        split=row["split"],
    )
    if not isinstance(phrase.split, str | None):
        raise ValueError("split is a name or null")
    check_count(phrase.kind, len(phrase.boxes))
    if len(set(phrase.boxes)) < len(phrase.boxes):
        raise ValueError("the same box twice")
    return phrase


def check_count(kind: str, places: int) -> None:
    """Raise `ValueError` unless a phrase of a class may mean so many places."""
    fewest, most = {"near_miss": (0, 0), "ambiguous": (2, 99)}.get(kind, (1, 99))
    if not fewest <= places <= most:
        raise ValueError(f"{places} places for {kind}")


def read_object(row: object, keys: frozenset[str]) -> Mapping[str, Any]:
    """Return a row that has exactly the keys. Raises `ValueError`."""
    if not isinstance(row, dict) or row.keys() != keys:
        raise ValueError(f"not exactly the keys {sorted(keys)}: {row}")
    return row


def read_bool(row: Mapping[str, object], key: str) -> bool:
    """Return a value that is true or false. Raises `ValueError`."""
    value = row[key]
    if not isinstance(value, bool):
        raise ValueError(f"{key} is true or false")
    return value


def read_text(row: Mapping[str, object], key: str) -> str:
    """Return a value that is text without blanks around it. Raises `ValueError`."""
    value = row[key]
    if not isinstance(value, str) or not value or value != value.strip():
        raise ValueError(f"{key} is no text, or has blanks around it: {value!r}")
    return value


def read_one_of(row: Mapping[str, object], key: str, names: tuple[str, ...]) -> str:
    """Return a value that is one of the names. Raises `ValueError`."""
    value = read_text(row, key)
    if value not in names:
        raise ValueError(f"{key} is {value!r}, not one of {names}")
    return value


def _boxes(value: object) -> tuple[Box, ...]:
    if not isinstance(value, list):
        raise ValueError("boxes is no list")
    return tuple(map(_box, value))


def _box(value: object) -> Box:
    if not isinstance(value, list) or len(value) != 4 or any(type(n) is not int for n in value):
        raise ValueError(f"a box is [left, top, right, bottom] in pixels: {value}")
    box = Box(*value)
    if not box.area:
        raise ValueError(f"an empty box: {value}")
    return box
