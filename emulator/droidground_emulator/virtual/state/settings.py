"""The three settings tables: system, secure, global."""

from __future__ import annotations

import math
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state import settings_defaults

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes

TABLES = ("system", "secure", "global")

Rule = Callable[[str, str, str | None], None]
"""Called with table, key and new value after a setting changed."""

_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "system": settings_defaults.SYSTEM,
    "secure": settings_defaults.SECURE,
    "global": settings_defaults.GLOBAL,
}


class Store:
    """Where a table's bytes live between boots."""

    def load(self, name: str) -> bytes | None:
        """Return what was saved as `name`, or None."""
        raise NotImplementedError

    def save(self, name: str, data: bytes) -> None:
        """Keep `data` as `name`."""
        raise NotImplementedError


class Settings:
    """The tables, saved at each change so that a reboot keeps them."""

    def __init__(self, store: Store, changes: Changes, first_boot: Mapping[str, str]) -> None:
        """Load the tables; `first_boot` maps "table/key" to values of a new phone."""
        self._store = store
        self._changes = changes
        self._lock = threading.RLock()
        self._rules: list[Rule] = []
        self._tables = {table: self._load(table, first_boot) for table in TABLES}

    def get(self, table: str, key: str) -> str | None:
        """Return a value, None when the key is not set."""
        with self._lock:
            return self._tables[table].get(key)

    def number(self, table: str, key: str, default: float = 0) -> float:
        """Return a value as a finite number, `default` when it is none."""
        try:
            number = float(self.get(table, key) or "")
        except ValueError:
            return default
        return number if math.isfinite(number) else default

    def is_on(self, table: str, key: str) -> bool:
        """Tell whether a switch-like setting is on."""
        return self.number(table, key) != 0

    def put(self, table: str, key: str, value: str) -> None:
        """Set a value; what depends on it follows."""
        with self._lock:
            if self._tables[table].get(key) == value:
                return
            self._tables[table][key] = value
            self._save(table)
        self._changed(table, key, value)

    def delete(self, table: str, key: str) -> int:
        """Remove a key; return how many rows went, 0 or 1."""
        with self._lock:
            if self._tables[table].pop(key, None) is None:
                return 0
            self._save(table)
        self._changed(table, key, None)
        return 1

    def rows(self, table: str) -> list[tuple[str, str]]:
        """Return all (key, value) of a table by key."""
        with self._lock:
            return sorted(self._tables[table].items())

    def follow(self, rule: Rule) -> None:
        """Call `rule` after each change."""
        self._rules.append(rule)

    def _changed(self, table: str, key: str, value: str | None) -> None:
        for rule in tuple(self._rules):
            rule(table, key, value)
        self._changes.note()

    def _load(self, table: str, first_boot: Mapping[str, str]) -> dict[str, str]:
        saved = self._store.load(_file_name(table))
        if saved is not None:
            return _read_table(saved)
        fresh = dict(_DEFAULTS[table])
        for name, value in first_boot.items():
            owner, _, key = name.partition("/")
            if owner == table:
                fresh[key] = value
        return fresh

    def _save(self, table: str) -> None:
        root = ET.Element("settings", version="-1")
        for number, (key, value) in enumerate(sorted(self._tables[table].items())):
            ET.SubElement(root, "setting", id=str(number), name=_keep(key), value=_keep(value))
        self._store.save(_file_name(table), ET.tostring(root, encoding="utf-8"))


def _file_name(table: str) -> str:
    return f"settings_{table}.xml"


def _keep(text: str) -> str:
    """Spell characters that XML cannot hold, so that the file can be read back."""
    return text.encode("unicode_escape").decode("ascii")


def _read_table(data: bytes) -> dict[str, str]:
    try:
        rows = ET.fromstring(data).iter("setting")
        return {_restore(row.get("name", "")): _restore(row.get("value", "")) for row in rows}
    except ET.ParseError:
        return {}


def _restore(text: str) -> str:
    return text.encode("ascii", "replace").decode("unicode_escape", "replace")
