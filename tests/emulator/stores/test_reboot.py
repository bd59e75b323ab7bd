"""Restarting the phone from inside, as seen through adb."""

from droidground_emulator.clock import Clock
from tests.emulator.stores.conftest import Adb

CHROME = "com.android.chrome"


def test_reboot_from_the_shell_cuts_adb_and_keeps_what_is_stored(adb: Adb) -> None:
    adb.shell(
        "settings put system screen_brightness 77; echo kept > /sdcard/kept.txt;"
        f" pm grant {CHROME} android.permission.CAMERA; cmd notification post tag text"
    )
    boots = int(adb.shell("settings get global boot_count"))
    for number, line in enumerate(("reboot; echo survived", "svc power reboot"), 1):
        out, _, code = adb.answer("shell", line)
        assert (out, code != 0) == ("", True)
        adb.answer("wait-for-device")
        assert adb.shell("getprop sys.boot_completed") == "1\n"
        assert int(adb.shell("settings get global boot_count")) == boots + number
    assert adb.shell("settings get system screen_brightness; cat /sdcard/kept.txt") == "77\nkept\n"
    flags = adb.shell(f"dumpsys package {CHROME} | grep 'permission.CAMERA: granted'")
    assert "granted=true" in flags
    assert adb.shell("cmd notification list") == ""


def test_a_phone_that_is_off_does_not_come_back(adb: Adb) -> None:
    adb.answer("shell", "svc power shutdown")
    clock = Clock()
    assert not clock.wait_until(
        lambda: adb.answer("shell", "true")[2] == 0, clock.monotonic() + 2, poll_s=0.2
    )
