"""What replies say, format by format; and that no text makes a parser fail or invent."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from droidground.errors import OutsideScreen, ReplyUnreadable
from droidground.grounding.models.image import frame_image
from droidground.grounding.models.profile import ModelProfile
from droidground.grounding.models.reading import Question
from droidground.grounding.models.replies import FORMATS, Boxed, Pointed, Refused, parse_reply
from tests.unit.grounding.models.frames import CATALOGUE, blank, golden_rows, profile_of

CUT_CALL = '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click", "coordin'

READ = [
    # name of the format, reply, numbers
    ("point", "(512, 300)", (512, 300)),
    ("point", "The point is (1, 2), no: (512,300).", (512, 300)),
    ("point", "（512，300）", (512, 300)),
    ("point", "(５１２, ３００)", (512, 300)),
    ("point", "[0.73, 0.21]", (0.73, 0.21)),
    ("point", "[512 300]", (512, 300)),
    ("point", "(-1, -1)", (-1, -1)),
    ("first_point", "(512,300) (1,2)", (512, 300)),
    ("bare", "512, 300", (512, 300)),
    ("bare", " 512,300)\n", (512, 300)),
    ("box", "[10, 20, 30, 40]", (10, 20, 30, 40)),
    ("box", "label(10,20),(30,40)", (10, 20, 30, 40)),
    ("box", "(30,40),(10,20)", (10, 20, 30, 40)),
    ("box", "[10, 20], [30, 40]", (10, 20, 30, 40)),
    ("box_tokens", "<|box_start|>(10,20),(30,40)<|box_end|>", (10, 20, 30, 40)),
    ("box_tokens", "<|box_start|>(197,525)<|box_end|>", (197, 525)),
    ("box_tag", "<box>(1,2),(3,4)</box><box>(10,20),(30,40)</box>", (10, 20, 30, 40)),
    ("box_tag", "<quad>(1,2),(9,3),(8,7),(0,6)</quad>", (0, 2, 9, 7)),
    ("point_tag", "<point>200 300</point>", (200, 300)),
    ("point_tag", "<point>[[200, 300]]</point>", (200, 300)),
    ("point_tag", "<bbox>1, 2, 3, 4</bbox>", (1, 2, 3, 4)),
    ("x_y_tags", "<x>4500</x> <y>120</y>", (4500, 120)),
    ("click_call", "pyautogui.click(x=1424, y=264)", (1424, 264)),
    ("click_call", "pyautogui.click(0.4, 0.3)", (0.4, 0.3)),
    ("click_call", "pyautogui.click(x=1424, y=264, button='left')", (1424, 264)),
    ("click_call", "Click(350, 342)", (350, 342)),
    ("tars_action", "Action: click(start_box='(100,200)')", (100, 200)),
    ("tars_action", "click(point='<point>200 300</point>'')", (200, 300)),
    ("tars_action", 'click(start_box="<|box_start|>(1,2)<|box_end|>")', (1, 2)),
    ("tap_call", 'do(action="Tap", element=[120, 340])', (120, 340)),
    ("tap_call", 'do(action="Tap", element=[1,2], message="pay (now)")', (1, 2)),
    ("tap_call", 'do(action="Swipe", start=[1,2], end=[3,4])', None),
    ("tool_call", f'{CUT_CALL}ate": [547, 1203]}}}}\n</tool_call>', (547, 1203)),
    ("tool_call", f'{CUT_CALL}ate": [547, 1203]', (547, 1203)),
    ("tool_call", f'{CUT_CALL}ate": "(547, 1203)"}}}}', (547, 1203)),
    ("tool_call", f'{CUT_CALL}ate": ["547", "1203"]}}}}', (547, 1203)),
    ("tool_call", f'{CUT_CALL}ate": [1, 2, 3, 4]}}}}', (1, 2, 3, 4)),
    ("json", '```json\n[{"point_2d": [1, 2], "label": "x"}, {"point_2d": [3, 4]}]\n```', (1, 2)),
    ("json", 'Sure: {"bbox_2d": [1, 2, 3, 4]}', (1, 2, 3, 4)),
    ("json", '{"action": "click_absolute", "x": 947, "y": 338}', (947, 338)),
    ("json", "[[120, 340]]", (120, 340)),
    ("answer_tag", '<answer>\n{"coordinate": [5, 6]}\n</answer>', (5, 6)),
]

UNREAD = [
    ("point", ""),
    ("point", "{"),
    ("point", "(512, 30"),  # cut off inside a number
    ("point", "(50%, 30%)"),
    ("point", "(1, 2, 3)"),
    ("point", "I cannot find it."),
    ("point", "<think>maybe (10, 20)"),  # cut off inside a thought
    ("bare", "512, 300, 4"),
    ("bare", "it is 512, 300"),
    ("tool_call", f'{CUT_CALL}ate": [547, 12'),
    ("tool_call", CUT_CALL),
    ("tool_call", '<tool_call>{"arguments": {"action": "terminate", "status": "success"}}'),
    ("tool_call", '<tool_call>{"arguments": {"action": "wait", "time": 2}}</tool_call>'),
    ("json", "[NaN, 4]"),
    ("json", "[1e999, 4]"),
    ("json", '{"point_2d": [true, false]}'),
    ("json", '{"x": null, "y": 3}'),
    ("json", "[" * 5000),
    ("click_call", "__import__('os').system('rm -rf /')"),
    ("click_call", "pyautogui.click(x=1424, y=26"),
    ("box", "[1, 2, 3]"),
    ("point_tag", "<point>200 30"),
    ("box_tag", "<box>nothing</box>"),
]


@pytest.mark.parametrize(("name", "reply", "numbers"), READ)
def test_read(name: str, reply: str, numbers: tuple[float, ...] | None) -> None:
    answer = parse_reply(reply, (name,))
    if numbers is None:
        assert answer is None
    elif len(numbers) == 2:
        assert answer == Pointed(*numbers)
    else:
        assert answer == Boxed(*numbers)


@pytest.mark.parametrize(("name", "reply"), UNREAD)
def test_neither_a_place_nor_a_refusal(name: str, reply: str) -> None:
    assert parse_reply(reply, (name,)) is None


def test_thoughts_hold_no_answer() -> None:
    reply = "<think>\n(1, 2)?\n</think>\n(3, 4)"
    assert parse_reply(reply, ("first_point",)) == Pointed(3, 4)


def test_the_prefill_belongs_to_the_answer() -> None:
    prefill = '<tool_call>\n{"name": "computer_use", "arguments": {"coordinate": ['
    assert parse_reply("547, 1203]}}", ("tool_call",), prefill=prefill) == Pointed(547, 1203)


def test_refusals() -> None:
    failed = '<tool_call>{"arguments": {"action": "terminate", "status": "failure"}}</tool_call>'
    assert isinstance(parse_reply(failed, ("tool_call",)), Refused)
    assert isinstance(parse_reply("[-1,-1]", ("point",), (), ((-1, -1),)), Refused)
    assert isinstance(parse_reply("[0,0,0,0]", ("box",), (), ((0, 0, 0, 0),)), Refused)
    said = parse_reply("target does not exist.", ("point",), ("Target does not exist",))
    assert said == Refused("Target does not exist")


def test_a_point_beats_words_that_refuse() -> None:
    answer = parse_reply("(3, 4); else: Target does not exist", ("point",), ("target",))
    assert answer == Pointed(3, 4)


FRAGMENTS = st.sampled_from(
    ["(", ")", "[", "]", "{", "}", ",", " ", "x=", "y=", '"', "<tool_call>", "</tool_call>"]
    + ['"coordinate": ', '"point_2d": ', "<point>", "</point>", "<|box_start|>", "<|box_end|>"]
    + ["<box>", "</box>", "<answer>", "</answer>", "<think>", "</think>", "click(", "Click("]
    + ['do(action="Tap", element=', "start_box='", "'", "pyautogui.", "NaN", "-", "1e9", "（"]
)
NUMBERS = st.one_of(
    st.integers(-5, 3000).map(str),
    st.floats(allow_nan=True).map(str),
    st.integers(10**18, 10**40).map(str),
)
GOLDEN = st.sampled_from([row.reply for row in golden_rows()])
TORN = st.builds(
    lambda text, a, b, glue: text[:a] + glue + text[b:],
    GOLDEN, st.integers(0, 80), st.integers(0, 80), FRAGMENTS | NUMBERS,
)  # fmt: skip
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.lists(FRAGMENTS | NUMBERS, max_size=25).map("".join),
    TORN,
)


@settings(max_examples=2000)
@given(st.sampled_from(sorted(FORMATS)), HOSTILE)
@example("json", '{"a":' * 3000)
@example("tool_call", "<tool_call>" * 3000)
@example("point", "(" + " " * 50_000 + "1")
@example("point", "(" * 50_000)
@example("bare", "1" * 100_001)
def test_no_text_makes_a_format_fail(name: str, text: str) -> None:
    answer = parse_reply(text, (name,))
    if isinstance(answer, Pointed):
        assert math.isfinite(answer.x)
        assert math.isfinite(answer.y)
    elif isinstance(answer, Boxed):
        assert answer.left <= answer.right
        assert answer.top <= answer.bottom


@settings(max_examples=2000)
@given(st.sampled_from(CATALOGUE.profiles), HOSTILE)
def test_no_text_points_outside_the_frame(profile: ModelProfile, text: str) -> None:
    frame = blank(360, 640)
    question = Question("it", frame, frame_image(frame, profile.image), profile)
    place = None
    with contextlib.suppress(ReplyUnreadable, OutsideScreen):
        place = question.read(text)
    if place is not None:
        assert frame.size.contains(place.point)
        assert place.box is None or place.box.intersection(place.box) == place.box
        assert place.box is None or place.box.right <= 360
        assert place.box is None or place.box.bottom <= 640


@pytest.mark.parametrize("profile", CATALOGUE.profiles, ids=lambda one: one.id)
def test_one_unit_beyond_the_domain_is_refused(profile: ModelProfile) -> None:
    """The far edge is legal and is the last pixel; beyond it, the reply is in the error."""
    frame = blank(1080, 2400)
    question = Question("it", frame, frame_image(frame, profile.image), profile)
    edge = question.framing.to_units(profile.coordinates).apply(frame.space.at(1080, 2400))
    far = math.ceil(edge.x - 1e-6), math.ceil(edge.y - 1e-6)
    for name, pattern in PATTERNS.items():
        if name not in profile.reply.formats:
            continue
        place = question.read(pattern % far)
        assert place is not None
        assert (place.point.x, place.point.y) == (1079, 2399)
        for beyond in ((far[0] + 1, far[1]), (far[0], far[1] + 1), (-1, 5), (5, -1)):
            reply = pattern % beyond
            if reply in ("[-1,-1]",):
                continue
            with pytest.raises(OutsideScreen) as caught:
                question.read(reply)
            assert caught.value.reply == reply


PATTERNS = {
    "point": "(%d, %d)",
    "first_point": "(%d, %d)",
    "click_call": "Click(%d, %d)",
    "json": '{"x": %d, "y": %d}',
    "tool_call": '<tool_call>{"coordinate": [%d, %d]}</tool_call>',
    "box_tag": "<box>(%d,%d)</box>",
    "tap_call": 'do(action="Tap", element=[%d,%d])',
    "answer_tag": '<answer>{"coordinate": [%d, %d]}</answer>',
    "point_tag": "<point>%d %d</point>",
}


def test_every_family_has_a_pattern() -> None:
    assert all(set(one.reply.formats) & set(PATTERNS) for one in CATALOGUE.profiles)


def test_the_corner_is_an_answer_unless_the_family_says_otherwise() -> None:
    assert _read("uground", "(0, 0)")
    assert not _read("gta1", "(0,0)")


def _read(name: str, reply: str) -> bool:
    frame, profile = blank(100, 100), profile_of(name)
    return Question("it", frame, frame_image(frame, profile.image), profile).read(reply) is not None
