"""Every fault of the wire, seen by the real adb server; deliveries are counted on the phone."""

import subprocess

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.faults import Fault
from tests.emulator.adbd.conftest import Connected


def arm(connected: Connected, text: str) -> None:
    """Put a fault in force."""
    connected.guest.faults.arm(Fault.parse(text))


def test_drop_before_the_command_runs(connected: Connected) -> None:
    arm(connected, "drop:match=input,when=before,times=1")
    assert connected.adb("shell", "input tap 1 2").returncode != 0
    assert connected.guest.ran == []
    assert connected.reaches("device")
    assert connected.adb("shell", "input tap 1 2").returncode == 0
    assert connected.guest.ran == ["input tap 1 2"]


@pytest.mark.parametrize("options", ["when=after", "bytes=0,when=after"])
def test_drop_after_the_command_ran(connected: Connected, options: str) -> None:
    arm(connected, f"drop:match=input,{options},times=1")
    done = connected.adb("shell", "input tap 1 2")
    assert done.returncode != 0
    assert done.stdout == b"input tap 1 2\n"
    assert connected.guest.ran == ["input tap 1 2"]
    assert connected.reaches("device")


@pytest.mark.parametrize("count", [0, 1, 70_000, 3_000_000])
def test_drop_in_mid_output(connected: Connected, count: int) -> None:
    arm(connected, f"drop:match=big,bytes={count},times=1")
    done = connected.adb("exec-out", "big")
    assert len(done.stdout) <= count
    assert connected.guest.ran == ["big"]
    assert connected.reaches("device")
    assert len(connected.adb("exec-out", "big").stdout) == 10 << 20


def test_truncate_ends_cleanly(connected: Connected) -> None:
    arm(connected, "truncate:match=exec:big,bytes=123456,times=1")
    done = connected.adb("exec-out", "big")
    assert (done.returncode, len(done.stdout)) == (0, 123456)
    assert connected.state() == "device"
    assert len(connected.adb("exec-out", "big").stdout) == 10 << 20


def test_offline_refuses_for_a_while(connected: Connected) -> None:
    arm(connected, "offline:match=hello,seconds=0.6,times=1")
    assert connected.adb("shell", "hello").returncode != 0
    assert connected.state() != "device"
    clock = Clock()
    back = clock.wait_until(
        lambda: (
            connected.server.run("disconnect", connected.phone.serial) is not None
            and b"connected to"
            in connected.server.run("connect", connected.phone.serial).stdout[:12]
        ),
        clock.monotonic() + 10,
        poll_s=0.1,
    )
    assert back
    assert connected.guest.ran == []
    assert connected.adb("shell", "hello").stdout == b"hello\n"


def test_silent(connected: Connected) -> None:
    arm(connected, "silent:match=hello")
    with pytest.raises(subprocess.TimeoutExpired):
        connected.adb("shell", "hello", timeout_s=0.5)
    assert connected.guest.ran == []
    assert connected.adb("shell", "other").stdout == b"other\n"


def test_slow(connected: Connected) -> None:
    arm(connected, "slow:match=hello,ms=300,times=1")
    clock = Clock()
    started = clock.monotonic()
    assert connected.adb("shell", "hello").stdout == b"hello\n"
    assert clock.monotonic() - started >= 0.3


def test_refuse_skips_and_counts(connected: Connected) -> None:
    arm(connected, "refuse:match=hello,after=1,times=2")
    codes = [connected.adb("shell", "hello").returncode for _ in range(4)]
    assert [code == 0 for code in codes] == [True, False, False, True]


def test_unauthorized_at_run_time(connected: Connected) -> None:
    arm(connected, "unauthorized:match=,times=1,seconds=0.5")
    assert connected.adb("shell", "hello").returncode != 0
    assert connected.reaches("unauthorized", within_s=10)
    assert connected.reaches("device")
    assert connected.adb("shell", "hello").returncode == 0
    assert connected.guest.ran == ["hello"]


@pytest.mark.parametrize("name", ["drop:when=before", "refuse", "silent", "truncate", "offline"])
def test_the_phone_can_always_be_inspected(connected: Connected, name: str) -> None:
    arm(connected, name)
    arm(connected, "unauthorized")
    assert connected.adb("shell", "vphone fault list").stdout == b"vphone fault list\n"


def test_drop_of_a_push_leaves_no_file(connected: Connected) -> None:
    arm(connected, "drop:match=sync,bytes=0,times=1")
    connected.guest.files.write("/sdcard/old", b"old")
    done = connected.adb("push", __file__, "/sdcard/old")
    assert done.returncode != 0
    assert connected.guest.files.read("/sdcard/old") == b"old"
