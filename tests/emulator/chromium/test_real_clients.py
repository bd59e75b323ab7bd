"""What uiautomator2's and adbutils' own users call, on a page that says what happened to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import adbutils
import pytest
import uiautomator2

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.phone import VirtualPhone
from tests.conftest import AdbServer
from tests.emulator.chromium.conftest import PLAIN, Phone

ROWS = "".join(
    f"<div data-clickable data-long-clickable style='height:64px' class=row>Row {n}</div>"
    for n in range(60)
)
PAGE = (
    "<div data-id=said style='height:40px'>nothing</div><input data-id=name placeholder=Name>"
    "<div data-id=list data-class=androidx.recyclerview.widget.RecyclerView"
    f" style='height:400px;overflow-y:auto'>{ROWS}</div>"
    "<div data-id=pad aria-label=Pad style='height:220px;touch-action:none'></div>"
)
LISTEN = """{
  const said = page.querySelector("[data-id=said]"), say = (text) => { said.textContent = text; };
  for (const row of page.querySelectorAll(".row")) {
    row.onclick = () => say(`click ${row.textContent}`);
    row.addEventListener("longpress", (event) => { event.preventDefault(); say(`long ${row.textContent}`); });
  }
  const pad = page.querySelector("[data-id=pad]");
  let spread = null;
  const apart = ({ touches: [one, two] }) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
  pad.addEventListener("touchstart", (event) => { event.preventDefault(); if (event.touches[1]) spread = apart(event); }, { passive: false });
  pad.addEventListener("touchmove", (event) => { if (event.touches[1]) say(`pinch ${apart(event) > spread ? "out" : "in"}`); });
}"""  # noqa: E501


@pytest.fixture
def device(boot: Callable[..., Phone], adb_server: AdbServer) -> Iterator[adbutils.AdbDevice]:
    """A phone behind adb that shows the page."""
    phone = boot()
    phone.show(PAGE)
    phone.value(LISTEN)
    with VirtualPhone(phone.system) as running:
        adb_server.connect(running.serial)
        yield adb_server.client.device(running.serial)
        adb_server.run("disconnect", running.serial)


def test_uiautomator2_objects(device: adbutils.AdbDevice) -> None:
    client = uiautomator2.connect(device)
    said = client(resourceId=f"{PLAIN}:id/said")
    client(text="Row 1").click()
    assert said.get_text() == "click Row 1"
    client(text="Row 2").long_click()
    assert said.get_text() == "long Row 2"
    client.xpath('//*[@text="Row 3"]').click()
    assert said.get_text() == "click Row 3"
    for way in ("out", "in"):
        getattr(client(description="Pad"), f"pinch_{way}")()
        assert said.get_text() == f"pinch {way}"
    assert client(text="Row 4").wait(timeout=1)
    assert not client(text="Row 50").exists
    assert client(scrollable=True).scroll.to(text="Row 50")
    client(text="Row 50").click()
    assert said.get_text() == "click Row 50"
    client(scrollable=True).fling.toBeginning()
    assert client(text="Row 0").exists
    assert client(text="Row 50").wait_gone(timeout=2)


def test_uiautomator2_moves(device: adbutils.AdbDevice) -> None:
    client = uiautomator2.connect(device)
    before = client(text="Row 5").center()
    device.shell(f"input swipe 540 {before[1]} 540 {before[1] - 262} 3000")
    after = client(text="Row 5").center()
    assert before[1] - after[1] == pytest.approx(262 - 21, abs=2)  # touch slop: 8 dp are 21 px
    client.drag(540, 700, 540, 900, 0.5)
    assert client(text="Row 5").center()[1] > after[1] + 100
    client.swipe_ext("up", box=(100, 500, 980, 1200))
    assert not client(text="Row 0").exists
    client.swipe(540, 500, 540, 1300, 0.1)
    assert client(text="Row 0").exists


def test_uiautomator2_text(device: adbutils.AdbDevice) -> None:
    client = uiautomator2.connect(device)
    name = client(resourceId=f"{PLAIN}:id/name")
    name.set_text("abc")
    assert name.get_text() == "abc"
    name.clear_text()
    assert name.get_text() in ("", "Name")
    name.click()
    client.send_keys("é 日本")
    assert name.get_text() == "é 日本"
    client.send_keys("x", clear=True)
    assert name.get_text() == "x"


def test_uiautomator2_system(device: adbutils.AdbDevice) -> None:
    client = uiautomator2.connect(device)
    assert client.info["currentPackageName"] == PLAIN
    assert client.window_size() == (1080, 2400)
    client.open_notification()
    assert client.info["currentPackageName"] == "com.android.systemui"
    client.press("back")
    client.app_start("com.android.settings", wait=True)
    assert client.app_current()["package"] == "com.android.settings"
    clicked = []
    with client.watch_context(builtin=False) as watcher:
        watcher.when("Battery").call(lambda: clicked.append("Battery"))
        watcher.wait_stable(seconds=1, timeout=10)
    assert clicked
    client.press("home")
    client.app_stop("com.android.settings")
    assert "com.android.settings" not in client.app_list_running()


def test_adbutils(device: adbutils.AdbDevice) -> None:
    assert device.app_current().package == PLAIN
    device.click(540, 800)
    device.swipe(540, 1200, 540, 600, 0.3)
    assert "Row 0" not in device.dump_hierarchy()
    assert device.screenshot().size == (1080, 2400)
    assert device.rotation() == 0
    device.shell("settings put system accelerometer_rotation 0")
    device.shell("settings put system user_rotation 1")
    assert device.rotation() == 1
    assert tuple(device.window_size()) == (2400, 1080)


def test_idle_means_that_a_fling_is_over(device: adbutils.AdbDevice) -> None:
    rows = '<node[^>]*text="Row [^>]*'
    device.shell("input swipe 540 1200 540 500 80")
    first = re.findall(rows, device.dump_hierarchy())
    Clock().sleep(0.5)
    assert re.findall(rows, device.dump_hierarchy()) == first
    assert 'text="Row 0"' not in "".join(first)
