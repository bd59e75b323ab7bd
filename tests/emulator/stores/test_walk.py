"""After any touches all that the phone tells is the same story, and a restart keeps it."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.phone import VirtualPhone
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from tests.conftest import AdbServer
from tests.emulator.stores.conftest import Adb
from tests.emulator.stores.walk import NOTES, Walk
from tests.emulator.system.conftest import boot

TOUCHES = {"pillow": 60, "chromium": 60}
TOUCHES_VARIABLE = "DROIDGROUND_WALK"
"""Environment variable for a longer walk, as before a release."""
SEED_VARIABLE = "DROIDGROUND_WALK_SEED"
STAY = 6
"""Touches in an app before another is opened."""


def found(screen: str) -> bool:
    try:
        return screen == "pillow" or bool(find_chromium())
    except ScreenUnavailable:
        return False


@pytest.fixture(params=sorted(TOUCHES))
def walked(
    request: pytest.FixtureRequest, tmp_path: Path, adb_server: AdbServer
) -> Iterator[tuple[Adb, str]]:
    """A phone with people, messages and notes on it, for each screen there is."""
    screen = str(request.param)
    if not found(screen):
        pytest.skip("needs Chromium or Chrome")
    with VirtualPhone(boot(tmp_path / "files", PhoneOptions(seed=1, screen=screen))) as phone:
        adb_server.connect(phone.serial)
        adb = Adb(adb_server, phone.serial)
        for name in ("Ada", "Bob", "Carol"):
            adb.content("insert", "content://contacts/people", bind_name=f"s:{name}",
                        bind_number=f"s:55512{len(name)}")  # fmt: skip
            adb.content("insert", "content://sms/inbox", bind_address=f"s:55512{len(name)}",
                        bind_body=f"s:Hello from {name}")  # fmt: skip
            adb.shell(f"echo {name} > {NOTES}/{name}.md")
        yield adb, screen
        adb_server.run("disconnect", phone.serial)


def test_all_stories_agree(walked: tuple[Adb, str], caplog: pytest.LogCaptureFixture) -> None:
    adb, screen = walked
    walk = Walk(adb, seed=int(os.environ.get(SEED_VARIABLE, "7")))
    done: list[str] = []
    with caplog.at_level(logging.WARNING):
        for number in range(int(os.environ.get(TOUCHES_VARIABLE, TOUCHES[screen]))):
            if number % STAY == 0:
                walk.open_something()
            try:
                done.append(walk.step())
                walk.check()
            except AssertionError as exc:
                raise AssertionError(f"{exc}\nafter:\n" + "\n".join(done[-STAY:])) from exc
    assert not [r.message for r in caplog.records if r.name.startswith("droidground")]
    assert walk.touches > len(done) / 2
    assert walk.switches_seen
    assert len(walk.apps_seen) >= 4, walk.apps_seen
    before = walk.stored()
    adb.reboot()
    assert walk.stored() == before
    walk.open_something()
    walk.check()
