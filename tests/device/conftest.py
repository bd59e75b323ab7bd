"""Virtual phones behind a real adb server, looked at as adb does."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import adbutils
import pytest

from droidground.clock import wait_until
from droidground.config import DeviceSettings
from droidground.device import Device, FrameKind, HierarchySource, connect_device
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch
from droidground_emulator.virtual.records import PhoneRecord
from tests.conftest import AdbServer, free_port


@dataclass(frozen=True)
class Handset:
    """One virtual phone and the adb server that it is connected to."""

    serial: str
    server: AdbServer

    def settings(self, timeout_s: float = 15.0) -> DeviceSettings:
        """How to reach it."""
        return DeviceSettings(serial=self.serial, adb_port=self.server.port, timeout_s=timeout_s)

    def device(
        self,
        timeout_s: float = 15.0,
        frames: FrameKind = FrameKind.AUTO,
        hierarchy: HierarchySource = HierarchySource.AUTO,
    ) -> Device:
        """A new connection to it."""
        return connect_device(self.settings(timeout_s), frames=frames, hierarchy=hierarchy)

    def adb_shell(self, command: str) -> str:
        """Run a command through the adb program, which is not what is tested here."""
        done = self.server.run("-s", self.serial, "shell", command)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    def fault(self, text: str) -> None:
        """Make it misbehave."""
        self.adb_shell(f"vphone fault add '{text}'")

    def touches(self) -> list[dict[str, Any]]:
        """What reached its screen, in order."""
        return [json.loads(line) for line in self.adb_shell("vphone touches").splitlines()]

    def state(self) -> str:
        """What `adb devices` says of it."""
        for line in self.server.run("devices").stdout.decode().splitlines():
            if line.startswith(self.serial + "\t"):
                return line.split()[1]
        return "absent"

    def reconnect(self) -> None:
        """Bring it back, whatever a test did to the connection."""

        def is_back() -> bool:
            if self.state() == "device":
                return True
            self.server.run("disconnect", self.serial)
            self.server.run("connect", self.serial)
            return self.state() == "device"

        assert wait_until(is_back, timeout_s=15, interval_s=0.2), self.state()

    def reset(self) -> None:
        """Make it a healthy phone again, with nothing delivered yet."""
        self.reconnect()
        self.adb_shell(
            "vphone fault clear; wm size reset; wm density reset; settings put system "
            "accelerometer_rotation 0; settings put system user_rotation 0; "
            "input keyevent KEYCODE_WAKEUP; wm dismiss-keyguard; input keyevent KEYCODE_HOME; "
            "vphone touches --clear; vphone shell-log --clear"
        )


StartPhones = Callable[..., list[Handset]]


@contextmanager
def running_phones(folder: Path, server: AdbServer, *options: str) -> Iterator[list[PhoneRecord]]:
    """Start phones in the background and end them with the block."""
    launch = parse_launch([f"--state-dir={folder}", "--screen=pillow", *options])
    records = daemon.start_background(launch)
    try:
        yield list(records)
    finally:
        daemon.stop(records[0].name, folder)
        for record in records:
            server.run("disconnect", record.serial)


@pytest.fixture(scope="session")
def shared_phone(
    adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Handset]:
    """One phone for all tests that leave its process alone."""
    folder = tmp_path_factory.mktemp("phones")
    with running_phones(folder, adb_server, "--name=shared") as records:
        adb_server.connect(records[0].serial)
        yield Handset(records[0].serial, adb_server)


@pytest.fixture
def phone(shared_phone: Handset) -> Handset:
    """A healthy phone on its home screen; nothing was delivered to it yet."""
    shared_phone.reset()
    return shared_phone


@pytest.fixture
def own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AdbServer]:
    """An adb server for one test, which may kill it; this process starts it again as it was."""
    home = tmp_path / "home"
    home.mkdir()
    server = AdbServer(free_port(), home, adbutils.adb_path())
    for name in ("HOME", "ADB_USB", "ADB_MDNS"):
        monkeypatch.setenv(name, server.env[name])
    # Emulators that run on this machine are none of its business.
    monkeypatch.setenv("ADB_LOCAL_TRANSPORT_MAX_PORT", "5553")
    assert server.run("start-server").returncode == 0
    yield server
    server.run("kill-server")


@pytest.fixture
def start_phones(own_server: AdbServer, tmp_path: Path) -> Iterator[StartPhones]:
    """Starts phones for one test behind its own adb server."""
    with ExitStack() as stack:

        def start(*options: str, connect: bool = True) -> list[Handset]:
            records = stack.enter_context(running_phones(tmp_path / "phones", own_server, *options))
            for record in records if connect else ():
                own_server.run("connect", record.serial)
            return [Handset(record.serial, own_server) for record in records]

        yield start
