"""A phone behind the real adb binary, asked through `adb shell`."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.phone import VirtualPhone
from tests.conftest import AdbServer
from tests.emulator.system.conftest import boot

PEOPLE = "content://contacts/people"
CONTACTS = "content://com.android.contacts"
ITEM = "vnd.android.cursor.item"


@dataclass(frozen=True)
class Adb:
    """`adb -s SERIAL`."""

    server: AdbServer
    serial: str

    def answer(self, *args: str) -> tuple[str, str, int]:
        """Run an adb command; return stdout, stderr and the exit code."""
        done = self.server.run("-s", self.serial, *args)
        return done.stdout.decode(), done.stderr.decode(), done.returncode

    def shell(self, line: str) -> str:
        """Run a shell line that must succeed without a word on stderr; return its output."""
        out, err, code = self.answer("shell", line)
        assert (err, code) == ("", 0), (line, out, err, code)
        return out

    def content(self, verb: str, uri: str, **options: str) -> str:
        """Run `content VERB --uri URI`; bind_x="i:1" binds column x."""
        words = ["content", verb, "--uri", uri]
        for name, value in options.items():
            if name.startswith("bind_"):
                words += ["--bind", f"{name.removeprefix('bind_')}:{value}"]
            else:
                words += [f"--{name}", value]
        return self.shell(shlex.join(words))

    def reboot(self) -> None:
        """Restart the phone and wait until adb sees it again."""
        self.answer("reboot")
        self.answer("wait-for-device")


@pytest.fixture
def adb(tmp_path: Path, adb_server: AdbServer) -> Iterator[Adb]:
    """A new phone."""
    with VirtualPhone(boot(tmp_path / "files", PhoneOptions(seed=1))) as phone:
        adb_server.connect(phone.serial)
        yield Adb(adb_server, phone.serial)
        adb_server.run("disconnect", phone.serial)
