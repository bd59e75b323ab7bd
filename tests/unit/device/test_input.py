import re
import shlex
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.events import (
    DoubleTapAt,
    DragAlong,
    InputEvent,
    KeyPress,
    LaunchApp,
    LongPressAt,
    OpenUrl,
    SwipeAlong,
    TapAt,
)
from droidground.device.input import DENIED, TROUBLE, require_on_screen
from droidground.device.input_line import input_line, input_tool, lasting_ms
from droidground.device.keys import UnknownKey, parse_key
from droidground.errors import InvalidAction
from droidground.geometry import Point, Size

A, B = Point(10, 20), Point(500, 900)


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (TapAt(A), "input tap 10 20"),
        (DoubleTapAt(A), "input tap 10 20; input tap 10 20"),
        (LongPressAt(A), "input swipe 10 20 10 20 700"),
        (LongPressAt(A, 1500), "input swipe 10 20 10 20 1500"),
        (SwipeAlong(A, B, 300), "input swipe 10 20 500 900 300"),
        (KeyPress("back"), "input keyevent KEYCODE_BACK"),
        (
            OpenUrl("https://example.org/a?b='c'&d"),
            "am start -a android.intent.action.VIEW -d 'https://example.org/a?b='\"'\"'c'\"'\"'&d'",
        ),
    ],
)
def test_each_event_is_one_line(event: InputEvent, line: str) -> None:
    assert input_line(event) == line


def test_another_display_is_named() -> None:
    assert input_line(TapAt(A), tool=input_tool(2)) == "input -d 2 tap 10 20"


def test_a_long_press_is_longer_than_the_devices_own() -> None:
    assert input_line(LongPressAt(A), long_press_ms=1500).endswith(" 1700")
    assert input_line(LongPressAt(A), long_press_ms=250).endswith(" 600")


def test_slow_devices_get_taps_that_start_together() -> None:
    assert (
        input_line(DoubleTapAt(A), sdk=29) == "input tap 10 20 & sleep 0.1; input tap 10 20; wait"
    )


def test_a_drag_presses_moves_rests_and_lifts() -> None:
    steps = input_line(DragAlong(A, B, 800)).split("; ")
    assert steps[:2] == ["input motionevent DOWN 10 20", "sleep 0.700"]
    assert steps[-3:] == ["input motionevent MOVE 500 900", "sleep 0.300",
                          "input motionevent UP 500 900"]  # fmt: skip
    assert sum(step.startswith("input motionevent MOVE") for step in steps) == 8


def test_draganddrop_gets_time_for_the_press() -> None:
    line = input_line(DragAlong(A, B, 100), sdk=28, long_press_ms=500)
    assert line == "input draganddrop 10 20 500 900 1200"


@pytest.mark.parametrize("event", [LongPressAt(A), DragAlong(A, B, 800), DragAlong(A, B, 10)])
@pytest.mark.parametrize("long_press_ms", [400, 5000])
def test_the_deadline_knows_what_the_device_waits_for(
    event: InputEvent, long_press_ms: int
) -> None:
    line = input_line(event, sdk=33, long_press_ms=long_press_ms)
    slept = sum(float(word) for word in re.findall(r"sleep ([\d.]+)", line)) * 1000
    held = int(line.split()[-1]) if isinstance(event, LongPressAt) else 0
    assert lasting_ms(event, long_press_ms=long_press_ms) >= slept + held > long_press_ms


def test_an_app_is_no_input() -> None:
    with pytest.raises(ValueError, match="no input"):
        input_line(LaunchApp("com.x"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("BACK", "KEYCODE_BACK"),
        ("volume up", "KEYCODE_VOLUME_UP"),
        ("Volume-Down", "KEYCODE_VOLUME_DOWN"),
        ("keycode_home", "KEYCODE_HOME"),
        ("recents", "KEYCODE_APP_SWITCH"),
        ("backspace", "KEYCODE_DEL"),
        ("esc", "KEYCODE_ESCAPE"),
        ("5", "KEYCODE_5"),
        ("224", "224"),
        ("KEYCODE_STYLUS_BUTTON_TAIL", "KEYCODE_STYLUS_BUTTON_TAIL"),
    ],
)
def test_keys_by_name_and_number(text: str, key: str) -> None:
    assert parse_key(text) == key


@pytest.mark.parametrize("text", ["", "bakc", "KEYCODE_", "home; rm -rf /", "99999", "KEYCODE_A;B"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(UnknownKey, match="no key"):
        parse_key(text)


def test_a_close_key_is_suggested() -> None:
    with pytest.raises(UnknownKey, match="back"):
        parse_key("bakc")


@given(st.text())
def test_no_key_reaches_the_shell_unchecked(text: str) -> None:
    try:
        key = parse_key(text)
    except UnknownKey:
        return
    assert key.replace("_", "").isalnum()
    assert key.isascii()


@given(st.text())
def test_no_url_leaves_its_quotes(url: str) -> None:
    if "\0" not in url:
        assert shlex.split(input_line(OpenUrl(url)))[-1] == url


@pytest.mark.parametrize("point", [Point(-1, 5), Point(1080, 5), Point(5, 2400)])
def test_points_outside_are_refused_with_the_size(point: Point) -> None:
    with pytest.raises(InvalidAction, match="1080x2400") as caught:
        require_on_screen(SwipeAlong(A, point, 300), Size(1080, 2400))
    assert "1079" in caught.value.hint
    require_on_screen(SwipeAlong(A, B, 300), Size(1080, 2400))
    require_on_screen(KeyPress("BACK"), Size(1, 1))


def test_a_refused_injection_is_recognised(recorded: Callable[[str], str]) -> None:
    assert DENIED.search(recorded("input_denied_miui"))
    assert DENIED.search(
        "Error: Injecting to another application requires INJECT_EVENTS permission"
    )


@pytest.mark.parametrize(
    "said", ["Error: Unknown command: tpa", "java.lang.NullPointerException", "Usage: input [<s"]
)
def test_trouble_is_recognised_whatever_the_exit_code(said: str) -> None:
    assert TROUBLE.search(said)
