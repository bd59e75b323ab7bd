"""adbutils against the wire."""

import io
from pathlib import Path

import adbutils
import pytest

from tests.emulator.adbd.conftest import Connected
from tests.emulator.adbd.scripted_guest import ECHO_PORT


def test_shell(connected: Connected) -> None:
    assert connected.device.shell("hello") == "hello"
    done = connected.device.shell2("both", v2=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\nout2\n", "err\n")


def test_sync(connected: Connected, tmp_path: Path) -> None:
    sync = connected.device.sync
    assert sync.push(io.BytesIO(b"x" * 100_000), "/data/local/tmp/new/f", mode=0o755) == 100_000
    found = sync.stat("/data/local/tmp/new/f")
    assert (found.mode, found.size) == (0o100777, 100_000)
    assert sync.stat("/nope").mode == 0
    assert {entry.path for entry in sync.list("/data/local/tmp/new")} >= {"f"}
    assert sync.read_bytes("/data/local/tmp/new/f") == b"x" * 100_000
    assert sync.pull("/data/local/tmp/new/f", tmp_path / "f") == 100_000


def test_ports(connected: Connected) -> None:
    with connected.device.create_connection("tcp", ECHO_PORT) as client:
        client.sendall(b"abc")
        assert client.recv(10) == b"ABC"
    with pytest.raises(adbutils.AdbError, match="closed"):
        connected.device.create_connection("tcp", 9)
    with pytest.raises(adbutils.AdbError, match="closed"):
        connected.device.create_connection("localabstract", "nobody")


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # adbutils leaves its socket open
def test_framebuffer(connected: Connected) -> None:
    image = connected.device.framebuffer()
    assert image.size == (6, 4)
    assert image.convert("RGB").getpixel((5, 3)) == (255, 0, 1)


def test_reverse(connected: Connected) -> None:
    connected.device.reverse("tcp:7001", "tcp:7002")
    listed = [(item.remote, item.local) for item in connected.device.reverse_list()]
    assert listed == [("tcp:7001", "tcp:7002")]
