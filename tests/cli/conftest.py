"""The program, run in this process against a private adb server and a virtual phone of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from droidground.cli.app import run
from tests.conftest import AdbServer, running_adb_server


@dataclass(frozen=True)
class Ending:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


Program = Callable[..., Ending]


@pytest.fixture(scope="package")
def adb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdbServer]:
    """A server that sees no other test's phones: commands without a serial take the only one."""
    with running_adb_server(tmp_path_factory.mktemp("adb-home")) as server:
        yield server


@pytest.fixture
def program(
    adb_server: AdbServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Program]:
    """Run `droidground ARGS`; phones that it starts are stopped at the end."""
    for name in ("ANDROID_SERIAL", "DROIDGROUND_SERIAL", "DROIDGROUND_GROUNDER"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "ANDROID_ADB_SERVER_PORT"):
        monkeypatch.setenv(name, adb_server.env[name])
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DROIDGROUND_STATE_DIR", str(tmp_path / "phones"))
    monkeypatch.chdir(tmp_path)

    def call(*args: str) -> Ending:
        capsys.readouterr()
        code = run(list(args))
        out, err = capsys.readouterr()
        return Ending(code, out, err)

    yield call
    run(["phone", "stop", "--all"])


@pytest.fixture
def serial(program: Program) -> str:
    """A virtual phone, started by the program, with Settings in front, on the quick screen."""
    return start(program, "--screen", "pillow")


@pytest.fixture
def full_serial(program: Program) -> str:
    """The same with the screen that users get."""
    return start(program)


def start(program: Program, *options: str) -> str:
    """Start a phone and return its serial."""
    started = program("phone", "start", "--app", "settings", "--seed", "7", *options)
    assert started.code == 0, started.err
    return started.out.splitlines()[-1]
