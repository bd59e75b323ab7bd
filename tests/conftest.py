"""What all tests share: a private adb server, and how hypothesis runs."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import adbutils
import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

# A loaded machine is slow at times; a failure found once must come back.
settings.register_profile("droidground", deadline=None, derandomize=True)
settings.load_profile("droidground")


@dataclass(frozen=True)
class AdbServer:
    """An adb server of our own: its port, its keys, no USB, no mDNS."""

    port: int
    home: Path
    adb: str
    """Path of the adb binary."""

    @property
    def env(self) -> dict[str, str]:
        """The environment in which adb finds this server and nothing of the user's."""
        foreign = ("ANDROID_SERIAL", "ADB_VENDOR_KEYS", "ADB_SERVER_SOCKET", "ADB_TRACE")
        return {key: value for key, value in os.environ.items() if key not in foreign} | {
            "HOME": str(self.home),
            "ANDROID_ADB_SERVER_PORT": str(self.port),
            "ADB_USB": "0",
            "ADB_MDNS": "0",
            "ADB_LOCAL_TRANSPORT_MAX_PORT": "5553",
        }

    @property
    def client(self) -> adbutils.AdbClient:
        """adbutils, talking to this server."""
        return adbutils.AdbClient(host="127.0.0.1", port=self.port)

    @property
    def public_key(self) -> bytes:
        """What this server shows to a phone that asks who it is."""
        return (self.home / ".android" / "adbkey.pub").read_bytes()

    def run(
        self, *args: str, stdin: bytes = b"", timeout_s: float = 20
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the adb binary to its end; the exit code is the caller's to look at."""
        return subprocess.run(
            [self.adb, *args],
            env=self.env,
            input=stdin,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )

    def connect(self, serial: str) -> None:
        """Connect to a phone; adb exits with 0 even when that fails."""
        said = self.run("connect", serial).stdout
        assert said.startswith(b"connected to"), said


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running_adb_server(home: Path) -> Iterator[AdbServer]:
    """A private adb server that ends with the block."""
    server = AdbServer(free_port(), home, adbutils.adb_path())
    started = server.run("start-server")
    assert started.returncode == 0, started.stderr
    try:
        yield server
    finally:
        server.run("kill-server")


@pytest.fixture(scope="session")
def adb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdbServer]:
    """A private adb server for the session."""
    with running_adb_server(tmp_path_factory.mktemp("adb-home")) as server:
        yield server
