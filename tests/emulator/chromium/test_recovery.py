"""Crashes while in use, and what is left behind."""

import io
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from droidground_emulator.clock import Clock
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.guest import Io
from droidground_emulator.virtual.launch import parse_launch
from droidground_emulator.virtual.phone import VirtualPhone
from droidground_emulator.virtual.screen.chromium.cdp import CdpError
from droidground_emulator.virtual.screen.chromium.find import BROWSER_VARIABLE, find_chromium
from droidground_emulator.virtual.screen.chromium.process import SHARED, Browser
from droidground_emulator.virtual.shell.streams import Buffer, BytesSource
from tests.conftest import AdbServer
from tests.emulator.chromium.conftest import PLAIN, Phone, middle


def use(phone: Phone) -> None:
    """Show that the phone is there, with its state."""
    assert phone.system.screen.window().package == PLAIN
    assert phone.image().size == (1080, 2400)
    assert phone.find("Music")


class Users:
    """Three threads that use a phone through adb until told to end; every answer must be right."""

    def __init__(self, server: AdbServer, serial: str, switch: tuple[float, float]) -> None:
        self._server = server
        self._serial = serial
        self._ended = threading.Event()
        self.taps = 0
        self._switch = switch
        self._pool = ThreadPoolExecutor(3)
        self._jobs = [
            self._pool.submit(self._loop, do) for do in (self._touch, self._look, self._read)
        ]

    def end(self) -> None:
        """Stop them; raises what a thread met."""
        self._ended.set()
        self._pool.shutdown()
        for job in self._jobs:
            assert job.result() > 3

    def _loop(self, do: Callable[[], None]) -> int:
        count = 0
        while not self._ended.is_set():
            do()
            count += 1
        return count

    def _run(self, *command: str) -> bytes:
        answer = self._server.run("-s", self._serial, *command, timeout_s=60)
        assert answer.returncode == 0, answer
        return answer.stdout

    def _touch(self) -> None:
        self.taps += 1
        self._run("shell", "input tap {:.0f} {:.0f}".format(*self._switch))
        self._run("shell", "input swipe 540 1400 540 1100 100")
        self._run("shell", "input text word")

    def _look(self) -> None:
        with Image.open(io.BytesIO(self._run("exec-out", "screencap -p"))) as image:
            assert image.convert("RGB").size == (1080, 2400)

    def _read(self) -> None:
        self._run("shell", "uiautomator dump /data/local/tmp/ui.xml")
        tree = ElementTree.fromstring(self._run("shell", "cat /data/local/tmp/ui.xml"))
        assert len(list(tree.iter("node"))) > 5


def test_crashes_and_kills_while_in_use(boot: Callable[..., Phone], adb_server: AdbServer) -> None:
    phone = boot(app="settings")
    phone.tap(phone.find("Network & internet"))
    switch = middle(phone.find("Airplane mode"))
    flips: list[bool] = []

    def count_flips() -> None:
        if (now := phone.system.state.radios.airplane) != (flips[-1] if flips else False):
            flips.append(now)

    phone.system.state.changes.listen(count_flips)
    with VirtualPhone(phone.system) as running:
        adb_server.connect(running.serial)
        device = adb_server.client.device(running.serial)
        users = Users(adb_server, running.serial, switch)
        for round_ in range(20):
            phone.screen.page.post("Page.crash")
            Clock().sleep(0.1 * (round_ % 5))
            assert device.get_state() == "device"
            os.kill(SHARED.current().pid, signal.SIGKILL)
            assert phone.image().size == (1080, 2400)
            assert device.get_state() == "device"
        users.end()
        adb_server.run("disconnect", running.serial)
        assert 0 < len(flips) <= users.taps
        airplane = phone.find("Airplane mode")
        assert middle(airplane) == switch
        assert phone.system.state.radios.airplane == flips[-1]


def test_phones_of_one_process_fail_alone_and_come_back_together(
    boot: Callable[..., Phone],
) -> None:
    phones = [boot(app=app) for app in ("settings", "contacts", "clock", "touchpad")]
    opened = [phone.system.screen.window() for phone in phones]
    sessions = [phone.screen.page.session for phone in phones]
    phones[0].screen.page.post("Page.crash")
    assert all(phone.image().size == (1080, 2400) for phone in phones)
    assert [phone.screen.page.session for phone in phones[1:]] == sessions[1:]
    os.kill(SHARED.current().pid, signal.SIGKILL)
    before = [phone.image().size for phone in phones]
    assert before == [(1080, 2400)] * 4
    assert [phone.system.screen.window() for phone in phones] == opened
    assert all(len(phone.nodes()) > 3 for phone in phones)


@pytest.mark.parametrize("who", ["browser", "renderer"])
def test_what_hangs_is_replaced(phone: Phone, who: str) -> None:
    phone.system.screen.start(PLAIN)
    browser = SHARED.current().pid
    for pid in [browser] if who == "browser" else _members(browser, "--type=renderer"):
        os.kill(pid, signal.SIGSTOP)
    use(phone)


def test_app_that_hangs_again_is_ended(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    for package in (PLAIN, "com.android.launcher3"):
        phone.screen.page.post("Runtime.evaluate", expression="for (;;);")
        phone.tap((540, 1200))
        assert phone.image().size == (1080, 2400)
        assert phone.system.screen.window().package == package


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_ended_process_leaves_nothing(browser: Browser, tmp_path: Path, number: int) -> None:
    launch = parse_launch([f"--state-dir={tmp_path}", "--screen=chromium", "--name=short"])
    (record,) = daemon.start_background(launch)
    (theirs,) = {
        group
        for path in Path("/proc").glob("[0-9]*/stat")
        if (fields := _fields(path)) and fields[1] == str(record.pid)
        for group in [int(fields[2])]
        if _members(group, "--user-data-dir=")
    }
    profile = Path(_profile(theirs))
    assert profile.is_dir()
    os.kill(record.pid, number)
    gone = Clock().wait_until(
        lambda: not _members(theirs) and not profile.exists(), Clock().monotonic() + 15
    )
    assert gone, (_members(theirs), profile)


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


def test_an_answer_to_a_page_that_died_is_for_no_call_of_the_next(phone: Phone) -> None:
    def call() -> int:
        """Make a call of the system page that nobody hears; return its number."""
        return int(
            phone.screen.page.evaluate(
                "(real => { let id; window.phoneCall = text => { id = JSON.parse(text).id };"
                " shell.call('none', {}); window.phoneCall = real; shell.defer(id); return id; })"
                "(window.phoneCall)"
            )
        )

    phone.system.screen.start(PLAIN)
    before = [call() for _ in range(100)]
    phone.screen.page.post("Page.crash")
    use(phone)
    assert call() > max(before)


def test_closed_browser_leaves_nothing() -> None:
    try:
        browser = Browser()
    except ScreenUnavailable as exc:
        pytest.skip(str(exc))
    profile = _profile(browser.pid)
    browser.close()
    assert _members(browser.pid) == []
    assert not Path(profile).exists()
    with pytest.raises(CdpError):
        browser.cdp.call("Browser.getVersion")


def _members(group: int, flag: str = "") -> list[int]:
    """Ids of a process group's living members that were started with a flag."""
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if (stat := _fields(path)) and stat[2] == str(group) and stat[0] != "Z"
        if flag in _command(int(path.parent.name))
    ]


def _profile(pid: int) -> str:
    return _command(pid).split("user-data-dir=")[1].split("\0")[0]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


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


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_costs_one_answer_and_not_all(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer = phone.screen._renderer
    push = renderer.push
    monkeypatch.setattr(renderer, "push", lambda page: 1 / 0)
    phone.system.state.settings.put("global", "wifi_on", "0")
    first = phone.screen._worker
    clock = Clock()
    assert clock.wait_until(lambda: not first.is_alive(), clock.monotonic() + 5)
    monkeypatch.setattr(renderer, "push", push)
    phone.system.state.settings.put("global", "airplane_mode_on", "1")
    shown = "shell.state.settings.global.airplane_mode_on"
    assert clock.wait_until(lambda: phone.screen.page.evaluate(shown) == "1", clock.monotonic() + 5)
