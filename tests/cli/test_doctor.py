"""`doctor`: what is there, what is missing and what mends it."""

import os
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from droidground.cli.model_checks import EXTRAS
from droidground.grounding.engines.local_server import LocalServer, note_server
from tests.cli.conftest import Program, start
from tests.conftest import AdbServer, free_port


def checks(program: Program, *args: str) -> tuple[int, dict[str, dict[str, Any]]]:
    ended = program("doctor", "--json", *args)
    serial = re.compile(r" (of|to) \S+$")
    return ended.code, {serial.sub("", check["name"]): check for check in ended.json["checks"]}


def test_a_phone_that_is_ready_is_0(program: Program, serial: str, adb_server: AdbServer) -> None:
    code, found = checks(program)
    assert code == 0, found
    assert {check["status"] for check in found.values()} == {"ok"}
    assert found["adb server"]["detail"] == f"version 41 at 127.0.0.1:{adb_server.port}"
    assert "1080x2400 at 420 dpi" in found["screenshot"]["detail"]
    adb_server.run("-s", serial, "shell", "input keyevent SLEEP")
    code, found = checks(program)
    assert (code, found["screen"]["detail"]) == (0, "was off or locked; woken")
    adb_server.run("-s", serial, "shell", "vphone fault add deny_input")
    code, found = checks(program)
    assert code == 3
    assert "INJECT_EVENTS" in found["input"]["detail"]
    assert "developer options" in found["input"]["fix"]


def test_no_phone_is_3_with_the_way_out(program: Program) -> None:
    ended = program("doctor")
    assert ended.code == 3
    assert "problem  device: none is connected\n           -> Connect" in ended.out
    code, found = checks(program, "--serial", "ghost")
    assert (code, found["device"]["detail"]) == (3, "ghost is not connected")


def test_what_is_missing_is_named(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DROIDGROUND_BROWSER", "/no/browser")
    monkeypatch.setenv("DROIDGROUND_ADB_PATH", "/no/adb")
    _, found = checks(program)
    assert found["virtual phone"]["status"] == "note"
    assert found["adb"]["detail"] == "/no/adb is no program that can be run"
    assert "DROIDGROUND_ADB_PATH" in found["adb"]["fix"]


def test_models_are_told_by_their_packages_and_the_local_server(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DROIDGROUND_SERVER_DIR", str(tmp_path))
    _, found = checks(program)
    assert found["models in process"]["detail"].startswith("torch ")
    assert found["model servers"]["detail"].startswith("openai ")
    assert "local model server" not in found
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        note_server(tmp_path, LocalServer(url, "tiny", os.getpid(), 1.0))
        _, found = checks(program)
        assert found["local model server"]["detail"] == f"tiny at {url}"
    monkeypatch.setitem(EXTRAS, "models in process", ("qwen", ("torch", "no_such_package")))
    _, found = checks(program)
    missing = found["models in process"]
    assert (missing["status"], missing["fix"]) == ("note", "pip install 'droidground[qwen]'")


@pytest.mark.parametrize(
    ("fault", "detail", "fix"),
    [
        ("unauthorized", "has not allowed this computer", "Unlock the phone"),
        ("offline", "", "Reconnect the phone"),
    ],
)
def test_a_phone_in_trouble_is_named_with_what_mends_it(
    program: Program, fault: str, detail: str, fix: str
) -> None:
    serial = start(program, "--screen", "pillow", "--fault", fault)
    ended = program("doctor", "--json")
    told = [check for check in ended.json["checks"] if check["status"] == "problem"]
    assert ended.code == 3
    assert told
    assert all(serial in check["name"] for check in told)
    assert any(detail in check["detail"] and fix in check["fix"] for check in told), told


def test_without_an_adb_server_nothing_is_said_of_devices(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DROIDGROUND_ADB_PATH", "/no/adb")
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(free_port()))
    code, found = checks(program)
    assert (code, found["adb server"]["status"]) == (3, "problem")
    assert "device" not in found
