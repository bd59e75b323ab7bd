"""Every vocabulary: what it says becomes our action, and our action becomes what it says."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.actions import (
    Action,
    Answer,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Wait,
)
from droidground.actions.codecs import (
    Aitw,
    AndroidControl,
    AndroidWorld,
    AutoGlm,
    MobileUse,
    OsAtlas,
    Own,
    UiTars,
    Vocabulary,
    finger_direction,
)
from droidground.actions.codecs.vocabulary import Plane
from droidground.errors import ActionUnreadable, InvalidAction
from droidground.geometry import Point, Size, Space

FRAME = Size(1080, 2400)
RESIZED = Space("model image", 1092, 2408)
UP, DOWN, LEFT, RIGHT = Direction.UP, Direction.DOWN, Direction.LEFT, Direction.RIGHT
VOCABULARIES: list[Vocabulary] = [
    AndroidControl(),
    AndroidWorld(),
    Aitw(),
    MobileUse(),
    MobileUse(RESIZED),
    MobileUse(Space("model", 999, 999)),
    UiTars(),
    UiTars(RESIZED, is_1_5=True),
    OsAtlas(),
    AutoGlm(),
    Own(),
]

SAID: list[tuple[Vocabulary, str, Action]] = [
    (AndroidControl(), '{"action_type": "click", "x": 313, "y": 717}', Tap(Point(313, 717))),
    (AndroidControl(), '{"action_type": "scroll", "direction": "down"}', Scroll(DOWN)),
    (AndroidControl(), '{"action_type": "open_app", "app_name": "Zoho"}', OpenApp("Zoho")),
    (AndroidControl(), '{"action_type":"status","goal_status":"successful"}', Finish()),
    (AndroidControl(), '{"action_type":"status","goal_status":"infeasible"}', Finish(False)),
    (
        AndroidControl(),
        '{"action_type": "type", "x": 5, "y": 6, "text": "hi"}',
        InputText("hi", into=Point(5, 6)),
    ),
    (
        AndroidWorld(),
        'Action: {"action_type": "double_tap", "x": 1, "y": 2}',
        DoubleTap(Point(1, 2)),
    ),
    (AndroidWorld(), '{"action_type": "answer", "text": "42"}', Answer("42")),
    (AndroidWorld(), '{"action_type": "keyboard_enter"}', PressKey("ENTER")),
    (AndroidWorld(), '{"action_type": "status", "goal_status": "complete"}', Finish()),
    (
        AndroidWorld(),
        '{"action_type": "input_text", "text": "a", "x": 3, "y": 4, "clear_text": true}',
        InputText("a", into=Point(3, 4), clear=True),
    ),
    (
        MobileUse(RESIZED),
        '<think>{"x"}</think><tool_call>\n{"name": "mobile_use", "arguments": '
        '{"action": "click", "coordinate": [546, 1204]}}\n</tool_call>',
        Tap(Point(540, 1200)),
    ),
    (
        MobileUse(Space("model", 999, 999)),
        '{"arguments": {"action": "swipe", "coordinate": [500, 750], "coordinate2": [500, 250]}}',
        Swipe(Point(540, 600), Point(540, 1801)),
    ),
    (MobileUse(), '{"action": "system_button", "button": "Menu"}', PressKey("APP_SWITCH")),
    (MobileUse(), '{"action": "key", "text": "volume_up"}', PressKey("VOLUME_UP")),
    (MobileUse(), '{"action": "wait", "time": 2}', Wait(2)),
    (MobileUse(), '{"action": "terminate", "status": "failure"}', Finish(False)),
    (
        UiTars(),
        "Thought: click it\nAction: click(start_box='<|box_start|>(500,250)<|box_end|>')",
        Tap(Point(540, 600)),
    ),
    (
        UiTars(),
        "Action: scroll(start_box='(500,750)', end_box='(500,250)')",
        Swipe(Point(540, 600), Point(540, 1800)),
    ),
    (
        UiTars(RESIZED, is_1_5=True),
        "Action: scroll(point='<point>546 1204</point>', direction='down')",
        Scroll(DOWN, within=Point(540, 1200)),
    ),
    (UiTars(), "Action: type(content='it\\'s done\n')", InputText("it's done\n")),
    (UiTars(), "Action: finished(content='all (1) ok')", Finish(message="all (1) ok")),
    (
        OsAtlas(),
        "thoughts:\nclick\nactions:\nCLICK <point>[[500, 250]]</point><|im_end|>",
        Tap(Point(540, 600)),
    ),
    (OsAtlas(), "actions:\nTYPE [a [b] c]", InputText("a [b] c")),
    (OsAtlas(), "SCROLL [DOWN]", Scroll(DOWN)),
    (OsAtlas(), "OPEN_APP [Google Maps]", OpenApp("Google Maps")),
    (OsAtlas(), "PRESS_BACK", Back()),
    (AutoGlm(), 'do(action="Tap", element=[500,250], message="pay?")', Tap(Point(540, 600))),
    (
        AutoGlm(),
        'do(action="Type", text="two\nlines (or 3)")',
        InputText("two\nlines (or 3)", clear=True),
    ),
    (AutoGlm(), 'do(action="Wait", duration="3 seconds")', Wait(3)),
    (AutoGlm(), 'I am done. finish(message="do(this)")', Finish(message="do(this)")),
    (
        AutoGlm(),
        'do(action="Swipe", start=[500,750], end=[500,250])',
        Swipe(Point(540, 600), Point(540, 1800)),
    ),
    (
        Aitw(),
        '{"result_action_type": 4, "result_touch_yx": "[0.25, 0.5]",'
        ' "result_lift_yx": "[0.28, 0.5]"}',
        Tap(Point(540, 600)),
    ),
    (
        Aitw(),
        '{"result_action_type": 4, "result_touch_yx": [0.75, 0.5], "result_lift_yx": [0.25, 0.5]}',
        Swipe(Point(540, 600), Point(540, 1800)),
    ),
    (Aitw(), '{"result_action_type": 11}', Finish(False)),
]


@pytest.mark.parametrize(("vocabulary", "said", "action"), SAID)
def test_decode(vocabulary: Vocabulary, said: str, action: Action) -> None:
    assert vocabulary.decode(said, FRAME) == action


UNREADABLE: list[tuple[Vocabulary, str]] = [
    (AndroidControl(), ""),
    (AndroidControl(), "[1, 2]"),
    (AndroidControl(), '{"action_type": "fly"}'),
    (AndroidControl(), '{"action_type": "click", "x": 1081, "y": 5}'),
    (AndroidControl(), '{"action_type": "click", "x": NaN, "y": 5}'),
    (AndroidControl(), '{"action_type": "scroll"}'),
    (AndroidWorld(), '{"action_type": "click", "index": 3}'),
    (AndroidWorld(), '{"action_type": "unknown"}'),
    (MobileUse(), '<tool_call>{"name": "mobile_use", "arguments": {"action": "click"'),
    (MobileUse(), '{"action": "click", "coordinate": [1, 2, 3]}'),
    (MobileUse(), '{"action": "interact", "text": "which?"}'),
    (UiTars(), "Action: click(start_box='')"),
    (UiTars(), "Action: call_user()"),
    (UiTars(), "Action: click(start_box=__import__('os'))"),
    (OsAtlas(), "actions:\n"),
    (OsAtlas(), "CLICK nowhere"),
    (OsAtlas(), "CLICK <point>[[1001, 5]]</point>"),
    (OsAtlas(), "SCROLL [SIDEWAYS]"),
    (AutoGlm(), 'do(action="Take_over", message="log in")'),
    (AutoGlm(), 'do(action="Tap", element=[500'),
    (Aitw(), '{"result_action_type": 2}'),
    (
        Aitw(),
        '{"result_action_type": 4, "result_touch_yx": "[-1.0, -1.0]",'
        ' "result_lift_yx": "[-1.0, -1.0]"}',
    ),
    (Own(), '{"type": "Tap"}'),
    (Own(), '{"type": "Tap", "target": [1, 2, 3]}'),
    (Own(), '{"type": "Scroll", "direction": "in"}'),
]


@pytest.mark.parametrize(("vocabulary", "said"), UNREADABLE)
def test_what_cannot_be_read_says_so(vocabulary: Vocabulary, said: str) -> None:
    with pytest.raises(ActionUnreadable) as caught:
        vocabulary.decode(said, FRAME)
    assert caught.value.hint


POINT = Point(313, 717)
ACTIONS: list[Action] = [
    Tap(POINT),
    DoubleTap(POINT),
    LongPress(POINT),
    InputText("Grüße, 'quoted' \"twice\"\nand more"),
    InputText("new", clear=True),
    InputText("there", into=POINT),
    PressKey("ENTER"),
    PressKey("APP_SWITCH"),
    OpenApp("Google Maps"),
    Back(),
    Home(),
    Wait(),
    Answer("42"),
    Finish(),
    Finish(is_success=False),
]


def near(one: object, two: object) -> bool:
    """Tell whether two actions are alike but for a pixel or two of rounding."""
    if isinstance(one, Tap | DoubleTap | LongPress) and type(one) is type(two):
        assert isinstance(two, Tap | DoubleTap | LongPress)
        here, there = one.target, two.target
        assert isinstance(here, Point)
        assert isinstance(there, Point)
        return max(abs(here.x - there.x), abs(here.y - there.y)) <= 2
    if isinstance(one, Wait):
        return isinstance(two, Wait)
    if isinstance(one, InputText) and isinstance(two, InputText):
        return (one.text, one.into) == (two.text, two.into)
    return one == two


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.name)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: type(a).__name__)
def test_what_can_be_written_is_read_back(vocabulary: Vocabulary, action: Action) -> None:
    try:
        said = vocabulary.encode(action, FRAME)
    except InvalidAction:
        return
    assert near(action, vocabulary.decode(said, FRAME)), said


def test_each_vocabulary_has_words_for_most_actions() -> None:
    for vocabulary in VOCABULARIES:
        written = 0
        for action in ACTIONS:
            try:
                vocabulary.encode(action, FRAME)
                written += 1
            except InvalidAction:
                pass
        assert written >= 7, vocabulary.name


def content_direction(action: Action) -> Direction:
    """The side of the content that an action shows."""
    match action:
        case Scroll(direction):
            return direction
        case Swipe(Direction() as finger):
            return finger.opposite
        case Swipe(Point() as end, Point() as start) | Drag(Point() as start, Point() as end):
            return finger_direction(start, end).opposite
    raise AssertionError(action)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.name)
@pytest.mark.parametrize("direction", Direction)
def test_scrolls_keep_their_meaning(vocabulary: Vocabulary, direction: Direction) -> None:
    """A scroll, and the swipe that makes it, show the same side after a way there and back."""
    for action in (Scroll(direction), Swipe(direction.opposite)):
        said = vocabulary.encode(action, FRAME)
        assert content_direction(vocabulary.decode(said, FRAME)) is direction, said
    assert vocabulary.scrolling


def test_android_world_s_swipe_left_moves_the_finger_to_the_right() -> None:
    """Ran once against its executor: `input swipe 0 1200 1080 1200`."""
    assert AndroidWorld().decode('{"action_type":"swipe","direction":"left"}', None) == Swipe(RIGHT)
    assert AndroidWorld().decode('{"action_type":"swipe","direction":"up"}', None) == Swipe(UP)


def test_words_are_no_coordinates() -> None:
    for vocabulary in VOCABULARIES:
        if not isinstance(vocabulary, Own):
            with pytest.raises(InvalidAction):
                vocabulary.encode(Tap("Wi-Fi"), FRAME)


@given(st.integers(0, 1000), st.integers(1000, 4000))
def test_a_whole_unit_comes_back_from_its_pixel(unit: int, pixels: int) -> None:
    plane = Plane(Size(pixels, pixels), Space("model", 1000, 1000))
    back = plane.coordinate(plane.pixel(unit, unit, ""), Tap("x"))
    assert back == (unit, unit) or (unit == 1000 and back[0] >= 999)


def test_ties_of_a_finger_s_path() -> None:
    at = Point(10, 10)
    assert finger_direction(at, Point(20, 20)) is DOWN
    assert finger_direction(at, Point(0, 0)) is UP
    assert finger_direction(at, Point(21, 20)) is RIGHT
    assert finger_direction(at, Point(-1, 0)) is LEFT
    assert finger_direction(at, at) is UP


@given(st.text(max_size=120))
def test_no_text_breaks_a_decoder(said: str) -> None:
    for vocabulary in VOCABULARIES:
        for text in (said, json.dumps({"action_type": said, "action": said}), f"do({said})"):
            with contextlib.suppress(ActionUnreadable):
                vocabulary.decode(text, FRAME)


@given(st.integers(0, 1079), st.integers(0, 2399))
def test_a_tap_comes_back_where_it_was(x: int, y: int) -> None:
    for vocabulary in VOCABULARIES:
        back = vocabulary.decode(vocabulary.encode(Tap(Point(x, y)), FRAME), FRAME)
        assert near(Tap(Point(x, y)), back), vocabulary.name
