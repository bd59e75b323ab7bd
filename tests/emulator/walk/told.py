"""What the phone tells a shell: settings, services, rows and files, all asked in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.emulator.stores.conftest import CONTACTS, Adb

SHARED = "/storage/emulated/0"
NOTES = f"{SHARED}/Documents/Markor"
CLOCK = "content://com.android.deskclock"
TABLES = ("system", "secure", "global")
_MARK = "@@@"


def _query(uri: str, columns: str, sort: str = "") -> str:
    return f"content query --uri {uri} --projection {columns}" + (
        f" --sort '{sort}'" if sort else ""
    )


QUESTIONS = {
    **{table: f"settings list {table}" for table in TABLES},
    "wifi": "dumpsys wifi",
    "bluetooth": "dumpsys bluetooth_manager",
    "activities": "dumpsys activity activities",
    "window": "dumpsys window windows",
    "ime": "dumpsys input_method",
    "alarm": "dumpsys alarm",
    "notification": "dumpsys notification --noredact",
    "night": "cmd uimode night",
    "display": "dumpsys display",
    "names": _query(
        f"{CONTACTS}/contacts", "display_name", "starred DESC, sort_key COLLATE NOCASE"
    ),
    "data": _query(f"{CONTACTS}/data", "data1"),
    "bodies": _query("content://sms", "body"),
    "types": _query("content://sms", "type"),
    "hours": _query(f"{CLOCK}/alarms", "hour", "hour, minutes, _id"),
    "minutes": _query(f"{CLOCK}/alarms", "minutes", "hour, minutes, _id"),
    "days": _query(f"{CLOCK}/alarms", "daysofweek", "hour, minutes, _id"),
    "enabled": _query(f"{CLOCK}/alarms", "enabled", "hour, minutes, _id"),
    "timers": _query(f"{CLOCK}/timers", "state", "_id"),
    "stopwatch": _query(f"{CLOCK}/stopwatch", "state"),
    "laps": _query(f"{CLOCK}/laps", "_id"),
    "files": f"find {SHARED}",
    "sums": f'for each in {NOTES}/*; do md5sum "$each" 2>&1; done',
}
_FLEETING = ("notification", "alarm", "window", "display", "activities", "ime")
"""Sections that a touch may change without anything being stored."""


@dataclass(frozen=True)
class Told:
    """The answers by the names of QUESTIONS."""

    sections: dict[str, str]
    settings: dict[tuple[str, str], str]

    def __getitem__(self, name: str) -> str:
        return self.sections[name]

    def setting(self, table: str, key: str) -> str:
        """A setting's value, "null" as `settings get` prints it."""
        return self.settings.get((table, key), "null")

    def values(self, name: str) -> list[str]:
        """The values of a query's one column; a value may have several lines."""
        found = re.findall(r"^Row: \d+ \w+=(.*?)(?=\n(?:Row: \d+ |\Z))", self[name], re.M | re.S)
        return [str(value) for value in found]

    @property
    def file_names(self) -> set[str]:
        """Names of all files and folders."""
        return {path.rpartition("/")[2] for path in self["files"].splitlines()}

    @property
    def locale(self) -> str:
        listed = self.settings.get(("system", "system_locales"), "en")
        return re.split("[-_,]", listed)[0]

    @property
    def dark(self) -> bool:
        return self["night"].strip() == "Night mode: yes"

    @property
    def stored(self) -> dict[str, str]:
        """What is kept, without what merely shows."""
        return {name: said for name, said in self.sections.items() if name not in _FLEETING}

    def changed(self, before: Told) -> set[tuple[str, str]]:
        """The settings whose values differ."""
        keys = {*self.settings, *before.settings}
        return {key for key in keys if self.settings.get(key) != before.settings.get(key)}


def ask(adb: Adb) -> Told:
    """Ask everything at once."""
    line = "; ".join(f"echo {_MARK}{name}; {question}" for name, question in QUESTIONS.items())
    out, err, _ = adb.answer("shell", line)
    assert not err, err
    sections = {}
    for part in out.split(_MARK)[1:]:
        name, _, said = part.partition("\n")
        sections[name] = said
    settings = {
        (table, key): value
        for table in TABLES
        for key, _, value in (text.partition("=") for text in sections[table].splitlines())
    }
    return Told(sections, settings)
