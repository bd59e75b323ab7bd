"""`doctor`: what is there, what is missing and what mends it."""

from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.conftest import AdbServer


def checks(program: Program, *args: str) -> tuple[int, dict[str, dict[str, Any]]]:
    ended = program("doctor", "--json", *args)
    return ended.code, {check["name"].strip(): check for check in ended.json["checks"]}


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
