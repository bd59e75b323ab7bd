"""After any touches all that the phone tells is the same story, and a restart keeps it."""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.phone import VirtualPhone
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from droidground_emulator.virtual.system import AndroidSystem
from tests.conftest import AdbServer
from tests.emulator.stores.conftest import Adb
from tests.emulator.walk.stores import BROWSER, CLOCK, CONTACTS, FILES, MESSAGES, NOTES_APP
from tests.emulator.walk.told import NOTES, SHARED
from tests.emulator.walk.walker import HOME, SETTINGS, Walk

log = logging.getLogger(__name__)

TOUCHES = {"chromium": 150, "pillow": 60}
TOUCHES_VARIABLE = "DROIDGROUND_WALK"
"""Environment variable for a longer walk, as before a release; more than ten minutes of it need
`-o faulthandler_timeout=0`."""
SEED_VARIABLE = "DROIDGROUND_WALK_SEED"
LONG = 1500
"""From here on a walk must have been everywhere."""
LADDER = 40
RESTART = 500
APPS = {HOME, SETTINGS, CONTACTS, MESSAGES, CLOCK, NOTES_APP, FILES, BROWSER}
PAGE = """<!doctype html><title>A page</title><body style="font: 16px sans-serif; margin: 16px">
<h1>Hello</h1><p><a href="#end">To the end</a></p><p><label>Name <input id=name></label></p>
<p><select><option>One<option>Two<option>Three</select></p>
<p><label><input type=checkbox> Agree</label>
<button onclick="out.textContent = name_()">Go</button>
<p id=out>-</p><div style="height: 1500px"></div><p id=end>The end</p>
<script>const name_ = () => "You are " + document.getElementById("name").value;
const out = document.getElementById("out");</script>"""


@dataclass(frozen=True)
class Look:
    """How the phone of a seed is made."""

    options: dict[str, Any]
    buttons: bool = False


LOOKS = (
    Look({}),
    Look({"locale": "ja", "dark": True}, buttons=True),
    Look({"locale": "ar"}),
    Look({"size": (1600, 2560), "density": 320}),
    Look({"size": (720, 1600), "density": 320, "locale": "ar", "dark": True}, buttons=True),
    Look({"rotation": 90}),
    Look({"size": (1440, 3120), "density": 560}, buttons=True),
)
"""The look of a walk is LOOKS[seed % len(LOOKS)]; CI walks the first."""


def seed() -> int:
    return int(os.environ.get(SEED_VARIABLE, "7"))


def chromium() -> bool:
    try:
        return bool(find_chromium())
    except ScreenUnavailable:
        return False


@pytest.fixture(params=sorted(TOUCHES))
def walk(request: pytest.FixtureRequest, tmp_path: Path, adb_server: AdbServer) -> Iterator[Walk]:
    """A phone with people, messages, notes and a page on it."""
    screen = str(request.param)
    if screen == "chromium" and not chromium():
        pytest.skip("needs Chromium or Chrome")
    look = LOOKS[seed() % len(LOOKS)]
    options = PhoneOptions(seed=1, screen=screen, **look.options)
    system = AndroidSystem(options, Files(tmp_path / "files"), Faults())
    with VirtualPhone(system) as phone:
        adb_server.connect(phone.serial)
        adb = Adb(adb_server, phone.serial)
        fill(adb)
        if look.buttons:
            adb.shell("settings put secure navigation_mode 0")
        walk = Walk(system, adb, seed(), tmp_path / "failure")
        logging.getLogger("droidground_emulator").addHandler(walk.complaints)
        yield walk
        logging.getLogger("droidground_emulator").removeHandler(walk.complaints)
        adb_server.run("disconnect", phone.serial)


def fill(adb: Adb) -> None:
    """Put people, messages, notes and a page on the phone."""
    for name in ("Ada", "Bob", "Carol"):
        number = f"55512{len(name)}{ord(name[0])}"
        adb.content("insert", "content://contacts/people", bind_name=f"s:{name}",
                    bind_number=f"s:{number}")  # fmt: skip
        adb.content("insert", "content://sms/inbox", bind_address=f"s:{number}",
                    bind_body=f"s:Hello from {name}")  # fmt: skip
        adb.shell(f"echo {name} > {NOTES}/{name}.md")
    written = adb.server.run(
        "-s", adb.serial, "exec-in", f"cat > {SHARED}/Download/page.html", stdin=PAGE.encode()
    )
    assert written.returncode == 0, written.stderr


def test_all_stories_agree(walk: Walk) -> None:
    screen = walk.system.state.options.screen
    count = int(os.environ.get(TOUCHES_VARIABLE, TOUCHES[screen]))
    began = time.monotonic()
    for number in range(1, count + 1):
        walk.step()
        if number % LADDER == 0:
            walk.leave()
        elif number % LADDER == LADDER // 2:
            walk.go_home()
        if number % RESTART == 0:
            walk.restart()
    walk.restart()
    covered = walk.coverage
    seen = sorted(walk.learned.seen)
    log.info("%d touches in %.0f s: %s", count, time.monotonic() - began, dict(covered.kinds))
    log.info("%d pages of Settings: %s", len(covered.pages), sorted(covered.pages))
    log.info("%d switches and choices: %s", len(seen), seen)
    log.info("%d compared in pixels, %d agreed late", walk.pixels.compared, covered.late)
    assert covered.kinds["tap"] > count / 2
    assert covered.late <= count / 50
    assert walk.learned.seen
    assert len(covered.apps) >= 5, covered.apps
    if count >= LONG and screen == "chromium":
        assert covered.apps >= APPS, APPS - covered.apps
        assert len(covered.pages) >= 25, covered.pages
        assert len(walk.learned.seen) >= 15, walk.learned.seen
        assert walk.pixels.compared >= 100
