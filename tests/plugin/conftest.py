"""The pytest plugin, run in a pytest of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.device.conftest import Handset
from tests.recording.conftest import live, recorded

__all__ = ["live", "recorded"]

Run = Callable[..., pytest.RunResult]

SUITE = """
def test_wifi(phone):
    phone.open("Settings")
    phone.tap("Network & internet")
    phone.expect("Airplane mode is off")
    phone.tap("Airplane mode switch")
    phone.expect("Airplane mode is on")
    phone.tap("Airplane mode switch")
    phone.back()
    phone.scroll_to("About phone")
    phone.home()
"""


def loading() -> list[str]:
    """What loads the plugin: nothing, where the package is installed with its entry point."""
    installed = any(one.name == "droidground" for one in entry_points(group="pytest11"))
    return [] if installed else ["-p", "droidground.pytest_plugin"]


@pytest.fixture
def suite(pytester: pytest.Pytester, recorded: Path) -> Path:
    """A suite of one test with its recording; returns the folder of its recordings."""
    pytester.makepyfile(test_settings=SUITE)
    folder = pytester.path / "recordings" / "test_settings"
    shutil.copytree(recorded, folder / "test_wifi")
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run the suite that the pytester holds."""
    return lambda *args: pytester.runpytest_inprocess("-p", "no:xdist", *loading(), *args)


@pytest.fixture
def run_live(run: Run, live: Handset, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run it on a virtual phone."""
    for name in ("HOME", "ANDROID_ADB_SERVER_PORT"):
        monkeypatch.setenv(name, live.server.env[name])
    monkeypatch.delenv("ANDROID_SERIAL", raising=False)

    def run_anew(*args: str) -> pytest.RunResult:
        live.reset()
        live.adb_shell("am force-stop com.android.settings; settings put global airplane_mode_on 0")
        return run("--droidground-serial", live.serial, *args)

    return run_anew
