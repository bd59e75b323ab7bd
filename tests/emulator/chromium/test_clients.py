"""Real clients on the Chromium screen: the adb binary, adbutils and uiautomator2."""

import io
from collections.abc import Callable, Iterator

import adbutils
import pytest
import uiautomator2
from PIL import Image

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.phone import VirtualPhone
from tests.conftest import AdbServer
from tests.emulator.chromium.conftest import Phone

TOUCHPAD = "com.droidground.touchpad"


@pytest.fixture
def device(boot: Callable[..., Phone], adb_server: AdbServer) -> Iterator[adbutils.AdbDevice]:
    phone = boot(app="touchpad")
    with VirtualPhone(phone.system) as running:
        adb_server.connect(running.serial)
        yield adb_server.client.device(running.serial)
        adb_server.run("disconnect", running.serial)


def test_adbutils(device: adbutils.AdbDevice) -> None:
    current = device.app_current()
    assert (current.package, current.activity) == (TOUCHPAD, ".MainActivity")
    assert tuple(device.window_size()) == (1080, 2400)
    data = device.shell("screencap -p", encoding=None)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1080, 2400)
    device.click(540, 1200)
    assert "Tap 540,1200" in device.dump_hierarchy()


def test_uiautomator2(device: adbutils.AdbDevice) -> None:
    client = uiautomator2.connect(device)
    last = client(resourceId=f"{TOUCHPAD}:id/last")
    client(description="Pad").click()
    assert last.get_text().startswith("Tap ")
    Clock().sleep(0.4)  # else its first tap would be the second of a double tap
    client.double_click(540, 1200, 0.1)
    assert last.get_text() == "Double tap 540,1200"
    client.long_click(540, 1200)
    assert last.get_text() == "Long press 540,1200"
    client.swipe_ext("up")
    assert last.get_text().startswith("Swipe ")
    client.swipe(200, 1200, 800, 1200)
    assert last.get_text() == "Swipe 200,1200 to 800,1200"
    assert client.xpath('//*[@content-desc="Pad"]').exists
    assert client.screenshot().size == (1080, 2400)
    client.press("home")
    assert client.app_current()["package"] == "com.android.launcher3"
    client.open_quick_settings()
    tile = client(className="android.widget.Switch", descriptionStartsWith="Flashlight")
    tile.click()
    assert tile.info["checked"]
    assert device.shell("settings get secure flashlight_enabled") == "1"
    client.open_notification()
    assert client(resourceId="com.android.systemui:id/no_notifications").exists


def test_input_returns_when_delivered(device: adbutils.AdbDevice) -> None:
    began = Clock().monotonic()
    device.shell("input swipe 300 1800 800 900 500")
    assert Clock().monotonic() - began >= 0.5
    assert "Swipe 300,1800 to 800,900" in device.dump_hierarchy()
