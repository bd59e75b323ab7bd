"""The wire to the adb server: answers, refusals, silence, nonsense."""

import contextlib
import fcntl
import socket
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.adb_server import AdbServer
from droidground.device.deadline import Deadline
from droidground.device.link import Link, is_address
from droidground.device.stream import AdbStream
from droidground.device.sync import pull_file
from droidground.errors import (
    AdbFailed,
    AdbNotFound,
    AdbTimeout,
    DeviceError,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
)
from tests.unit.device.scripted_server import Answer, fail, okay, scripted_server

EXIT_0 = struct.pack("<BIB", 3, 1, 0)
SERIAL = "emulator-5554"
HEALTHY: dict[str, Answer] = {
    "host:version": okay("0029"),
    f"host-serial:{SERIAL}:features": okay("shell_v2,cmd"),
    f"host-serial:{SERIAL}:get-state": okay("device"),
    "host:transport:": b"OKAY",
}


def linked(port: int, timeout_s: float = 5) -> Link:
    return Link(AdbServer(port=port), SERIAL, timeout_s=timeout_s)


def test_stdout_stderr_and_exit_code_come_apart() -> None:
    said = struct.pack("<BI3s", 1, 3, b"out") + struct.pack("<BI3s", 2, 3, b"err")
    script = {**HEALTHY, "shell,v2,raw:ls": b"OKAY" + said + struct.pack("<BIB", 3, 1, 7)}
    with scripted_server(script) as server:
        result = linked(server.port).run_once("ls")
    assert (result.stdout, result.stderr, result.exit_code) == ("out", "err", 7)
    assert server.requests[-2:] == [f"host:transport:{SERIAL}", "shell,v2,raw:ls"]


@pytest.mark.parametrize(
    ("command", "reason"), [("x" * 70_000, "longer than adb takes"), ("\ud800", "half a character")]
)
def test_what_cannot_be_sent_was_not_sent(command: str, reason: str) -> None:
    with scripted_server(HEALTHY) as server, pytest.raises(AdbFailed, match=reason) as caught:
        linked(server.port).run_once(command)
    assert caught.value.message.endswith("nothing was sent")
    assert not [request for request in server.requests if request.startswith("shell")]


def test_bytes_of_a_command_line_go_out_as_they_came() -> None:
    with scripted_server({**HEALTHY, "shell,v2,raw:echo": b"OKAY" + EXIT_0}) as server:
        linked(server.port).run_once("echo \udcff")
    assert server.requests[-1] == "shell,v2,raw:echo \udcff"


@pytest.mark.parametrize("digits", [b"-001", b" 1f ", b"0x1f", b"+001", b"1_00"])
def test_a_length_that_is_none(digits: bytes) -> None:
    with (
        scripted_server({"host:version": b"OKAY" + digits + b"x" * 99}) as server,
        pytest.raises(AdbFailed, match="where a length belongs"),
    ):
        AdbServer(port=server.port).version()


def test_a_pulled_block_that_is_too_large(tmp_path: Path) -> None:
    block = b"OKAY" + struct.pack("<4sI", b"DATA", 2**32 - 1)
    with (
        scripted_server({**HEALTHY, "sync:": block}) as server,
        pytest.raises(AdbFailed, match="a block of 4294967295 bytes"),
    ):
        pull_file(linked(server.port), "/sdcard/x", tmp_path / "x")


def test_data_is_noticed_on_a_descriptor_beyond_1023() -> None:
    near, far = socket.socketpair()
    high = socket.socket(fileno=fcntl.fcntl(near.fileno(), fcntl.F_DUPFD, 1100))
    near.close()
    with far, AdbStream(high, Deadline(5), doing="wait") as stream:
        assert not stream.has_data()
        far.send(b"x")
        assert stream.has_data()


def test_without_shell_v2_a_marker_carries_the_exit_code() -> None:
    script: dict[str, Answer] = {
        f"host-serial:{SERIAL}:features": okay("cmd"),
        "host:transport:": b"OKAY",
        "shell:( ls\n)": b"OKAYout\r\n\r\ndroidground-exit:3\r\n",
        "exec:": b"OKAY\r\n\x00raw",
    }
    with scripted_server(script) as server:
        link = linked(server.port)
        result = link.run_once("ls")
        raw = link.read_bytes("screencap")
    assert (result.stdout, result.exit_code) == ("out\n", 3)
    assert raw.stdout == b"\r\n\x00raw"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("device offline", DeviceOffline),
        ("device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set", DeviceUnauthorized),
        (f"device '{SERIAL}' not found", NoDevice),
        ("closed", AdbFailed),
    ],
)
def test_a_gesture_that_cannot_start_was_not_sent(text: str, kind: type[DeviceError]) -> None:
    with scripted_server({**HEALTHY, "host:transport:": fail(text)}) as server:
        with pytest.raises(kind) as caught:
            linked(server.port).run_once("input tap 1 2")
        tries = server.requests.count(f"host:transport:{SERIAL}")
    assert tries == 1
    assert caught.value.serial == SERIAL
    if kind in (DeviceOffline, AdbFailed):
        assert "nothing was sent" in caught.value.message


@pytest.mark.parametrize("cut", [b"OKAY", b"OKAY\1\3\0\0\0ab", b"OK", b"", fail("closed")])
def test_a_gesture_cut_off_is_sent_once_and_says_so(cut: bytes) -> None:
    with scripted_server({**HEALTHY, "shell,v2,raw:": cut}) as server:
        with pytest.raises((DeviceOffline, AdbFailed), match="may or may not .* not sent again"):
            linked(server.port).run_once("input tap 1 2")
        assert server.requests.count("shell,v2,raw:input tap 1 2") == 1


def test_a_read_cut_off_is_sent_again_once() -> None:
    answers = [b"OKAY", b"OKAY" + struct.pack("<BI3s", 1, 3, b"yes") + EXIT_0]

    def answer(sock: socket.socket) -> None:
        sock.sendall(answers.pop(0))

    with scripted_server({**HEALTHY, "shell,v2,raw:": answer}) as server:
        assert linked(server.port).read("wm size").stdout == "yes"
        assert server.requests.count("shell,v2,raw:wm size") == 2


def test_a_read_that_stays_cut_off_is_an_error() -> None:
    with scripted_server({**HEALTHY, "shell,v2,raw:": b"OKAY"}) as server:
        with pytest.raises(DeviceOffline, match="lost during"):
            linked(server.port).read("wm size")
        assert server.requests.count("shell,v2,raw:wm size") == 2


def dribble(interval_s: float) -> Callable[[socket.socket], None]:
    """An answer that never ends and never pauses long."""

    pause = threading.Event()

    def answer(sock: socket.socket) -> None:
        sock.sendall(b"OKAY")
        while True:
            sock.sendall(struct.pack("<BIB", 1, 1, 46))
            pause.wait(interval_s)

    return answer


def stay_silent(sock: socket.socket) -> None:
    """No answer until the client has gone."""
    sock.recv(1)


@pytest.mark.parametrize("answer", [dribble(0.02), stay_silent])
def test_the_deadline_is_for_the_whole_call(answer: Callable[[socket.socket], None]) -> None:
    with scripted_server({**HEALTHY, "shell,v2,raw:": answer}) as server:
        start = time.monotonic()
        with pytest.raises(AdbTimeout, match=r"within 0.3 s; it may or may not") as caught:
            linked(server.port, timeout_s=0.3).run_once("input tap 1 2")
        assert 0.25 < time.monotonic() - start < 2
    assert caught.value.command == "input tap 1 2"
    assert caught.value.hint


def test_a_silent_server_is_a_timeout_not_a_hang() -> None:
    with (
        scripted_server({"host:": stay_silent}) as server,
        pytest.raises(AdbTimeout, match="host:devices-l"),
    ):
        AdbServer(port=server.port).query("host:devices-l", timeout_s=0.2)


def test_something_else_on_the_port_is_named() -> None:
    with (
        scripted_server({"host:version": b"HTTP/1.1 400 Bad Request\r\n\r\n"}) as server,
        pytest.raises(AdbFailed, match="no adb server"),
    ):
        AdbServer(port=server.port).ensure_running()


@given(st.binary(max_size=60))
def test_no_answer_raises_anything_but_our_errors(answer: bytes) -> None:
    script = {**HEALTHY, "shell,v2,raw:": b"OKAY" + answer, "host:devices-l": answer}
    with scripted_server(script) as server:
        with contextlib.suppress(DeviceError):
            linked(server.port).run_once("ls")
        with contextlib.suppress(DeviceError):
            AdbServer(port=server.port).devices()


def test_a_text_shorter_than_announced_is_a_broken_connection() -> None:
    with (
        scripted_server({"host:version": b"OKAY00ff41"}) as server,
        pytest.raises(DeviceOffline, match="ended after 2 of 255"),
    ):
        AdbServer(port=server.port).version()


def test_a_command_longer_than_adb_takes_is_refused_here() -> None:
    with scripted_server(HEALTHY) as server, pytest.raises(AdbFailed, match="longer than adb"):
        linked(server.port).run_once("x" * 70_000)


def test_a_remote_server_is_never_started_from_here() -> None:
    with pytest.raises((AdbNotFound, AdbTimeout)):
        AdbServer("192.0.2.1", 5037).ensure_running()


def test_no_adb_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    server = AdbServer(port=port, adb_path=tmp_path / "adb")
    with pytest.raises(AdbNotFound, match=str(tmp_path)) as caught:
        server.ensure_running()
    assert caught.value.hint


def test_an_adb_that_fails_tells_what_it_printed(tmp_path: Path) -> None:
    adb = tmp_path / "adb"
    adb.write_text("#!/bin/sh\necho cannot bind listener >&2\nexit 1\n")
    adb.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    with pytest.raises(AdbNotFound, match="cannot bind listener"):
        AdbServer(port=port, adb_path=adb).ensure_running()


@pytest.mark.parametrize(
    ("serial", "answer"),
    [
        ("127.0.0.1:6555", True),
        ("phone.local:5555", True),
        ("[::1]:5555", True),
        ("emulator-5554", False),
        ("R5CT60ABCDE", False),
        ("adb-R5CT-abc._adb-tls-connect._tcp", False),
    ],
)
def test_which_serials_can_be_connected_to_again(serial: str, answer: bool) -> None:
    assert is_address(serial) is answer
