"""Phone on a virtual phone: words become touches, or nothing is touched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from droidground.actions import Direction, Effect, Step
from droidground.errors import (
    AmbiguousTarget,
    ExpectationFailed,
    InvalidAction,
    InvalidInput,
    StaleLocation,
    TargetNotFound,
)
from droidground.geometry import Point, Rotation, Size
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from tests.device.conftest import Handset


@pytest.fixture
def words(phone: Handset) -> Phone:
    """The shared phone with Settings in front, as users hold it."""
    phone.adb_shell("am start -W -S -n com.android.settings/.Settings; vphone touches --clear")
    return Phone(phone.device(), ElementsGrounder())


def test_words_open_a_page_and_back_leaves_it(phone: Handset, words: Phone) -> None:
    assert words.tap("Network & internet").effect is Effect.CHANGED
    step = words.tap("Airplane mode switch")
    assert step.effect is Effect.CHANGED
    assert phone.adb_shell("settings get global airplane_mode_on").strip() == "1"
    words.tap("Airplane mode switch")
    assert phone.adb_shell("settings get global airplane_mode_on").strip() == "0"
    assert words.back().effect is Effect.CHANGED
    assert words.locate("Search settings").found


def test_absent_empty_and_outside_touch_nothing(phone: Handset, words: Phone) -> None:
    with pytest.raises(TargetNotFound) as absent:
        words.tap("Warp drive toggle")
    assert absent.value.hint
    with pytest.raises(InvalidInput):
        words.tap("   ")
    with pytest.raises(InvalidAction, match="1080x2400"):
        words.tap(Point(1080, 0))
    assert phone.touches() == []


def test_two_equal_matches_are_ambiguous_and_touch_nothing(phone: Handset, words: Phone) -> None:
    words.tap("Search settings")
    phone.adb_shell("input text display; vphone touches --clear")
    location = words.locate("Display")
    assert location.reason == "ambiguous"
    assert [candidate.label for candidate in location.candidates[:2]] == ["Display", "Display"]
    with pytest.raises(AmbiguousTarget, match="several things"):
        words.tap("Display")
    assert phone.touches() == []


def test_a_rotation_between_look_and_tap_is_refused(phone: Handset, words: Phone) -> None:
    location = words.locate("Network & internet")
    phone.adb_shell("settings put system user_rotation 1")
    assert words.screenshot().size == Size(2400, 1080)
    with pytest.raises(StaleLocation, match="nothing was touched") as caught:
        words.tap(location)
    assert caught.value.exit_code == 3
    assert phone.touches() == []
    assert words.tap("Network & internet").effect is Effect.CHANGED
    assert words.screenshot().rotation is Rotation.R90


@pytest.mark.parametrize(("size", "density"), [("720x1600", 280), ("1440x3200", 560)])
def test_an_override_below_and_above_the_panel_is_what_taps_use(
    phone: Handset, words: Phone, size: str, density: int
) -> None:
    location = words.locate("Network & internet")
    phone.adb_shell(f"wm size {size}; wm density {density}")
    with pytest.raises(StaleLocation):
        words.tap(location)
    found = words.locate("Network & internet")
    assert str(found.screenshot.size) == size
    assert words.tap(found).effect is Effect.CHANGED
    (delivered,) = phone.touches()
    point = found.input_point
    assert point is not None
    assert delivered["points"][0] == [point.x, point.y]
    assert words.locate("Airplane mode").found


def test_the_same_words_are_found_in_the_pixels_alone(words: Phone) -> None:
    seen = words.handset.observe()
    by_tree = ElementsGrounder().locate(seen.screenshot, "Connected devices", seen.tree)
    by_pixels = ElementsGrounder().locate(seen.screenshot, "Connected devices")
    assert by_tree.box is not None
    assert by_pixels.point is not None
    assert by_tree.box.contains(by_pixels.point)


def test_a_list_is_scrolled_to_what_is_named_and_nothing_is_tapped(
    phone: Handset, words: Phone
) -> None:
    found = words.scroll_to("About phone")
    assert found.scrolls >= 1
    seen = words.handset.observe()
    under = seen.tree.at(found.location.point) if seen.tree and found.location.point else None
    assert under is not None
    assert under.text == "About phone"
    assert words.scroll_to("Network & internet").location.found
    with pytest.raises(TargetNotFound, match="both ends were reached"):
        words.scroll_to("Warp drive")
    assert words.locate("Network & internet").found
    assert {touch["kind"] for touch in phone.touches()} == {"swipe"}


def test_what_the_screen_says_is_waited_for_and_what_it_does_not_is_told(
    phone: Handset, words: Phone
) -> None:
    phone.adb_shell("am start -W -a android.settings.AIRPLANE_MODE_SETTINGS")
    assert words.expect("Airplane mode is off").seen == "off"
    phone.adb_shell("settings put global airplane_mode_on 1")
    assert words.expect("Airplane mode is on").location.found
    with pytest.raises(ExpectationFailed, match="'Airplane mode' is on: expected off") as failed:
        words.expect("Airplane mode is off", timeout_s=0.5)
    assert failed.value.screenshot is not None
    assert words.expect("Airplane mode is enabled").holds
    assert not words.wait_for("Warp drive", gone=True).found
    with pytest.raises(ExpectationFailed, match="still on the screen after 0.5 s"):
        words.wait_for("Airplane mode", timeout_s=0.5, gone=True)
    phone.adb_shell("(sleep 1; am start -n com.android.settings/.Settings) & true")
    assert words.wait_for("Search settings", timeout_s=15).found
    assert [touch for touch in phone.touches() if touch["kind"] != "key"] == []


@pytest.mark.parametrize(
    ("act", "recognised"),
    [
        (lambda phone: phone.tap(Point(540, 1200)), "Tap"),
        (lambda phone: phone.double_tap(Point(540, 1200)), "Double tap"),
        (lambda phone: phone.long_press(Point(540, 1200)), "Long press"),
        (lambda phone: phone.swipe(Direction.LEFT, start=Point(540, 1200)), "Swipe"),
    ],
)
def test_each_gesture_is_recognised_by_an_app(
    phone: Handset, words: Phone, act: Callable[[Phone], Step], recognised: str
) -> None:
    phone.adb_shell("am start -W -n com.droidground.touchpad/.MainActivity")
    assert act(words).effect is Effect.CHANGED
    texts = [node.text for node in words.handset.observe().tree or ()]
    assert any(text.casefold().startswith(recognised.casefold()) for text in texts), texts


def test_the_bars_and_the_keyboard_are_known(phone: Handset, words: Phone) -> None:
    device = phone.device()
    bars = device.insets()
    assert bars.status_bar == device.display().status_bar
    assert bars.navigation_bar is not None
    assert bars.navigation_bar.bottom == 2400
    assert bars.keyboard is None
    words.tap("Search settings")
    keyboard = device.insets().keyboard
    assert keyboard is not None
    assert 1200 < keyboard.top < 2400
