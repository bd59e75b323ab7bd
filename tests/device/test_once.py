"""Gestures under every fault, counted on the phone: delivered at most once."""

import pytest

from droidground.device import Device
from droidground.device.events import (
    DoubleTapAt,
    InputEvent,
    KeyPress,
    LongPressAt,
    SwipeAlong,
    TapAt,
)
from droidground.errors import AdbFailed, AdbTimeout, DeviceError, DeviceOffline, InjectionDenied
from droidground.geometry import Point
from tests.device.conftest import Handset

A, B = Point(540, 1500), Point(540, 900)
EVENTS: list[tuple[InputEvent, int]] = [
    (TapAt(A), 1),
    (LongPressAt(A), 1),
    (DoubleTapAt(A), 2),
    (SwipeAlong(A, B, 100), 1),
    (KeyPress("VOLUME_UP"), 1),
]
"""Each event and how many deliveries it is."""


def act(device: Device, event: InputEvent, kind: type[DeviceError]) -> DeviceError:
    """Do it and return how it failed."""
    with pytest.raises(kind) as caught:
        device.act(event)
    return caught.value


@pytest.mark.parametrize(("event", "count"), EVENTS)
def test_a_healthy_phone_gets_each_event_once(
    phone: Handset, event: InputEvent, count: int
) -> None:
    phone.device().act(event)
    assert len(phone.touches()) == count


@pytest.mark.parametrize(("event", "count"), EVENTS)
@pytest.mark.parametrize(
    ("fault", "delivered"),
    [
        ("drop:match=input ,when=before", False),
        ("drop:match=input ,when=after", True),
        ("drop:match=input ,when=after,times=1", True),
        ("truncate:match=input ,times=1", None),
        ("refuse:match=input ", False),
        ("offline:match=input ,seconds=1,times=1", False),
    ],
)
def test_a_broken_connection(
    phone: Handset, event: InputEvent, count: int, fault: str, delivered: bool | None
) -> None:
    device = phone.device()
    device.wake()
    phone.fault(fault)
    error = act(device, event, DeviceError)
    assert isinstance(error, DeviceOffline | AdbFailed)
    assert "may or may not have been carried out, and was not sent again" in error.message
    assert error.serial == phone.serial
    phone.reconnect()
    touches = len(phone.touches())
    if delivered is None:
        assert touches <= count
    else:
        assert touches == (count if delivered else 0)


@pytest.mark.parametrize(("event", "count"), EVENTS)
@pytest.mark.parametrize(
    "fault",
    ["rotate_mid_gesture", "black_frame", "secure", "display_warning", "no_idle",
     "ui_automation_busy", "locked", "slow:match=input ,ms=300"],
)  # fmt: skip
def test_a_fault_that_does_not_concern_input(
    phone: Handset, event: InputEvent, count: int, fault: str
) -> None:
    device = phone.device()
    phone.fault(fault)
    device.act(event)
    assert len(phone.touches()) == count


def test_a_phone_that_never_answers(phone: Handset) -> None:
    device = phone.device(timeout_s=1)
    device.wake()
    phone.fault("silent:match=input ")
    error = act(device, TapAt(A), AdbTimeout)
    assert "within 1 s; it may or may not have been carried out" in error.message
    assert phone.touches() == []


def test_a_slow_answer_is_waited_for(phone: Handset) -> None:
    device = phone.device()
    device.wake()
    phone.fault("slow:match=input ,ms=700,times=1")
    device.act(TapAt(A))
    assert len(phone.touches()) == 1


def test_a_phone_that_is_gone_gets_nothing_later(phone: Handset) -> None:
    device = phone.device(timeout_s=2)
    device.act(TapAt(A))
    phone.adb_shell("vphone touches --clear")
    phone.server.run("disconnect", phone.serial)
    error = act(device, TapAt(A), DeviceError)
    assert "nothing was sent" in error.message
    phone.reconnect()
    assert phone.touches() == []


def test_a_refused_injection_has_one_clear_error(phone: Handset) -> None:
    device = phone.device()
    device.wake()
    phone.fault("deny_input")
    for event, _ in EVENTS:
        error = act(device, event, InjectionDenied)
        assert "Security settings" in error.hint
    assert phone.touches() == []


def test_a_command_is_sent_after_mending_what_was_broken_before(phone: Handset) -> None:
    device = phone.device()
    device.shell("true")
    phone.server.run("disconnect", phone.serial)
    assert device.shell("echo hello").stdout == "hello\n"
    phone.fault("drop:match=echo,when=after")
    with pytest.raises(DeviceOffline, match="may or may not"):
        device.shell("echo again")
    phone.reconnect()
    assert phone.adb_shell("vphone shell-log").count("echo again") == 1


def test_a_read_heals_where_a_gesture_does_not(phone: Handset) -> None:
    device = phone.device()
    device.wake()
    phone.server.run("disconnect", phone.serial)
    assert device.display().size.width == 1080
    device.act(TapAt(A))
    assert len(phone.touches()) == 1
