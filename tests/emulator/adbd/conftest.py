"""Phones with a scripted guest, apart and connected to the real adb server."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import adbutils
import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.phone import VirtualPhone
from tests.conftest import AdbServer
from tests.emulator.adbd.scripted_guest import ScriptedGuest


@dataclass(frozen=True)
class Connected:
    """A phone that the adb server knows."""

    phone: VirtualPhone
    guest: ScriptedGuest
    server: AdbServer

    @property
    def device(self) -> adbutils.AdbDevice:
        """The phone by adbutils."""
        return self.server.client.device(self.phone.serial)

    def adb(self, *args: str, stdin: bytes = b"", timeout_s: float = 20) -> CompletedProcess[bytes]:
        """Run `adb -s SERIAL ...`."""
        return self.server.run("-s", self.phone.serial, *args, stdin=stdin, timeout_s=timeout_s)

    def state(self) -> str:
        """What `adb devices` says of the phone."""
        for line in self.server.run("devices").stdout.decode().splitlines():
            if line.startswith(self.phone.serial):
                return line.split()[1]
        return "absent"

    def reaches(self, state: str, *, within_s: float = 15) -> bool:
        """Wait until `adb devices` says `state`."""
        clock = Clock()
        deadline = clock.monotonic() + within_s
        return clock.wait_until(lambda: self.state() == state, deadline, poll_s=0.05)


@pytest.fixture
def guest(tmp_path: Path) -> ScriptedGuest:
    return ScriptedGuest(tmp_path / "phone")


@pytest.fixture
def phone(guest: ScriptedGuest) -> Iterator[VirtualPhone]:
    """A phone that listens."""
    with VirtualPhone(guest) as phone:
        yield phone


@pytest.fixture
def connected(
    phone: VirtualPhone, guest: ScriptedGuest, adb_server: AdbServer
) -> Iterator[Connected]:
    """A phone that adb is connected to."""
    adb_server.connect(phone.serial)
    yield Connected(phone, guest, adb_server)
    adb_server.run("disconnect", phone.serial)
