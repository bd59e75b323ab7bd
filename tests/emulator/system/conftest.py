"""Phones for the tests of the Android side: without a wire, and behind the real adb server."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import adbutils
import pytest

from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.guest import Io
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.phone import VirtualPhone
from droidground_emulator.virtual.shell.streams import Buffer, BytesSource
from droidground_emulator.virtual.system import AndroidSystem
from tests.conftest import AdbServer


@dataclass(frozen=True)
class Answer:
    """What a shell line gave."""

    out: str
    err: str
    code: int
    raw: bytes


@dataclass(frozen=True)
class Bench:
    """A system without a wire, asked through its shell as adbd does."""

    system: AndroidSystem

    def run(self, command: str, stdin: bytes = b"") -> Answer:
        """Run one shell line."""
        out, err = Buffer(), Buffer()
        code = self.system.run(command, Io(BytesSource(stdin), out, err))
        text = out.data().decode("utf-8", "replace")
        return Answer(text, err.data().decode("utf-8", "replace"), code, out.data())

    def ok(self, command: str) -> str:
        """Run a line that must succeed without a word on stderr; return its output."""
        answer = self.run(command)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.out


SCREEN = os.environ.get("DROIDGROUND_TEST_SCREEN", "pillow")
"""The screen under the Android side: `chromium` runs the same tests on the other one."""


def pillow_only(reason: str) -> pytest.MarkDecorator:
    """Mark a test of what only the small screen does."""
    return pytest.mark.skipif(SCREEN != "pillow", reason=reason)


def boot(folder: Path, options: PhoneOptions | None = None) -> AndroidSystem:
    """Return a new phone's system whose files lie in `folder`."""
    options = replace(options or PhoneOptions(seed=1), screen=SCREEN)
    return AndroidSystem(options, Files(folder), Faults())


@pytest.fixture(scope="session", autouse=True)
def browser() -> Iterator[None]:
    """Keep one browser from the first test to the last, where the screen needs one."""
    if SCREEN != "chromium":
        yield
        return
    # Imported late: the Pillow screen needs none of it.
    from droidground_emulator.virtual.screen.chromium.process import SHARED

    SHARED.acquire()
    yield
    SHARED.release()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A new phone, without a wire."""
    system = boot(tmp_path / "files")
    yield Bench(system)
    system.close()


@pytest.fixture
def phone(tmp_path: Path, adb_server: AdbServer) -> Iterator[adbutils.AdbDevice]:
    """A new phone that the private adb server is connected to."""
    system = boot(tmp_path / "files", PhoneOptions(seed=1, app="settings"))
    with VirtualPhone(system) as running:
        adb_server.connect(running.serial)
        yield adb_server.client.device(running.serial)
        adb_server.run("disconnect", running.serial)
