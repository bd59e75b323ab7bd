"""Phones in the background: started, listed and stopped as the command line does it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.errors import (
    AlreadyRunning,
    BadOption,
    NotRunning,
    ScreenUnavailable,
    StartFailed,
)
from droidground_emulator.virtual.daemon import list_phones, start_background, stop
from droidground_emulator.virtual.faults import Fault
from droidground_emulator.virtual.launch import Launch, parse_launch
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.records import load_records, process_start, save_record
from tests.conftest import AdbServer

SMALL = PhoneOptions("small", size=(240, 480), density=120)


@pytest.fixture
def state_dir(tmp_path: Path) -> Iterator[Path]:
    """A folder whose phones are stopped at the end, whatever the test did."""
    folder = tmp_path / "state"
    yield folder
    for record in list_phones(folder):
        if record in list_phones(folder):
            stop(record.name, folder)


def test_start_list_stop(state_dir: Path, adb_server: AdbServer) -> None:
    (record,) = start_background(Launch(SMALL, state_dir=state_dir))
    assert list_phones(state_dir) == (record,)
    assert record.serial == f"127.0.0.1:{record.port}"
    assert (record.size, record.density, record.screen) == ((240, 480), 120, "pillow")
    assert process_start(record.pid) == record.process_started
    adb_server.connect(record.serial)
    said = adb_server.run("-s", record.serial, "shell", "wm size; echo $?").stdout
    assert said == b"Physical size: 240x480\n0\n"
    with pytest.raises(AlreadyRunning):
        start_background(Launch(SMALL, state_dir=state_dir))
    assert stop("small", state_dir) == (record,)
    assert list_phones(state_dir) == ()
    assert process_start(record.pid) is None
    assert not (state_dir / "small.json").exists()
    assert not (state_dir / "small").exists()
    adb_server.run("disconnect", record.serial)
    with pytest.raises(NotRunning):
        stop("small", state_dir)


def test_several_phones_in_one_process(state_dir: Path, adb_server: AdbServer) -> None:
    faults = (Fault.parse("refuse:match=getprop"),)
    launch = Launch(replace(SMALL, faults=faults), count=3, state_dir=state_dir)
    records = start_background(launch)
    assert [record.name for record in records] == ["small-1", "small-2", "small-3"]
    assert len({record.pid for record in records}) == 1
    assert len({record.port for record in records}) == 3
    adb_server.connect(records[0].serial)
    adb_server.connect(records[2].serial)
    for line, record in (("echo 1 > /sdcard/f", records[0]), ("ls /sdcard/f", records[2])):
        done = adb_server.run("-s", record.serial, "shell", line)
        assert (done.returncode == 0) == (record is records[0])
    assert adb_server.run("-s", records[0].serial, "shell", "getprop").returncode != 0
    for record in (records[0], records[2]):
        adb_server.run("disconnect", record.serial)
    assert stop("small-2", state_dir) == records


def test_a_killed_phone_is_forgotten(state_dir: Path) -> None:
    (record,) = start_background(Launch(SMALL, state_dir=state_dir))
    os.kill(record.pid, signal.SIGKILL)
    clock = Clock()
    assert clock.wait_until(lambda: not list_phones(state_dir), clock.monotonic() + 10)
    assert load_records(state_dir) == ()
    (again,) = start_background(Launch(SMALL, state_dir=state_dir))
    assert again.pid != record.pid


def test_a_reused_pid_is_never_stopped(state_dir: Path) -> None:
    (record,) = start_background(Launch(SMALL, state_dir=state_dir))
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        stale = replace(record, name="stale", group="stale", pid=stranger.pid)
        save_record(state_dir, stale)
        with pytest.raises(NotRunning):
            stop("stale", state_dir)
        assert stranger.poll() is None
        assert list_phones(state_dir) == (record,)
        stranger.kill()


def test_a_phone_that_dies_tells_why(state_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartFailed, match=r"ended with code 2.*") as caught:
            start_background(Launch(SMALL, state_dir=state_dir, port=port))
    assert f"cannot listen on port {port}" in caught.value.log
    assert list_phones(state_dir) == ()


def test_a_phone_that_takes_too_long_is_ended(state_dir: Path) -> None:
    with pytest.raises(StartFailed, match="was not up within 0"):
        start_background(Launch(SMALL, state_dir=state_dir), timeout_s=0)
    assert list_phones(state_dir) == ()


def test_foreground_ends_on_sigint_and_leaves_nothing(state_dir: Path) -> None:
    argv = Launch(SMALL, state_dir=state_dir).argv()
    home = Path(sys.modules["droidground_emulator"].__path__[0]).parent
    with subprocess.Popen(
        [sys.executable, "-m", "droidground_emulator.virtual", *argv],
        cwd=home,
        stderr=subprocess.PIPE,
    ) as process:
        clock = Clock()
        assert clock.wait_until(lambda: list_phones(state_dir) != (), clock.monotonic() + 30)
        assert json.loads((state_dir / "small.json").read_text())["pid"] == process.pid
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert sorted(path.name for path in state_dir.iterdir()) == ["small.lock"]


def test_a_link_in_the_folder_s_place_is_refused(state_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_bytes(b"x")
    state_dir.mkdir()
    (state_dir / "small").symlink_to(tmp_path / "precious")
    with pytest.raises(StartFailed, match="is a link"):
        start_background(Launch(SMALL, state_dir=state_dir))
    assert (tmp_path / "precious" / "file").read_bytes() == b"x"


def test_a_state_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StartFailed, match=r"cannot write .*file.*: Not a directory"):
        start_background(Launch(SMALL, state_dir=tmp_path / "file" / "state"))


def test_a_folder_of_other_things_is_never_removed(state_dir: Path) -> None:
    (state_dir / "small").mkdir(parents=True)
    (state_dir / "small" / "precious").write_bytes(b"x")
    with pytest.raises(StartFailed, match="is not a phone's folder"):
        start_background(Launch(SMALL, state_dir=state_dir))
    assert (state_dir / "small" / "precious").read_bytes() == b"x"


def test_what_a_killed_phone_left_is_in_nobody_s_way(state_dir: Path) -> None:
    (record,) = start_background(Launch(SMALL, state_dir=state_dir))
    os.kill(record.pid, signal.SIGKILL)
    clock = Clock()
    assert clock.wait_until(lambda: list_phones(state_dir) == (), clock.monotonic() + 10)
    assert (state_dir / "small").is_dir()
    start_background(Launch(SMALL, state_dir=state_dir))
    stop("small", state_dir)
    assert not (state_dir / "small").exists()


def test_records_that_are_none_are_skipped(state_dir: Path) -> None:
    state_dir.mkdir()
    texts = ("", "{}", "[]", '{"name": 1', "null", '{"size": 3}', '{"size": [Infinity, 1]}',
             "[" * 100_000)  # fmt: skip
    for number, text in enumerate(texts):
        (state_dir / f"{number}.json").write_text(text)
    (state_dir / "folder.json").mkdir()
    assert list_phones(state_dir) == ()


def test_arguments_and_back() -> None:
    phone = PhoneOptions(
        "a.b-c_1", (720, 1600), 320, 90, "ar", True, "settings", 7, "pillow",
        (Fault.parse("slow:match=a b=c,ms=5"), Fault.parse("secure")),
    )  # fmt: skip
    launch = Launch(phone, count=1, state_dir=Path("/x y"), port=40001, accept_after_s=1.5)
    assert parse_launch(launch.argv()) == launch
    assert parse_launch(["--screen=pillow"]).phone == PhoneOptions()


@pytest.mark.parametrize(("folder", "screen"), [(".", "chromium"), ("empty", "pillow")])
def test_the_screen_is_chromium_where_there_is_one(
    folder: str, screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "google-chrome").touch(mode=0o755)
    monkeypatch.delenv("DROIDGROUND_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / folder))
    monkeypatch.setattr("droidground_emulator.virtual.screen.chromium.find._PLACES", ())
    assert parse_launch([]).phone.screen == screen


def test_a_browser_that_was_named_is_never_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROIDGROUND_BROWSER", "no-such-browser")
    assert parse_launch([]).phone.screen == "chromium"


@pytest.mark.parametrize(
    "argv",
    ["--size=0x1", "--size=1080", "--density=1", "--rotation=45", "--count=0", "--port=5555"]
    + ["--port=5585", "--port=70000", "--name=../x", "--name=", "--name=-x", "--fault=no"]
    + ["--count=2 --port=40000", "--nonsense", "--seed=x"],
)
def test_bad_arguments(argv: str) -> None:
    with pytest.raises(BadOption) as caught:
        parse_launch(argv.split())
    assert re.search(r"\w", caught.value.message)


def test_unknown_screen_names_those_there_are() -> None:
    with pytest.raises(ScreenUnavailable, match="there is: chromium, pillow"):
        parse_launch(["--screen=nosuch"])
