"""Apps: found by name, opened, stopped, installed."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.device.events import LaunchApp
from droidground.errors import AppNotFound, InvalidInput, ShellFailed
from tests.device.conftest import Handset

PACKAGE = "com.github.uiautomator"


@pytest.fixture(scope="module")
def apk() -> Path:
    """A real app: the one that uiautomator2 brings along."""
    spec = importlib.util.find_spec("uiautomator2")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "assets" / "app-uiautomator.apk"


@pytest.fixture
def installed(phone: Handset, apk: Path) -> Iterator[Handset]:
    """A phone with that app on it."""
    phone.device().install(apk)
    yield phone
    phone.adb_shell(f"pm uninstall {PACKAGE}")


def test_apps_are_found_opened_and_stopped(phone: Handset) -> None:
    device = phone.device()
    package = device.find_package("Settings")
    assert package == "com.android.settings"
    device.act(LaunchApp(package))
    app = device.current_app()
    assert app is not None
    assert app.package == package
    device.stop_app(package)
    after = device.current_app()
    assert after is None or after.package != package
    assert package in device.installed_apps()


@pytest.mark.parametrize("name", ["com.nobody.nothing", "no such app"])
def test_an_app_that_is_not_there(phone: Handset, name: str) -> None:
    device = phone.device()
    with pytest.raises(AppNotFound):
        device.find_package(name)
    with pytest.raises(AppNotFound):
        device.act(LaunchApp(name))


def test_install_stop_and_clear(installed: Handset) -> None:
    device = installed.device()
    assert device.find_package(PACKAGE) == PACKAGE
    device.stop_app(PACKAGE)
    device.clear_app(PACKAGE)
    assert "droidground" not in installed.adb_shell("ls /data/local/tmp")


def test_an_older_version_is_replaced(installed: Handset, apk: Path) -> None:
    installed.device().install(apk)
    assert PACKAGE in installed.device().installed_apps()


def test_a_file_that_is_no_app(phone: Handset, tmp_path: Path) -> None:
    bad = tmp_path / "bad.apk"
    bad.write_bytes(b"not a zip")
    with pytest.raises(ShellFailed, match="INSTALL_PARSE_FAILED"):
        phone.device().install(bad)
    assert "droidground" not in phone.adb_shell("ls /data/local/tmp")
    with pytest.raises(InvalidInput, match="No such file"):
        phone.device().install(tmp_path / "none.apk")


@pytest.mark.parametrize("package", ["com.nobody.nothing", "x; reboot", "a b"])
def test_what_is_not_installed(phone: Handset, package: str) -> None:
    device = phone.device()
    with pytest.raises((ShellFailed, AppNotFound)):
        device.clear_app(package)
    with pytest.raises((ShellFailed, AppNotFound)):
        device.grant(package, "android.permission.CAMERA")
    assert "reboot" not in phone.adb_shell("vphone shell-log")


def test_a_permission_that_is_none(installed: Handset) -> None:
    with pytest.raises(ShellFailed):
        installed.device().grant(PACKAGE, "android.permission.NONSENSE")
