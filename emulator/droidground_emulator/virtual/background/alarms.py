"""Rings the clock's alarms and timers at the phone's time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from droidground_emulator.virtual.background.labels import words
from droidground_emulator.virtual.background.watch import FileWatch
from droidground_emulator.virtual.state.content import clock
from droidground_emulator.virtual.state.content.clock import FIRED, MISSED, SNOOZED, next_ring
from droidground_emulator.virtual.state.content.provider import Ask, Row, Selection, Value, get_long
from droidground_emulator.virtual.state.everyday_apps import CLOCK
from droidground_emulator.virtual.state.intents import Opened
from droidground_emulator.virtual.state.notifications import ContentIntent, Notification

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.base import Screen
    from droidground_emulator.virtual.state.device_state import DeviceState

URI = f"content://{CLOCK}"
ALERT = f"{CLOCK}.alarms.AlarmActivity"
_SILENT_AFTER_MS = 10 * 60_000
"""DeskClock's default for "Silence after"."""
_JUMP_S = 1.0


class Alarms:
    """What is due between two looks rings; what a change of the clock jumped over does not."""

    def __init__(self, state: DeviceState, screen: Screen) -> None:
        """Ring on a screen."""
        self._state = state
        self._screen = screen
        self._watch = FileWatch(state.files, clock.PATH)
        self._alarms: list[Row] = []
        self._instances: list[Row] = []
        self._timers: list[Row] = []
        self._ringing: dict[str, str] = {}
        """Notification by what rings."""
        self._last = self._now()
        self._drift = self._ahead()

    def check(self) -> None:
        """Ring what is due."""
        if self._watch.changed():
            self._read()
        now, ahead = self._now(), self._ahead()
        if abs(ahead - self._drift) > _JUMP_S:
            self._last, self._drift = now, ahead
        for alarm in self._alarms:
            due = next_ring(alarm, self._last)
            if due <= now:
                values = {"alarm_id": alarm["_id"], "label": alarm["label"], "rings_ms": _ms(due)}
                self._state.content.insert(f"{URI}/instances", {**values, "alarm_state": FIRED})
                self._read()
        self._last = now
        self._advance(_ms(now))
        self._announce(_ms(now))

    def _now(self) -> datetime.datetime:
        return self._state.time.now()

    def _ahead(self) -> float:
        return self._now().timestamp() - self._state.clock.monotonic()

    def _read(self) -> None:
        def ask(table: str, where: str) -> list[Row]:
            return self._state.content.query(f"{URI}/{table}", Ask(Selection(where)))

        self._alarms = ask("alarms", "enabled <> 0")
        self._instances = ask("instances", f"alarm_state IN ({SNOOZED}, {FIRED})")
        self._timers = ask("timers", "state = 'running'")

    def _advance(self, now_ms: int) -> None:
        """Let what was snoozed ring again, and what rang too long be missed."""
        for one in self._instances:
            since = now_ms - get_long(one["rings_ms"])
            if one["alarm_state"] == SNOOZED and since >= 0:
                one["alarm_state"] = FIRED
            elif one["alarm_state"] == FIRED and since >= _SILENT_AFTER_MS:
                one["alarm_state"] = MISSED
                self._post(one, f"missed{_id(one)}", "missed_alarm", ongoing=False)
                self._turn_off(one["alarm_id"])
            else:
                continue
            values = {"alarm_state": one["alarm_state"]}
            self._state.content.update(f"{URI}/instances/{_id(one)}", values)

    def _turn_off(self, alarm_id: Value) -> None:
        """Turn an alarm off that does not repeat (DeskClock's updateParentAlarm)."""
        for alarm in self._alarms:
            if alarm["_id"] == alarm_id and not get_long(alarm["daysofweek"]):
                self._state.content.update(f"{URI}/alarms/{_id(alarm)}", {"enabled": 0})

    def _announce(self, now_ms: int) -> None:
        due = {f"alarm{_id(one)}": one for one in self._instances if one["alarm_state"] == FIRED}
        due |= {f"timer{_id(one)}": one for one in self._timers if _ended(one, now_ms)}
        for tag in set(self._ringing) - set(due):
            self._state.notifications.cancel(self._ringing.pop(tag))
        new = {tag: one for tag, one in due.items() if tag not in self._ringing}
        for tag, one in new.items():
            title = "expired" if tag.startswith("timer") else "alarms"
            self._ringing[tag] = self._post(one, tag, title, ongoing=True)
        if new:
            self._show()

    def _show(self) -> None:
        """Wake the phone and show what rings, over what is shown."""
        self._state.power.wake()
        over = self._screen.window().package
        if over != CLOCK:
            self._state.intents.put(CLOCK, Opened(ALERT, extras={"over": over}))
        self._screen.start(CLOCK, ALERT)

    def _post(self, one: Row, tag: str, title: str, *, ongoing: bool) -> str:
        app = self._state.packages.find(CLOCK)
        posted = Notification(
            CLOCK,
            app.uid if app else 0,
            0,
            tag,
            title=str(one["label"] or words(self._state, "clock")[title]),
            text=words(self._state, "clock")[title],
            channel="Firing" if ongoing else "Missed",
            when_ms=_ms(self._now()),
            intent=ContentIntent(CLOCK, ALERT if ongoing else f"{CLOCK}.DeskClock"),
            ongoing=ongoing,
            auto_cancel=not ongoing,
        )
        self._state.notifications.post(posted)
        return posted.key


def _id(row: Row) -> int:
    return get_long(row["_id"])


def _ended(timer: Row, now_ms: int) -> bool:
    return get_long(timer["ends_ms"]) <= now_ms


def _ms(instant: datetime.datetime) -> int:
    return int(instant.timestamp() * 1000)
