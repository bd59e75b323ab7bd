"""What rings and is announced with no page open, at a clock that tests move."""

from pathlib import Path

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.background.alarms import Alarms
from droidground_emulator.virtual.background.background import Background
from droidground_emulator.virtual.background.messages import Messages
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.screen.pillow.screen import PillowScreen
from droidground_emulator.virtual.state.content.provider import Ask, ProviderError, get_long
from droidground_emulator.virtual.state.device_state import DeviceState

CLOCK = "content://com.android.deskclock"


class StillClock(Clock):
    """Stands still until it is moved."""

    seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def state(clock: StillClock, tmp_path: Path) -> DeviceState:
    """A phone that booted at 15:34 and looks at nothing by itself."""
    return DeviceState(PhoneOptions(seed=1), Files(tmp_path / "files"), clock)


def column(state: DeviceState, table: str, name: str) -> list[object]:
    rows = state.content.query(f"{CLOCK}/{table}", Ask(sort="_id"))
    return [row[name] for row in rows]


def test_an_alarm_that_nobody_hears_is_missed_and_off(
    state: DeviceState, clock: StillClock
) -> None:
    for days in (0, 0b1111111):
        state.content.insert(f"{CLOCK}/alarms", {"hour": 15, "minutes": 35, "daysofweek": days})
    alarms = Alarms(state, PillowScreen(state))
    clock.seconds = 60
    alarms.check()
    assert column(state, "instances", "alarm_state") == [5, 5]
    assert [one.channel for one in state.notifications.listed()] == ["Firing", "Firing"]
    clock.seconds = 60 + 10 * 60
    alarms.check()
    assert column(state, "instances", "alarm_state") == [6, 6]
    assert column(state, "alarms", "enabled")[2:] == [0, 1]
    assert [one.channel for one in state.notifications.listed()] == ["Missed", "Missed"]


def test_rows_of_odd_values_stop_nothing(state: DeviceState, clock: StillClock) -> None:
    state.content.insert(f"{CLOCK}/alarms", {"hour": "x", "minutes": "y", "daysofweek": 1e308})
    state.content.insert(f"{CLOCK}/timers", {
        "length_ms": "a", "remaining_ms": "b", "ends_ms": "soon", "state": "running"
    })  # fmt: skip
    state.content.insert("content://sms/inbox", {"address": "1", "body": "a", "date": "today"})
    screen = PillowScreen(state)
    Alarms(state, screen).check()
    Messages(state, screen).check()
    posted = {one.package: one for one in state.notifications.listed()}
    assert set(posted) == {"com.android.deskclock", "com.android.messaging"}
    assert posted["com.android.messaging"].when_ms == 0


def test_what_changes_no_row_is_no_change(state: DeviceState) -> None:
    before = state.changes.count
    assert state.content.update("content://sms", {"seen": 1}) == 0
    assert state.content.delete("content://sms") == 0
    assert state.changes.count == before
    state.content.insert("content://sms/inbox", {"address": "1", "body": "a"})
    assert state.content.update("content://sms", {"seen": 1}) == 1
    assert state.changes.count == before + 2


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (7, 7),
        ("12ab", 12),
        (" -3", -3),
        ("x", 0),
        (2.9, 2),
        (float("inf"), 0),
        (None, 0),
        (b"1", 0),
    ],
)
def test_a_cell_as_a_number(cell: str | int | float | bytes | None, number: int) -> None:
    assert get_long(cell) == number


class Failing:
    """A job that fails as it is told, and counts."""

    words = "damaged"
    looks = 0

    def check(self) -> None:
        self.looks += 1
        if self.words:
            raise ProviderError("java.lang.IllegalStateException", self.words)


def test_a_job_that_fails_is_told_once_and_looks_on(
    state: DeviceState, caplog: pytest.LogCaptureFixture
) -> None:
    background = Background(state, PillowScreen(state))
    background.close()
    job = Failing()
    for job.words in ("damaged", "damaged", "", "damaged", "worse"):
        background._check(job)
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"in the background: {words}" for words in ("damaged", "damaged", "worse")]
    assert job.looks == 5
