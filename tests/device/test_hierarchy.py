"""The view hierarchy, whoever reads it."""

import pytest

from droidground.device import HierarchySource
from droidground.errors import HierarchyFailed, UiAutomationBusy
from tests.device.conftest import Handset, StartPhones


@pytest.fixture
def settings(phone: Handset) -> Handset:
    """A phone with Settings in front."""
    phone.adb_shell("am start -W -n com.android.settings/.Settings")
    return phone


def texts(phone: Handset, source: HierarchySource) -> set[str]:
    with phone.device(hierarchy=source) as device:
        return {node.text for node in device.ui_tree() if node.text}


def test_both_tools_read_the_same_screen(settings: Handset) -> None:
    dumped = texts(settings, HierarchySource.UIAUTOMATOR)
    served = texts(settings, HierarchySource.UIAUTOMATOR2)
    assert dumped
    assert dumped <= served


def test_nothing_is_left_on_the_phone(settings: Handset) -> None:
    settings.device().ui_tree()
    assert "droidground" not in settings.adb_shell("ls /data/local/tmp")


def test_a_server_that_already_runs_is_asked(settings: Handset) -> None:
    with settings.device(hierarchy=HierarchySource.UIAUTOMATOR2) as owner:
        owner.ui_tree()
        settings.adb_shell("vphone shell-log --clear")
        assert len(settings.device().ui_tree()) > 5
        assert "uiautomator dump" not in settings.adb_shell("vphone shell-log")


def test_closing_is_quiet_when_the_phone_is_gone(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    with phone.device(hierarchy=HierarchySource.UIAUTOMATOR2) as device:
        assert len(device.ui_tree()) > 5
        phone.server.run("disconnect", phone.serial)


def test_a_screen_that_never_rests_is_read_by_uiautomator2(settings: Handset) -> None:
    settings.fault("no_idle")
    with settings.device() as device:
        assert len(device.ui_tree()) > 5
    with pytest.raises(HierarchyFailed, match="could not get idle state"):
        settings.device(hierarchy=HierarchySource.UIAUTOMATOR).ui_tree()


def test_where_dumps_are_slow_uiautomator2_takes_over(settings: Handset) -> None:
    settings.fault("slow:match=uiautomator dump,ms=1200,times=1")
    with settings.device() as device:
        first = device.ui_tree()
        settings.adb_shell("vphone shell-log --clear")
        second = device.ui_tree()
    log = settings.adb_shell("vphone shell-log")
    assert "com.wetest.uia2.Main" in log
    assert "uiautomator dump" not in log
    assert {node.text for node in first} <= {node.text for node in second}


@pytest.mark.parametrize("source", list(HierarchySource))
def test_another_owner_of_ui_automation_is_named(
    settings: Handset, source: HierarchySource
) -> None:
    settings.fault("ui_automation_busy")
    with pytest.raises(UiAutomationBusy, match="another program holds UiAutomation") as caught:
        settings.device(hierarchy=source).ui_tree()
    assert "End the program" in caught.value.hint


def test_an_observation_is_a_frame_and_its_tree(settings: Handset) -> None:
    seen = settings.device().observe()
    assert seen.tree is not None
    assert len(seen.tree) > 5
    assert set(seen.timings_ms) == {"screenshot", "tree"}


def test_without_a_hierarchy_there_is_still_a_frame(settings: Handset) -> None:
    settings.fault("no_idle")
    device = settings.device(hierarchy=HierarchySource.UIAUTOMATOR)
    assert device.observe().tree is None
