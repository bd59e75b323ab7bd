"""content://com.android.contacts and the old content://contacts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from droidground_emulator.virtual.state.content import tables
from droidground_emulator.virtual.state.content.contacts_schema import (
    DIRECTORY_TYPES,
    EMAIL,
    NAME,
    NOTE,
    PHONE,
)
from droidground_emulator.virtual.state.content.database import Database, insert
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    ProviderError,
    Row,
    Selection,
    Value,
    unknown_uri,
)
from droidground_emulator.virtual.state.content.tables import Scope

PATH = "/data/data/com.android.providers.contacts/databases/contacts2.db"
_OF_PERSON = ("starred", "times_contacted", "last_time_contacted", "custom_ringtone",
              "send_to_voicemail", "pinned")  # fmt: skip
_VIEWS = {
    "contacts": ("view_contacts", "raw_contacts"),
    "raw_contacts": ("view_raw_contacts", "raw_contacts"),
    "people": ("view_people", "raw_contacts"),
    "phones": ("view_phones", "data"),
    "data": ("view_data", "data"),
}


class Contacts:
    """Implements `Provider` over the contacts database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def query(self, path: tuple[str, ...], ask: Ask) -> list[Row]:
        """Return people, their raw contacts or their data."""
        return tables.query(self._database, _scope(path), ask)

    def insert(self, path: tuple[str, ...], values: Mapping[str, Value]) -> int:
        """Add a raw contact, a row of its data, or a person as before Android 2."""
        with self._database.open() as connection:
            match path:
                case ("raw_contacts",):
                    return insert(connection, "raw_contacts", values)
                case ("data",):
                    return _insert_data(connection, values)
                case ("raw_contacts", of, "data"):
                    return _insert_data(connection, {**values, "raw_contact_id": int(of)})
                case ("people",):
                    return _insert_person(connection, values)
                case ("phones",):
                    return _insert_phone(connection, values.get("person"), values)
                case ("people", of, "phones"):
                    return _insert_phone(connection, int(of), values)
        raise unknown_uri(path)

    def update(
        self, path: tuple[str, ...], values: Mapping[str, Value], selection: Selection
    ) -> int:
        """Change what the columns of the URI stand for."""
        scope = _scope(path)
        with self._database.open() as connection:
            found = tables.ids(connection, scope, selection)
            if scope.view == "view_people":
                return _update_people(connection, found, values)
            if scope.view == "view_phones":
                values = _phone_columns(values)
            elif scope.view == "view_data":
                values = _with_name_parts(dict(values), NAME if "data2" in values else "")
            elif scope.view == "view_contacts":
                _refuse_others(values)
            return tables.update(connection, _table(scope), found, values)

    def delete(self, path: tuple[str, ...], selection: Selection) -> int:
        """Remove people with all their data, or rows of data."""
        scope = _scope(path)
        with self._database.open() as connection:
            return tables.delete(
                connection, _table(scope), tables.ids(connection, scope, selection)
            )

    def mime_type(self, path: tuple[str, ...]) -> str:
        """Return the type of a directory or an item."""
        kind = DIRECTORY_TYPES.get(path[0], "") if path else ""
        return kind.replace("cursor.dir", "cursor.item") if len(path) == 2 else kind


def _scope(path: tuple[str, ...]) -> Scope:
    name = path[0] if path else ""
    if name not in _VIEWS:
        raise unknown_uri(path)
    scope = Scope(_VIEWS[name][0])
    match path[1:]:
        case ():
            return scope
        case (number,) if number.isdecimal():
            return scope.only("_id = ?", number)
        case ("phones",) if name == "data":
            return scope.only("mimetype = ?", PHONE)
        case ("emails",) if name == "data":
            return scope.only("mimetype = ?", EMAIL)
        case ("filter", text) if name in ("contacts", "people", "phones"):
            return scope.only("display_name LIKE ?", f"%{text}%")
        case (of, "data" | "entities") if name in ("contacts", "raw_contacts"):
            return Scope("view_data").only("raw_contact_id = ?", of)
        case (of, "phones") if name == "people":
            return Scope("view_phones").only("person = ?", of)
    raise unknown_uri(path)


def _table(scope: Scope) -> str:
    return next(table for view, table in _VIEWS.values() if view == scope.view)


def _insert_data(connection: sqlite3.Connection, values: Mapping[str, Value]) -> int:
    if not values.get("mimetype"):
        raise ProviderError("java.lang.IllegalArgumentException", "mimetype is required")
    owner = values.get("raw_contact_id")
    if not connection.execute("SELECT 1 FROM raw_contacts WHERE _id = ?", (owner,)).fetchone():
        raise ProviderError(
            "java.lang.IllegalArgumentException", f"raw_contact_id {owner!r} does not exist"
        )
    return insert(connection, "data", _with_name_parts(dict(values), str(values["mimetype"])))


def _with_name_parts(values: dict[str, Value], mimetype: str) -> dict[str, Value]:
    """Make a full name of given and family name, or these of the full name."""
    if mimetype != NAME:
        return values
    if values.get("data1") and not ("data2" in values or "data3" in values):
        given, _, family = str(values["data1"]).rpartition(" ")
        values["data2"], values["data3"] = (given, family) if given else (family, None)
    elif "data1" not in values:
        parts = (values.get("data2"), values.get("data3"))
        values["data1"] = " ".join(str(part) for part in parts if part)
    return values


def _insert_person(connection: sqlite3.Connection, values: Mapping[str, Value]) -> int:
    person = insert(
        connection, "raw_contacts", {key: values[key] for key in _OF_PERSON if key in values}
    )
    for column, mimetype in (("name", NAME), ("notes", NOTE)):
        if values.get(column):
            _insert_value(connection, person, mimetype, values[column])
    if values.get("number"):
        _insert_phone(connection, person, values)
    return person


def _insert_value(connection: sqlite3.Connection, person: int, mimetype: str, value: Value) -> None:
    _insert_data(connection, {"raw_contact_id": person, "mimetype": mimetype, "data1": value})


def _insert_phone(
    connection: sqlite3.Connection, person: Value, values: Mapping[str, Value]
) -> int:
    row = {"raw_contact_id": person, "mimetype": PHONE, **_phone_columns(values)}
    return _insert_data(connection, row)


def _phone_columns(values: Mapping[str, Value]) -> dict[str, Value]:
    names = {"number": "data1", "type": "data2", "label": "data3", "isprimary": "is_primary"}
    return {names[key]: value for key, value in values.items() if key in names}


def _update_people(
    connection: sqlite3.Connection, found: list[int], values: Mapping[str, Value]
) -> int:
    own = {key: value for key, value in values.items() if key in _OF_PERSON}
    if own:
        tables.update(connection, "raw_contacts", found, own)
    for person in found if values.get("name") else ():
        connection.execute(
            "DELETE FROM data WHERE raw_contact_id = ? AND mimetype = ?", (person, NAME)
        )
        _insert_value(connection, person, NAME, values["name"])
    return len(found)


def _refuse_others(values: Mapping[str, Value]) -> None:
    """Refuse a change of what a contact only shows, its name above all."""
    others = [key for key in values if key not in _OF_PERSON]
    if others:
        raise ProviderError("java.lang.IllegalArgumentException", f"Invalid column {others[0]}")
