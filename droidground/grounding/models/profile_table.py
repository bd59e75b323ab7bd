"""Reading a TOML table with checks: types, unknown keys, errors that name the file and the key."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from droidground.errors import ConfigError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Table:
    """One table of a data file, read key by key."""

    def __init__(self, values: object, source: str, name: str = "") -> None:
        self._source = source
        self._name = name
        if not isinstance(values, Mapping):
            raise self.error(name, "a table")
        self._values: Mapping[str, object] = values
        self._read: set[str] = set()

    def error(self, key: str, wanted: str) -> ConfigError:
        """Return the error of one key."""
        where = f"{self._name}.{key}" if self._name and key != self._name else key
        return ConfigError(
            f"{self._source}: {where} must be {wanted}",
            key=where,
            source=self._source,
            hint="Mend the model profile; docs/models.md describes its keys.",
        )

    def has(self, key: str) -> bool:
        """Tell whether the key is given."""
        return key in self._values

    def _take(self, key: str) -> object:
        self._read.add(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; required without a default."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (not value and default is None):
            raise self.error(key, "a text")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number above 0; required without a default."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
            raise self.error(key, "a number above 0")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number above 0; required without a default."""
        value = self.number(key, default)
        if not isinstance(value, int):
            raise self.error(key, "a whole number")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, "true or false")
        return value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """Return one value of an enumeration; required without a default."""
        text = self.text(key, None if default is None else default.value)
        names = [member.value for member in kind]
        if text not in names:
            raise self.error(key, f"one of {', '.join(names)}, not {text!r}")
        return kind(text)

    def list_of(self, key: str, item: Callable[[object], T], wanted: str) -> tuple[T, ...]:
        """Return a list, its items read by a function that raises `ValueError`; may be absent."""
        value = self._take(key)
        if value is None:
            return ()
        try:
            if not isinstance(value, list):
                raise ValueError
            return tuple(map(item, value))
        except ValueError:
            raise self.error(key, f"a list of {wanted}") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; may be absent."""
        return self.list_of(key, as_text, "texts")

    def table(self, key: str) -> Table:
        """Return a table within; an absent one is empty."""
        value = self._take(key)
        return Table({} if value is None else value, self._source, key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return a list of tables within."""
        return self.list_of(key, lambda one: Table(one, self._source, key), "tables")

    def finish(self) -> None:
        """Refuse keys that nobody read."""
        known = sorted(self._read)
        for key in self._values:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                raise ConfigError(
                    f"{self._source}: {f'{self._name}.' if self._name else ''}{key} is unknown",
                    key=key,
                    source=self._source,
                    hint=f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known)}.",
                )


def as_text(value: object) -> str:
    """Return a text that is one. Raises `ValueError`."""
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def as_numbers(value: object) -> tuple[float, ...]:
    """Return two or four numbers. Raises `ValueError`."""
    if not isinstance(value, list) or len(value) not in (2, 4):
        raise ValueError
    if not all(isinstance(one, int | float) for one in value):
        raise ValueError
    return tuple(float(one) for one in value)
