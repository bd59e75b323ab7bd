"""The notifications in the shade; a reboot forgets them, as on Android."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes

_MOST_OF_PACKAGE = 50
"""NotificationManagerService.MAX_PACKAGE_NOTIFICATIONS."""


@dataclass(frozen=True, slots=True)
class ContentIntent:
    """What a tap on a notification opens."""

    package: str
    activity: str
    action: str = ""
    uri: str | None = None
    extras: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notification:
    """One posted notification."""

    package: str
    uid: int
    number: int
    """Its id, which is the app's own."""
    tag: str | None
    title: str
    text: str
    channel: str
    when_ms: int
    """Wall clock, since 1970."""
    details: tuple[str, ...] = ()
    """Lines of the expanded form: big text, an inbox, messages."""
    style: str = ""
    """Template, as BigTextStyle; "" for none."""
    icon: str = ""
    """Material Design icon; "" for the app's own."""
    intent: ContentIntent | None = None
    ongoing: bool = False
    auto_cancel: bool = False

    @property
    def key(self) -> str:
        """Return what StatusBarNotification calls it."""
        return f"0|{self.package}|{self.number}|{self.tag or 'null'}|{self.uid}"

    @property
    def flags(self) -> int:
        """Return Notification.flags: FLAG_ONGOING_EVENT, FLAG_AUTO_CANCEL."""
        return (0x2 if self.ongoing else 0) | (0x10 if self.auto_cancel else 0)


class Notifications:
    """Posted ones by key, the newest first; safe from any thread."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._lock = threading.Lock()
        self._posted: dict[str, Notification] = {}

    def listed(self) -> list[Notification]:
        """Return all, the newest first."""
        with self._lock:
            return list(reversed(self._posted.values()))

    def find(self, key: str) -> Notification | None:
        """Return one by its key."""
        with self._lock:
            return self._posted.get(key)

    def post(self, notification: Notification) -> None:
        """Add one, or update that of the same key where it stands.

        Of a package that has posted as many as Android takes, a further one is dropped.
        """
        with self._lock:
            others = [one for key, one in self._posted.items() if key != notification.key]
            if sum(one.package == notification.package for one in others) >= _MOST_OF_PACKAGE:
                return
            self._posted[notification.key] = notification
        self._changes.note()

    def cancel(self, key: str) -> None:
        """Take one away."""
        with self._lock:
            gone = self._posted.pop(key, None)
        if gone is not None:
            self._changes.note()

    def cancel_of(self, package: str) -> None:
        """Take those of an app away, as stopping it by force does."""
        for each in self.listed():
            if each.package == package:
                self.cancel(each.key)

    def clear(self) -> None:
        """Take all away but ongoing ones, as "Clear all" does."""
        for each in self.listed():
            if not each.ongoing:
                self.cancel(each.key)
