"""The whole phone through the real adb binary and adbutils."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import adbutils
import pytest
import uiautomator2
from PIL import Image

from tests.conftest import AdbServer

APK = Path(uiautomator2.__file__).parent / "assets" / "app-uiautomator.apk"
PACKAGE = "com.github.uiautomator"
Adb = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def adb(phone: adbutils.AdbDevice, adb_server: AdbServer) -> Adb:
    """Run `adb -s SERIAL ...`."""
    assert phone.serial is not None
    serial = phone.serial

    def run(*args: str) -> subprocess.CompletedProcess[bytes]:
        return adb_server.run("-s", serial, *args)

    return run


def test_shell_keeps_streams_and_exit_codes(adb: Adb) -> None:
    answer = adb("shell", "echo out; nosuch")
    assert answer.stdout == b"out\n"
    assert answer.stderr == b"/system/bin/sh: nosuch: inaccessible or not found\n"
    assert answer.returncode == 127


def test_screenshot(adb: Adb) -> None:
    picture = Image.open(io.BytesIO(adb("exec-out", "screencap", "-p").stdout))
    assert picture.size == (1080, 2400)
    raw = adb("exec-out", "screencap").stdout
    assert len(raw) == 16 + 1080 * 2400 * 4
    assert picture.convert("RGB").tobytes() == (
        Image.frombytes("RGBA", (1080, 2400), raw[16:]).convert("RGB").tobytes()
    )


def test_install_and_uninstall(adb: Adb, tmp_path: Path) -> None:
    assert adb("install", str(APK)).stdout.endswith(b"Success\n")
    assert f"package:{PACKAGE}\n".encode() in adb("shell", "pm", "list", "packages", "-3").stdout
    assert b"versionName=2.4.0" in adb("shell", "dumpsys", "package", PACKAGE).stdout
    assert b".AdbKeyboard" in adb("shell", "ime", "list", "-s", "-a").stdout
    path = adb("shell", "pm", "path", PACKAGE).stdout.decode().strip().removeprefix("package:")
    adb("pull", path, str(tmp_path / "base.apk"))
    assert (tmp_path / "base.apk").read_bytes() == APK.read_bytes()
    assert adb("shell", "monkey", "-p", PACKAGE, "1").returncode == 0
    assert PACKAGE.encode() in adb("shell", "dumpsys window | grep mCurrentFocus").stdout
    assert adb("uninstall", PACKAGE).stdout == b"Success\n"
    assert adb("shell", "pm", "path", PACKAGE).returncode == 1


def test_install_of_what_is_no_apk(adb: Adb, tmp_path: Path) -> None:
    bad = tmp_path / "bad.apk"
    bad.write_bytes(b"this is no zip")
    answer = adb("install", str(bad))
    assert answer.returncode != 0
    assert b"INSTALL_PARSE_FAILED" in answer.stdout + answer.stderr
    assert adb("shell", "pm", "list", "packages", "-3").stdout == b""


def test_apps_outlive_a_reboot(adb: Adb, phone: adbutils.AdbDevice, adb_server: AdbServer) -> None:
    adb("install", str(APK))
    adb("shell", "reboot")
    assert phone.serial is not None
    adb_server.run("-s", phone.serial, "wait-for-device")
    assert PACKAGE.encode() in adb("shell", "pm", "list", "packages").stdout


def test_adbutils(phone: adbutils.AdbDevice) -> None:
    assert tuple(phone.window_size()) == (1080, 2400)
    assert phone.rotation() == 0
    assert phone.is_screen_on()
    assert phone.brightness_value == 102
    assert phone.app_current().package == "com.android.settings"
    info = phone.app_info("com.android.settings")
    assert info is not None
    assert (info.version_name, info.version_code) == ("13", 33)
    assert phone.wlan_ip() == "10.0.2.16"
    phone.switch_wifi(False)
    assert phone.shell("settings get global wifi_on") == "0"
    phone.switch_airplane(True)
    assert phone.shell("settings get global airplane_mode_on") == "1"
    phone.click(540, 480)
    phone.send_keys("hello")
    assert 'text="hello"' in phone.dump_hierarchy()
    assert phone.screenshot().size == (1080, 2400)
    phone.app_stop("com.android.settings")
    assert phone.app_current().package == "com.android.launcher3"
