"""What a tap did, on a page of the Chromium screen that never stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.actions import Direction, Effect
from droidground.geometry import Point
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from tests.conftest import AdbServer
from tests.device.conftest import Handset, running_phones

PAGE = Path(__file__).parent.parent / "data" / "pages" / "idle.html"


@pytest.fixture(scope="module")
def idle(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone whose browser shows the page."""
    try:
        find_chromium()
    except ScreenUnavailable as exc:
        pytest.skip(f"{exc.message}. {exc.hint}")
    folder = tmp_path_factory.mktemp("phones")
    with running_phones(folder, adb_server, "--name=idle", "--screen=chromium") as records:
        serial = records[0].serial
        adb_server.connect(serial)
        handset = Handset(serial, adb_server)
        adb_server.run("-s", serial, "push", str(PAGE), "/sdcard/Download/idle.html")
        url = "file:///sdcard/Download/idle.html"
        handset.adb_shell(f"am start -W -a android.intent.action.VIEW -d {url}")
        with Phone(handset.device(), ElementsGrounder()) as phone:
            phone.wait_for("Dead space", timeout_s=30)
            yield phone


def silent(phone: Phone) -> Point:
    """Where the switch is that the hierarchy says nothing of."""
    tree = phone.handset.ui_tree()
    (node,) = [node for node in tree if node.id_name == "silent"]
    assert node.bounds is not None
    return node.bounds.center


def test_dead_space_is_no_change_while_clock_caret_spinner_and_progress_go_on(idle: Phone) -> None:
    for target in ("Dead space", Point(900, 1300)):
        step = idle.tap(target)
        assert step.effect is Effect.NO_CHANGE, step.why


def test_a_small_switch_that_flips_has_changed(idle: Phone) -> None:
    by_tree = idle.tap("Small switch")
    assert by_tree.effect is Effect.CHANGED, by_tree.why
    by_pixels = idle.tap(silent(idle))
    assert by_pixels.effect is Effect.CHANGED, by_pixels.why


def test_a_highlight_is_no_change_and_a_toast_is(idle: Phone) -> None:
    highlight = idle.tap("Highlight")
    assert highlight.effect is Effect.NO_CHANGE, highlight.why
    toast = idle.tap("Notify")
    assert toast.effect is Effect.CHANGED, toast.why


def test_the_end_of_a_list_is_no_change_and_a_page_is(idle: Phone) -> None:
    assert idle.home().effect is Effect.CHANGED
    idle.open("Settings")
    idle.scroll_to("About phone")
    idle.scroll(Direction.DOWN)
    assert idle.scroll(Direction.DOWN).effect is Effect.NO_CHANGE
    assert idle.tap("About phone").effect is Effect.CHANGED
