"""What a content provider is asked, and how it refuses."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Value = str | int | float | bytes | None
Row = dict[str, Value]


def get_long(value: Value) -> int:
    """Return a cell as a whole number, as Cursor.getLong does: text by the digits it begins with.

    Columns of SQLite take any kind of value; 0 for what is no number.
    """
    if isinstance(value, str):
        found = re.match(r"\s*([+-]?\d{1,18})", value)
        return int(found[1]) if found else 0
    if isinstance(value, float):
        return int(value) if math.isfinite(value) else 0
    return value if isinstance(value, int) else 0


class ProviderError(Exception):
    """A provider threw; `kind` is the Java exception's class."""

    def __init__(self, kind: str, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.kind = kind
        self.message = message


def unknown_uri(path: tuple[str, ...]) -> ProviderError:
    """Return what a provider throws for a path it does not serve."""
    return ProviderError("java.lang.IllegalArgumentException", f"Unknown URI: /{'/'.join(path)}")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows: an SQL condition with a `?` for each argument."""

    where: str = ""
    args: tuple[str, ...] = ()

    def inside(self, where: str, *args: str) -> Selection:
        """Return the rows that meet `where` too."""
        parts = [f"({part})" for part in (where, self.where) if part]
        return Selection(" AND ".join(parts), (*args, *self.args))


@dataclass(frozen=True, slots=True)
class Ask:
    """A query: which rows, which columns (all when empty), in which order."""

    selection: Selection = Selection()
    projection: tuple[str, ...] = ()
    sort: str = ""


class Provider(Protocol):
    """Serves the URIs of an authority; `path` is the URI's, in segments.

    Every method raises ProviderError as the provider on Android would throw.
    """

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return rows."""

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Add a row; return its id."""

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Change rows; return how many."""

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove rows; return how many."""

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the MIME type of a URI, "" when it has none."""
