"""Reads survive what a connection goes through; they end at their deadline."""

import threading
import time

import pytest

from droidground.device.events import LongPressAt, TapAt
from droidground.errors import AdbFailed, AdbTimeout, DeviceError, DeviceOffline, DeviceUnauthorized
from droidground.geometry import Point, Size
from tests.device.conftest import Handset, StartPhones


@pytest.mark.parametrize(
    "fault",
    [
        "drop:match=dumpsys display,times=1,when=before",
        "drop:match=dumpsys display,times=1,bytes=100",
        "drop:match=dumpsys display,times=1,when=after",
        "truncate:match=dumpsys display,times=1,bytes=10",
        "refuse:match=dumpsys display,times=1",
        "offline:match=dumpsys display,times=1,seconds=1",
    ],
)
def test_a_read_is_repeated_once(phone: Handset, fault: str) -> None:
    device = phone.device()
    phone.fault(fault)
    assert device.display().size == Size(1080, 2400)


def test_a_connection_that_stays_broken_is_an_error(phone: Handset) -> None:
    device = phone.device(timeout_s=3)
    phone.fault("drop:match=dumpsys display,when=before")
    with pytest.raises((DeviceOffline, AdbFailed)) as caught:
        device.display()
    assert caught.value.serial == phone.serial


def test_a_phone_that_never_answers(phone: Handset) -> None:
    device = phone.device(timeout_s=0.5)
    phone.fault("silent:match=dumpsys display")
    start = time.monotonic()
    with pytest.raises(AdbTimeout, match=r"within 0.5 s") as caught:
        device.display()
    assert time.monotonic() - start < 5
    assert "dumpsys display" in caught.value.command


def test_a_phone_that_takes_its_permission_back(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    device = phone.device(timeout_s=5)
    phone.fault("unauthorized")
    with pytest.raises(DeviceUnauthorized):
        device.exec_out("echo hello")


def kill_during(phone: Handset, marker: str) -> threading.Thread:
    """Kill the adb server as soon as the phone runs `marker`."""

    def watch() -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if marker in phone.adb_shell("vphone shell-log"):
                phone.server.run("kill-server")
                return

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_the_adb_server_is_killed_during_a_read(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    device = phone.device()
    killer = kill_during(phone, "sleep 1")
    assert device.exec_out("sleep 1; echo done") == b"done\n"
    killer.join()
    assert phone.state() == "device"


def test_the_adb_server_is_killed_during_a_gesture(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    device = phone.device()
    device.wake()
    killer = kill_during(phone, "input swipe")
    with pytest.raises(DeviceError, match="not sent again"):
        device.act(LongPressAt(Point(540, 1200), 1500))
    killer.join()
    assert device.display().size == Size(1080, 2400)
    assert len(phone.touches()) <= 1


def test_the_adb_server_was_killed_before_a_gesture(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    device = phone.device()
    device.act(TapAt(Point(540, 1200)))
    phone.adb_shell("vphone touches --clear")
    phone.server.run("kill-server")
    with pytest.raises(DeviceOffline, match="nothing was sent"):
        device.act(TapAt(Point(540, 1200)))
    device.display()
    assert phone.touches() == []
