"""The real uiautomator2 client against the phone, through the real adb server."""

import json
from collections.abc import Iterator

import adbutils
import pytest
import uiautomator2

from tests.emulator.system.conftest import pillow_only

# uiautomator2 leaves sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SETTINGS = "com.android.settings"


@pytest.fixture
def u2(phone: adbutils.AdbDevice) -> Iterator[uiautomator2.Device]:
    """A connected uiautomator2 device whose server is stopped afterwards."""
    device = uiautomator2.Device(phone)
    yield device
    device.stop_uiautomator()


def deliveries(u2: uiautomator2.Device, kind: str) -> list[dict[str, object]]:
    """What the phone says was delivered, of one kind."""
    lines = u2.shell("vphone touches").output.splitlines()
    return [found for found in map(json.loads, lines) if found["kind"] == kind]


def test_info_size_and_screenshot(u2: uiautomator2.Device) -> None:
    assert u2.info["currentPackageName"] == SETTINGS
    assert (u2.info["displayWidth"], u2.info["displayHeight"]) == (1080, 2400)
    assert u2.info["displaySizeDpX"] == 411
    assert u2.info["screenOn"] is True
    assert u2.device_info["sdk"] == 33
    assert tuple(u2.window_size()) == (1080, 2400)
    picture = u2.screenshot()
    assert picture is not None
    assert picture.size == (1080, 2400)


def test_hierarchy_and_xpath_click(u2: uiautomator2.Device) -> None:
    assert 'text="Network &amp; internet"' in u2.dump_hierarchy()
    u2.xpath("//*[@text='Network & internet']").click()
    assert u2(text="Airplane mode").exists


def test_click_by_selector_toggles_wifi(u2: uiautomator2.Device) -> None:
    u2.shell("am start -a android.settings.WIFI_SETTINGS")
    switch = u2(className="android.widget.Switch")
    assert switch.info["checked"] is True
    switch.click()
    assert switch.info["checked"] is False
    assert u2.shell("settings get global wifi_on").output.strip() == "0"
    assert len(deliveries(u2, "tap")) == 1


def test_clicks_and_swipes_are_told_apart(u2: uiautomator2.Device) -> None:
    u2.app_start("com.droidground.touchpad")
    said = u2(resourceId="com.droidground.touchpad:id/last")
    u2.click(540, 1500)
    assert said.get_text() == "Tap 540,1500"
    u2.sleep(0.4)  # else its first tap would be the second of a double tap
    u2.double_click(500, 1400)
    assert said.get_text() == "Double tap 500,1400"
    u2.long_click(540, 1500, 0.6)
    assert said.get_text() == "Long press 540,1500"
    u2.swipe(300, 1000, 300, 1600, 0.1)
    assert said.get_text() == "Swipe 300,1000 to 300,1600"
    u2.drag(300, 1000, 700, 1600, 0.2)
    assert said.get_text() == "Drag 300,1000 to 700,1600"
    u2.swipe_points([(300, 1000), (600, 1000), (600, 1500)], 0.05)
    assert said.get_text() == "Swipe 300,1000 to 600,1500"
    u2.touch.down(400, 1200).move(400, 1300).up(400, 1400)
    assert said.get_text() == "Swipe 400,1200 to 400,1400"
    u2(resourceId="com.droidground.touchpad:id/pad").pinch_out(percent=60, steps=5)
    assert said.get_text() == "Pinch out"


def test_send_keys_by_clipboard(u2: uiautomator2.Device) -> None:
    u2(text="Search settings").click()
    u2.send_keys("wi-fi")
    field = u2(className="android.widget.EditText")
    assert field.get_text() == "wi-fi"
    u2.send_keys("größe 漢字", clear=True)
    assert field.get_text() == "größe 漢字"
    u2.clear_text()
    assert field.get_text() == "Search settings"
    assert u2.clipboard == "größe 漢字"


def test_send_keys_by_input_method(u2: uiautomator2.Device) -> None:
    u2.set_input_ime()
    assert u2.current_ime() == "com.github.uiautomator/.AdbKeyboard"
    u2(text="Search settings").click()
    u2.send_keys("Ünïcode ✓")
    assert u2(className="android.widget.EditText").get_text() == "Ünïcode ✓"
    u2.clear_text()
    assert u2(className="android.widget.EditText").get_text() == "Search settings"


@pillow_only("there the search is a page of its own")
def test_set_text(u2: uiautomator2.Device) -> None:
    field = u2(className="android.widget.EditText")
    field.set_text("dark")
    assert field.get_text() == "dark"
    assert u2(text="Dark theme").exists
    field.clear_text()
    assert u2(text="Network & internet").exists


def test_apps(u2: uiautomator2.Device) -> None:
    u2.app_start("com.android.deskclock", wait=True)
    current = u2.app_current()
    assert current["package"] == "com.android.deskclock"
    assert current["activity"] == ".DeskClock"
    assert u2.app_info("com.android.deskclock")["versionName"] == "13"
    u2.app_start(SETTINGS, ".Settings")
    assert u2.app_current()["package"] == SETTINGS
    u2.app_stop(SETTINGS)
    assert u2.app_current()["package"] == "com.android.launcher3"
    assert SETTINGS not in u2.app_list_running()


def test_orientation(u2: uiautomator2.Device) -> None:
    assert u2.orientation == "natural"
    u2.orientation = "left"
    assert u2.info["displayRotation"] == 1
    assert tuple(u2.window_size()) == (2400, 1080)
    assert 'rotation="1"' in u2.dump_hierarchy()
    u2.orientation = "natural"
    u2.freeze_rotation(False)
    assert u2.orientation == "natural"


@pillow_only("cards in recents are described there, not written on")
def test_keys_and_power(u2: uiautomator2.Device) -> None:
    u2(text="Display").click()
    u2.press("back")
    assert u2(text="Search settings").exists
    u2.press("home")
    assert u2.info["currentPackageName"] == "com.android.launcher3"
    u2.screen_off()
    assert u2.info["screenOn"] is False
    u2.screen_on()
    u2.press(187)
    assert u2(text="Settings").exists


def test_scrolling(u2: uiautomator2.Device) -> None:
    assert not u2(text="About phone").exists
    assert u2(scrollable=True).scroll.to(text="About phone")
    assert u2(text="About phone").exists
    assert u2(scrollable=True).fling.toBeginning()
    assert u2(text="Search settings").exists


def test_missing_object_is_named(u2: uiautomator2.Device) -> None:
    with pytest.raises(uiautomator2.exceptions.UiObjectNotFoundError):
        u2(text="No such thing").click(timeout=0.1)
    assert u2(text="No such thing").wait_gone(timeout=0.2)


def test_one_owner_of_ui_automation(u2: uiautomator2.Device, phone: adbutils.AdbDevice) -> None:
    assert "already registered" in phone.shell("uiautomator dump")
    u2.stop_uiautomator()
    assert "UI hierchary dumped to: /sdcard/window_dump.xml" in phone.shell("uiautomator dump")


def test_another_owner_keeps_the_server_from_starting(phone: adbutils.AdbDevice) -> None:
    phone.shell("vphone fault add ui_automation_busy")
    with pytest.raises(uiautomator2.exceptions.AccessibilityServiceAlreadyRegisteredError):
        uiautomator2.Device(phone)
