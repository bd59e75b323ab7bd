"""Announces text messages that nobody has seen yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.background.watch import FileWatch
from droidground_emulator.virtual.state.content import sms
from droidground_emulator.virtual.state.content.provider import Ask, Row, Selection, get_long
from droidground_emulator.virtual.state.everyday_apps import MESSAGES, VIEW
from droidground_emulator.virtual.state.notifications import ContentIntent, Notification

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.base import Screen
    from droidground_emulator.virtual.state.device_state import DeviceState

_UNSEEN = Ask(Selection("type = 1 AND read = 0 AND seen = 0"), sort="date, _id")
_THREAD = f"{MESSAGES}.ui.conversation.LaunchConversationActivity"


class Messages:
    """One notification for each sender, gone when the message was seen."""

    def __init__(self, state: DeviceState, screen: Screen) -> None:
        """Announce on a phone; nothing is announced while Messages is in front."""
        self._state = state
        self._screen = screen
        self._watch = FileWatch(state.files, sms.PATH)
        self._unseen: dict[str, list[Row]] = {}
        self._told: dict[str, tuple[object, str]] = {}
        """Latest message and the notification's key by sender: one swiped away stays away."""

    def check(self) -> None:
        """Post and cancel what is due."""
        if self._watch.changed():
            self._unseen = {}
            for row in self._state.content.query("content://sms", _UNSEEN):
                self._unseen.setdefault(str(row["address"] or ""), []).append(row)
        for address in set(self._told) - set(self._unseen):
            self._state.notifications.cancel(self._told.pop(address)[1])
        new = [
            (address, rows)
            for address, rows in self._unseen.items()
            if self._told.get(address, (None, ""))[0] != rows[-1]["_id"]
        ]
        if new and self._screen.window().package != MESSAGES:
            for address, rows in new:
                self._told[address] = (rows[-1]["_id"], self._post(address, rows))

    def _post(self, address: str, rows: list[Row]) -> str:
        app = self._state.packages.find(MESSAGES)
        bodies = tuple(str(row["body"] or "") for row in rows)
        posted = Notification(
            MESSAGES,
            app.uid if app else 0,
            0,
            f"sms:{address}",
            title=self._name(address),
            text=bodies[-1],
            channel="bugle_default_channel",
            when_ms=get_long(rows[-1]["date"]),
            details=bodies if len(bodies) > 1 else (),
            style="MessagingStyle",
            intent=ContentIntent(MESSAGES, _THREAD, VIEW, f"sms:{address}"),
            auto_cancel=True,
        )
        self._state.notifications.post(posted)
        return posted.key

    def _name(self, address: str) -> str:
        ask = Ask(Selection("data1 = ?", (address,)), ("display_name",))
        known = self._state.content.query("content://com.android.contacts/data/phones", ask)
        return str(known[0]["display_name"]) if known else address
