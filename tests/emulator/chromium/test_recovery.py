"""Crashes while in use, and what is left behind."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.guest import Io
from droidground_emulator.virtual.screen.chromium.cdp import CdpError
from droidground_emulator.virtual.screen.chromium.find import BROWSER_VARIABLE, find_chromium
from droidground_emulator.virtual.screen.chromium.process import SHARED, Browser
from droidground_emulator.virtual.shell.streams import Buffer, BytesSource
from tests.emulator.chromium.conftest import PLAIN, Phone


def use(phone: Phone) -> None:
    """Show that the phone is there, with its state."""
    assert phone.system.screen.window().package == PLAIN
    assert phone.image().size == (1080, 2400)
    assert phone.find("Gallery")


def test_page_crashes_while_in_use(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    for round_ in range(20):
        phone.screen.page.post("Page.crash")
        Clock().sleep(0.02 * (round_ % 5))
        use(phone)


def test_browser_kills_while_in_use(boot: Callable[..., Phone]) -> None:
    first, second = boot(), boot()
    for phone in (first, second):
        phone.system.screen.start(PLAIN)
    for round_ in range(5):
        os.kill(SHARED.current().pid, signal.SIGKILL)
        Clock().sleep(0.05 * round_)
        use(first)
        use(second)


def test_touch_after_a_crash_is_delivered(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.screen.page.post("Page.crash")
    phone.swipe((5, 1200), (500, 1200))
    assert phone.system.screen.window().package != PLAIN


def test_what_a_page_saved_comes_back(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.value("page.defaultView.phone.save({at: 'display'}).then(() => null)")
    phone.screen.page.post("Page.crash")
    use(phone)
    assert phone.value("page.defaultView.phone.saved") == {"at": "display"}


def test_closed_browser_leaves_nothing() -> None:
    try:
        browser = Browser()
    except ScreenUnavailable as exc:
        pytest.skip(str(exc))
    profile = Path(f"/proc/{browser.pid}/cmdline").read_text().split("user-data-dir=")[1]
    profile = profile.split("\0")[0]
    browser.close()
    alive = [
        stat
        for path in Path("/proc").glob("[0-9]*/stat")
        if (stat := _fields(path)) and stat[2] == str(browser.pid) and stat[0] != "Z"
    ]
    assert alive == []
    assert not Path(profile).exists()
    with pytest.raises(CdpError):
        browser.cdp.call("Browser.getVersion")


def _fields(path: Path) -> list[str]:
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def test_call_that_is_not_answered_ends() -> None:
    try:
        browser = Browser()
    except ScreenUnavailable as exc:
        pytest.skip(str(exc))
    began = Clock().monotonic()
    os.kill(browser.pid, signal.SIGSTOP)
    try:
        with pytest.raises(CdpError, match="no answer") as caught:
            browser.cdp.call("Browser.getVersion", timeout_s=0.5)
    finally:
        os.kill(browser.pid, signal.SIGCONT)
        browser.close()
    assert caught.value.lost
    assert Clock().monotonic() - began < 10


def test_missing_browser_is_told_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(BROWSER_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(ScreenUnavailable, match="is no program"):
        find_chromium()


def test_command_ends_when_no_browser_can_be_had(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(command: str) -> int:
        return phone.system.run(command, Io(BytesSource(), Buffer(), Buffer()))

    monkeypatch.setenv(BROWSER_VARIABLE, str(tmp_path / "none"))
    os.kill(SHARED.current().pid, signal.SIGKILL)
    Clock().sleep(0.2)
    assert run("screencap -p") == 137
    monkeypatch.delenv(BROWSER_VARIABLE)
    assert run("screencap -p") == 0
