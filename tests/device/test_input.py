"""What events do on the phone, as the phone counted it."""

import pytest

from droidground.device.events import (
    DoubleTapAt,
    DragAlong,
    InputEvent,
    KeyPress,
    LongPressAt,
    OpenUrl,
    SwipeAlong,
    TapAt,
)
from droidground.device.gestures import swipe_path
from droidground.errors import InvalidAction
from droidground.geometry import Point, Size
from tests.device.conftest import Handset

A, B = Point(540, 1500), Point(540, 900)


def test_a_tap_lands_on_its_pixel(phone: Handset) -> None:
    phone.device().act(TapAt(Point(539, 1201)))
    (touch,) = phone.touches()
    assert (touch["kind"], touch["points"]) == ("tap", [[539, 1201]])


def test_a_long_press_is_held_longer_than_the_devices_own(phone: Handset) -> None:
    phone.adb_shell("settings put secure long_press_timeout 900")
    phone.device().act(LongPressAt(A))
    phone.adb_shell("settings delete secure long_press_timeout")
    (touch,) = phone.touches()
    assert touch["duration_ms"] >= 1100


def test_a_double_tap_is_quick_enough(phone: Handset) -> None:
    phone.device().act(DoubleTapAt(A))
    first, second = phone.touches()
    assert first["points"] == second["points"] == [[540, 1500]]
    gap = second["events"][0]["time_ms"] - first["events"][-1]["time_ms"]
    assert gap < 300


def test_a_swipe_keeps_ends_and_duration(phone: Handset) -> None:
    phone.device().act(SwipeAlong(A, B, 300))
    (touch,) = phone.touches()
    assert touch["points"] == [[540, 1500], [540, 900]]
    assert 250 <= touch["duration_ms"] <= 600


def test_a_drag_presses_long_moves_and_rests(phone: Handset) -> None:
    phone.device().act(DragAlong(A, B, 400))
    (touch,) = phone.touches()
    events = touch["events"]
    moves = [event for event in events if event["action"] == "move"]
    assert touch["points"] == [[540, 1500], [540, 900]]
    assert moves[0]["time_ms"] - events[0]["time_ms"] >= 500
    assert events[-1]["time_ms"] - moves[-1]["time_ms"] >= 100
    assert len(moves) >= 5


@pytest.mark.parametrize("direction", ["up", "down", "left", "right"])
def test_a_swipe_by_direction(phone: Handset, direction: str) -> None:
    device = phone.device()
    display = device.display()
    device.act(SwipeAlong(*swipe_path(direction, display.size, display.density), 200))
    (touch,) = phone.touches()
    assert len(touch["points"]) == 2


def test_keys_by_name(phone: Handset) -> None:
    device = phone.device()
    for key in ("back", "KEYCODE_HOME", "24"):
        device.act(KeyPress(key))
    assert [touch["text"] for touch in phone.touches()] == ["BACK", "HOME", "VOLUME_UP"]


@pytest.mark.parametrize(
    "event",
    [
        TapAt(Point(1080, 10)),
        LongPressAt(Point(-1, 10)),
        SwipeAlong(A, Point(540, 2400), 100),
        KeyPress("bakc"),
        KeyPress("BACK; input tap 1 1"),
    ],
)
def test_the_impossible_is_refused_and_nothing_sent(phone: Handset, event: InputEvent) -> None:
    with pytest.raises(InvalidAction) as caught:
        phone.device().act(event)
    assert caught.value.hint
    assert phone.touches() == []


def test_points_are_checked_against_the_display_as_it_is(phone: Handset) -> None:
    device = phone.device()
    assert device.display().size == Size(1080, 2400)
    phone.adb_shell("settings put system user_rotation 1")
    device.act(TapAt(Point(2000, 500)))
    (touch,) = phone.touches()
    assert touch["points"] == [[2000, 500]]


def test_a_url_is_opened_whatever_it_holds(phone: Handset) -> None:
    url = "https://example.org/?q='a b'&c=$(reboot)"
    phone.device().act(OpenUrl(url))
    lines = phone.adb_shell("vphone shell-log")
    assert "reboot" in lines
    assert phone.state() == "device"
