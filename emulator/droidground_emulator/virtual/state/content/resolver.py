"""Finds the provider of a content URI and asks it."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.content import call_log, clock, contacts, sms
from droidground_emulator.virtual.state.content.call_log import CallLog
from droidground_emulator.virtual.state.content.clock import ClockProvider
from droidground_emulator.virtual.state.content.contacts import Contacts
from droidground_emulator.virtual.state.content.contacts_schema import SCHEMA as CONTACTS_SCHEMA
from droidground_emulator.virtual.state.content.database import Database
from droidground_emulator.virtual.state.content.media import Media
from droidground_emulator.virtual.state.content.provider import (
    Ask,
    Provider,
    ProviderError,
    Row,
    Selection,
    Value,
)
from droidground_emulator.virtual.state.content.settings_rows import SettingsProvider
from droidground_emulator.virtual.state.content.sms import Sms

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.state.changes import Changes
    from droidground_emulator.virtual.state.device_time import DeviceTime
    from droidground_emulator.virtual.state.settings import Settings


class ContentResolver:
    """All providers of the phone; shell commands and apps ask here. Safe from any thread."""

    def __init__(
        self, files: Files, settings: Settings, time: DeviceTime, changes: Changes
    ) -> None:
        """Open the providers of a phone."""
        people = Contacts(Database(files, contacts.PATH, CONTACTS_SCHEMA))

        messages = Sms(Database(files, sms.PATH, sms.SCHEMA), time.now_ms)
        alarms = ClockProvider(Database(files, clock.PATH, clock.SCHEMA), time.now_ms)
        calls = CallLog(Database(files, call_log.PATH, call_log.SCHEMA), time.now_ms)
        self._changes = changes
        self._providers: Mapping[str, Provider] = {
            "com.android.contacts": people,
            "contacts": people,
            "call_log": calls,
            "sms": messages,
            "mms-sms": messages,
            "com.android.deskclock": alarms,
            "settings": SettingsProvider(settings),
            "media": Media(files),
        }

    def query(self, uri: str, ask: Ask | None = None) -> list[Row]:
        """Return rows; raises ProviderError."""
        provider, path = self._find(uri)
        return provider.query(path, ask or Ask())

    def insert(self, uri: str, values: Mapping[str, Value]) -> int:
        """Add a row and return its id; raises ProviderError."""
        provider, path = self._find(uri)
        number = provider.insert(path, values)
        self._changes.note()
        return number

    def update(
        self, uri: str, values: Mapping[str, Value], selection: Selection | None = None
    ) -> int:
        """Change rows and return how many; raises ProviderError."""
        provider, path = self._find(uri)
        return self._noted(provider.update(path, values, selection or Selection()))

    def delete(self, uri: str, selection: Selection | None = None) -> int:
        """Remove rows and return how many; raises ProviderError."""
        provider, path = self._find(uri)
        return self._noted(provider.delete(path, selection or Selection()))

    def mime_type(self, uri: str) -> str:
        """Return the type of what a URI names, "" when nobody knows."""
        try:
            provider, path = self._find(uri)
            return provider.mime_type(path)
        except ProviderError:
            return ""

    def _noted(self, count: int) -> int:
        """Tell of rows that changed; of none nothing is told, as by Android's providers.

        A page that updates what it draws would else be drawn for ever.
        """
        if count:
            self._changes.note()
        return count

    def _find(self, uri: str) -> tuple[Provider, tuple[str, ...]]:
        parts = urllib.parse.urlsplit(uri)
        provider = self._providers.get(parts.netloc)
        if parts.scheme != "content" or provider is None:
            raise ProviderError(
                "java.lang.IllegalStateException", f"Could not find provider: {parts.netloc}"
            )
        names = (urllib.parse.unquote(name) for name in parts.path.split("/"))
        path = tuple(name for name in names if name)
        if parts.netloc == "mms-sms" and path == ("conversations",):
            path = ("threads",)
        return provider, path
