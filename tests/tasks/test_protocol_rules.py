"""Every rule of every protocol of steps, on edge cases made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from droidground.actions import (
    Action,
    Answer,
    Back,
    Direction,
    DoubleTap,
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
from droidground.geometry import Point, Size
from droidground_tasks.areas import Rect
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import (
    Mark,
    StepProtocol,
    Unscoreable,
    agentcpm,
    coat,
    os_atlas,
    qwen,
)
from droidground_tasks.protocols.agentcpm import clipped_enlarged
from droidground_tasks.protocols.gui_r1 import GUI_R1
from droidground_tasks.protocols.smallest_box import GOOGLE_PAPER, NO_ELEMENT, UGROUND_500
from droidground_tasks.sample import Element, StepSample

UP, DOWN, LEFT, RIGHT = Direction.UP, Direction.DOWN, Direction.LEFT, Direction.RIGHT
FRAME = Size(1000, 2000)
HIT, MISS, WRONG = Mark.HIT, Mark.MISS, Mark.WRONG_TYPE


def step(action: Action, **more: object) -> StepSample:
    """A step at which something was done; a touch has its exact place."""
    sample = StepSample("e_0", "e", 0, "goal", "instruction", action, size=FRAME)
    if isinstance(action, Tap | LongPress) and isinstance(action.target, Point):
        sample = replace(sample, point=(action.target.x, action.target.y))
    return replace(sample, **more)  # type: ignore[arg-type]


def mark(protocol: StepProtocol, gold: StepSample, said: Action | None, **more: object) -> Mark:
    """What a protocol says of an answer on a screen of 1000 x 2000."""
    answer = Prediction(0, gold.id, action=said, frame=FRAME)
    return protocol.judge(gold, replace(answer, **more)).mark  # type: ignore[arg-type]


def tap(x: int, y: int) -> Tap:
    return Tap(Point(x, y))


def swipe(x1: int, y1: int, x2: int, y2: int) -> Swipe:
    return Swipe(Point(x2, y2), Point(x1, y1))


GOLD = step(tap(500, 1000), boxes=(Rect(480, 980, 520, 1020),))
FAR = step(tap(500, 1000), boxes=(Rect(100, 100, 200, 200),))
FINGER_UP, FINGER_DOWN = swipe(500, 1500, 500, 500), swipe(500, 500, 500, 1500)

QWEN: list[tuple[StepSample, Action | None, Mark]] = [
    (GOLD, tap(524, 1024), HIT),  # on the edge of the box enlarged 1.2 times
    (FAR, tap(90, 90), HIT),  # any candidate box, on its enlarged edge
    (FAR, tap(211, 150), MISS),  # a pixel beside the enlarged box
    (FAR, tap(580, 1000), HIT),  # 80 px is 4 % of 2000
    (FAR, tap(581, 1000), MISS),
    (FAR, tap(500, 1080), HIT),
    (FAR, tap(557, 1057), MISS),
    (GOLD, LongPress(Point(500, 1000)), WRONG),
    (GOLD, Tap("words"), MISS),
    (step(LongPress(Point(5, 5))), LongPress(Point(6, 6)), HIT),
    (step(LongPress(Point(5, 5))), tap(5, 5), WRONG),
    (step(InputText("Sculpture art")), InputText(" SCULPTURE "), HIT),
    (step(InputText("art")), InputText("Sculpture Art"), HIT),
    (step(InputText("art")), InputText("arts and"), HIT),
    (step(InputText("art")), InputText(""), HIT),  # as published: an empty text is part of any
    (step(InputText("art")), InputText("at"), MISS),
    (step(OpenApp("Zoho Meeting")), OpenApp("zoho"), HIT),
    (step(OpenApp("Zoho")), OpenApp("Gmail"), MISS),
    (step(OpenApp("Zoho"), boxes=(Rect(0, 0, 100, 100),)), tap(50, 50), HIT),
    (step(OpenApp("Zoho"), boxes=(Rect(0, 0, 100, 100),)), tap(500, 500), MISS),
    (step(OpenApp("Zoho")), tap(50, 50), WRONG),
    (step(Wait()), Wait(9), HIT),
    (step(Wait()), Finish(), WRONG),
    (step(Back()), Back(), HIT),
    (step(Back()), Home(), MISS),
    (step(Back()), PressKey("ENTER"), MISS),
    (step(Back()), PressKey("VOLUME_UP"), WRONG),
    (step(Scroll(DOWN)), Scroll(DOWN), HIT),
    (step(Scroll(DOWN)), Scroll(UP), MISS),
    (step(Scroll(DOWN)), FINGER_DOWN, HIT),  # the stored word un-reversed
    (step(Scroll(DOWN)), FINGER_UP, MISS),
    (step(Scroll(DOWN)), Swipe(DOWN), HIT),
    (step(Scroll(RIGHT)), swipe(250, 1000, 750, 1000), HIT),
    (step(Scroll(DOWN)), swipe(0, 0, 100, 200), HIT),  # a tie in shares of the sides: vertical
    (step(Scroll(RIGHT)), swipe(0, 0, 101, 200), HIT),  # although the way is longer down in pixels
    (step(Scroll(DOWN)), tap(1, 1), WRONG),
    (GOLD, None, WRONG),
    (GOLD, DoubleTap(Point(500, 1000)), WRONG),
    (step(Wait()), Answer("x"), WRONG),
]


@pytest.mark.parametrize(("gold", "said", "expected"), QWEN)
def test_qwen25vl_em(gold: StepSample, said: Action | None, expected: Mark) -> None:
    assert mark(qwen.QWEN25VL_EM, gold, said) is expected


def test_qwen_measures_in_the_image_that_the_model_was_shown() -> None:
    """A square resize stretches x against y: 81 px to the side are 4 % of it no more."""
    shown = {"model_image": Size(1000, 1000)}
    assert mark(qwen.QWEN25VL_EM, FAR, tap(541, 1000), **shown) is MISS
    assert mark(qwen.QWEN25VL_EM, FAR, tap(500, 1080), **shown) is HIT
    wide = {"model_image": Size(2000, 1000)}  # the longer side, whichever it is
    assert mark(qwen.QWEN25VL_EM, FAR, tap(540, 1000), **wide) is HIT
    assert mark(qwen.QWEN25VL_EM, FAR, tap(541, 1000), **wide) is MISS


def test_qwen_needs_a_size_only_where_no_box_decides() -> None:
    unknown = {"frame": None}
    bare = replace(FAR, size=None)
    assert mark(qwen.QWEN25VL_EM, bare, tap(150, 150), **unknown) is HIT
    assert mark(qwen.QWEN25VL_EM, bare, tap(500, 1000), **unknown) is HIT
    assert mark(qwen.QWEN25VL_EM, step(Scroll(UP), size=None), FINGER_UP, **unknown) is HIT
    with pytest.raises(Unscoreable, match="size"):
        mark(qwen.QWEN25VL_EM, bare, tap(501, 1000), **unknown)
    with pytest.raises(Unscoreable, match="size"):
        mark(qwen.QWEN25VL_EM, step(Scroll(UP), size=None), swipe(0, 0, 9, 9), **unknown)


def test_ui_s1_takes_any_swipe_and_measures_in_shares() -> None:
    assert mark(qwen.UI_S1, step(Scroll(DOWN)), FINGER_UP) is HIT
    assert mark(qwen.UI_S1, step(Scroll(DOWN)), tap(1, 1)) is WRONG
    assert mark(qwen.UI_S1, FAR, tap(540, 1000)) is HIT
    assert mark(qwen.UI_S1, FAR, tap(541, 1000)) is MISS
    assert mark(qwen.UI_S1, FAR, tap(500, 1080)) is HIT


OS_ATLAS: list[tuple[Action, Action | None, Mark]] = [
    (tap(500, 1000), tap(640, 1000), HIT),  # 0.14 of each side
    (tap(500, 1000), tap(641, 1000), MISS),
    (tap(500, 1000), tap(500, 1280), HIT),
    (tap(500, 1000), tap(600, 1200), MISS),
    (tap(500, 1000), LongPress(Point(500, 1000)), WRONG),
    (LongPress(Point(500, 1000)), LongPress(Point(510, 1000)), HIT),
    (InputText("hello"), InputText("Hello"), HIT),  # F1 ignores case
    (InputText("hello world"), InputText("hello there"), HIT),  # the first word alone: [hello
    (InputText("hello world"), InputText("hello"), MISS),  # [hello is not [hello]
    (InputText("hello"), InputText("hello world"), MISS),
    (InputText(""), InputText(""), HIT),
    (OpenApp("Google Maps"), OpenApp("Google Chrome"), HIT),
    (OpenApp("Zoho"), OpenApp("Gmail"), MISS),
    (OpenApp("Zoho"), tap(5, 5), WRONG),
    (Scroll(DOWN), Scroll(DOWN), HIT),
    (Scroll(DOWN), FINGER_UP, HIT),  # the content's direction: the finger goes the other way
    (Scroll(DOWN), FINGER_DOWN, MISS),
    (Wait(), Wait(3), HIT),
    (Wait(), Finish(), WRONG),
    (Finish(), Finish(), HIT),
    (Finish(), Finish(is_success=False), WRONG),
    (Back(), Back(), HIT),
    (Back(), Home(), WRONG),
    (Back(), None, WRONG),
    (Wait(), DoubleTap(Point(1, 1)), WRONG),
]


@pytest.mark.parametrize(("gold", "said", "expected"), OS_ATLAS)
def test_os_atlas(gold: Action, said: Action | None, expected: Mark) -> None:
    assert mark(os_atlas.OS_ATLAS, step(gold), said) is expected


GUI: list[tuple[Action, Action | None, Mark, bool, bool]] = [
    # gold, said, mark, type match, counted in the exact rate
    (tap(500, 1000), tap(639, 1000), HIT, True, True),
    (tap(500, 1000), tap(640, 1000), MISS, True, True),  # less than 0.14, not at most
    (tap(500, 1000), LongPress(Point(500, 1000)), HIT, False, True),  # right place, wrong type
    (tap(500, 1000), Wait(), WRONG, False, True),
    (InputText("a b"), InputText("A"), HIT, True, True),  # F1 2/3
    (InputText("a b c d"), InputText("a"), MISS, True, True),  # F1 0.4
    (InputText("maps"), InputText("map"), HIT, True, True),  # one word each: part of the other
    (InputText("text"), tap(5, 5), HIT, False, True),  # "no input text" holds the word
    (InputText("hello"), tap(5, 5), WRONG, False, True),
    (OpenApp("Zoho"), OpenApp("[Zoho]"), HIT, True, True),
    (OpenApp("Zoho"), InputText("zoho"), HIT, False, True),
    (Scroll(DOWN), Scroll(DOWN), HIT, True, True),
    (Scroll(DOWN), FINGER_UP, HIT, True, True),
    (Scroll(DOWN), FINGER_DOWN, MISS, True, True),
    (Wait(), Wait(), HIT, True, False),
    (Wait(), Back(), WRONG, False, False),
    (Back(), Back(), HIT, True, False),
]


@pytest.mark.parametrize(("gold", "said", "expected", "is_type", "is_counted"), GUI)
def test_gui_r1(
    gold: Action, said: Action | None, expected: Mark, is_type: bool, is_counted: bool
) -> None:
    sample = step(gold)
    verdict = GUI_R1.judge(sample, Prediction(0, "e_0", action=said, frame=FRAME))
    assert verdict.mark is expected
    assert (verdict.is_type_match, verdict.is_exact_counted) == (is_type, is_counted)


CROWD = tuple(Rect(x, 990, x + 10, 1010) for x in range(100, 900, 100))
AGENTCPM: list[tuple[StepSample, Action | None, Mark]] = [
    (GOLD, tap(524, 1024), HIT),
    (step(tap(500, 1000), boxes=CROWD), tap(300, 1000), HIT),  # one of the 5 nearest
    (step(tap(500, 1000), boxes=CROWD), tap(800, 1000), MISS),  # the box is there, but not near
    (step(tap(500, 1000)), tap(539, 1000), HIT),  # 0.04 of the width
    (step(tap(500, 1000)), tap(541, 1000), MISS),
    (step(tap(500, 1000)), tap(500, 1079), HIT),
    (step(LongPress(Point(500, 1000))), tap(500, 1000), HIT),  # stored as a click
    (step(LongPress(Point(500, 1000))), LongPress(Point(500, 1000)), WRONG),
    (step(InputText("art")), InputText(" ARTS"), HIT),
    (step(InputText("art")), InputText("x"), MISS),
    (step(Scroll(DOWN)), FINGER_UP, HIT),
    (step(Scroll(DOWN)), FINGER_DOWN, MISS),
    (step(Scroll(DOWN)), Scroll(DOWN), HIT),
    (step(Scroll(LEFT)), swipe(250, 1000, 750, 1000), HIT),
    (step(Scroll(DOWN)), swipe(5, 5, 5, 5), MISS),  # no direction
    (step(Back()), Back(), HIT),
    (step(Back()), Home(), MISS),
    (step(PressKey("ENTER")), PressKey("KEYCODE_ENTER"), HIT),
    (step(Wait()), Finish(), HIT),  # wait and stop are one
    (step(Finish()), Wait(5), HIT),
    (step(Finish()), OpenApp("x"), WRONG),
    (GOLD, None, WRONG),
]


@pytest.mark.parametrize(("gold", "said", "expected"), AGENTCPM)
def test_agentcpm_on_android_control(gold: StepSample, said: Action | None, expected: Mark) -> None:
    assert mark(agentcpm.ANDROID_CONTROL, gold, said) is expected


def test_agentcpm_leaves_out_opening_apps_and_scores_the_added_end() -> None:
    assert not agentcpm.ANDROID_CONTROL.select(step(OpenApp("Zoho")))
    assert agentcpm.ANDROID_CONTROL.select(step(Finish(), is_terminal=True))
    assert not qwen.QWEN25VL_EM.select(step(Finish(), is_terminal=True))
    assert not qwen.QWEN25VL_EM.select(step(Wait(), tags={"split": "validation"}))


def test_agentcpm_on_aitz_takes_boxes_that_hold_the_gold_point() -> None:
    beside = step(tap(500, 1000), boxes=(Rect(480, 980, 520, 1020), Rect(0, 0, 10, 10)))
    assert mark(agentcpm.AITZ, beside, tap(5, 5)) is MISS
    assert mark(agentcpm.AITZ, beside, tap(640, 1000)) is HIT  # 0.14
    assert mark(agentcpm.AITZ, beside, tap(641, 1000)) is MISS
    wide = step(tap(500, 1000), boxes=(Rect(0, 900, 1000, 1100),))
    assert mark(agentcpm.AITZ, wide, tap(950, 1050)) is HIT


def test_agentcpm_s_boxes_at_the_edge_of_the_screen() -> None:
    """Enlarged to the left they stop at 0, and what is cut off is added on the right."""
    found = clipped_enlarged(Rect(0.0, 0.0, 0.1, 0.2))
    assert (found.left, found.top) == (0, 0)
    assert (found.right, found.bottom) == pytest.approx((0.12, 0.24))


def described(text: str, action: Action, **more: object) -> StepSample:
    return step(action, instruction=text, **more)


CLICK = described("click on the icon", tap(500, 1000), boxes=(Rect(400, 900, 520, 1020),))
COAT: list[tuple[StepSample, Action | None, Rect | None, Mark]] = [
    (CLICK, tap(9, 9), Rect(490, 990, 510, 1010), HIT),
    (CLICK, tap(9, 9), Rect(510, 990, 610, 1010), HIT),  # enlarged by a tenth on each side
    (CLICK, tap(9, 9), Rect(520, 990, 540, 1010), MISS),
    (CLICK, tap(9, 9), Rect(395, 895, 490, 1020), HIT),  # IoU over 0.5 with the annotated box
    (CLICK, tap(9, 9), Rect(400, 900, 440, 1020), MISS),
    (CLICK, Wait(), None, WRONG),
    (described("scroll up", Swipe(UP)), FINGER_UP, None, HIT),  # the finger's direction
    (described("scroll up", Swipe(UP)), Scroll(UP), None, MISS),
    (described("scroll up", Swipe(UP)), Scroll(DOWN), None, HIT),
    (described('input text "Hello"', InputText("Hello")), InputText("Hello w"), None, HIT),
    (described('input text "Hello"', InputText("Hello")), InputText("hello"), None, MISS),
    (
        described('input text "Hello you"', InputText("Hello you")),
        InputText("Hallo you"),
        None,
        HIT,
    ),
    (described("press enter", PressKey("ENTER")), PressKey("ENTER"), None, HIT),
    (described("press the home button", Home()), Back(), None, MISS),
    (described("stop and set the query as completed", Finish()), Finish(False), None, HIT),
    (described("stop and set the query as completed", Finish()), Wait(), None, WRONG),
]


@pytest.mark.parametrize(("gold", "said", "box", "expected"), COAT)
def test_coat(gold: StepSample, said: Action | None, box: Rect | None, expected: Mark) -> None:
    assert mark(coat.COAT, gold, said, box=box) is expected


def test_coat_is_never_approximated() -> None:
    with pytest.raises(Unscoreable, match="no box"):
        mark(coat.COAT, CLICK, tap(500, 1000))
    with pytest.raises(Unscoreable, match="no action"):
        mark(coat.COAT, described("look at it", Wait()), Wait())


AITW: list[tuple[StepSample, Action, Mark]] = [
    (step(tap(500, 1000)), tap(640, 1000), HIT),
    (step(tap(500, 1000)), tap(641, 1000), MISS),
    # a box of 100 x 200 grows by 1.4 of its sides, half to each: from 330 to 570
    (step(tap(400, 1000), boxes=(Rect(400, 900, 500, 1100),)), tap(565, 1000), HIT),
    (step(tap(400, 1000), boxes=(Rect(400, 900, 500, 1100),)), tap(575, 1000), MISS),
    (step(FINGER_UP), FINGER_DOWN, HIT),  # the axis alone
    (step(FINGER_UP), swipe(100, 500, 900, 500), MISS),
    (step(FINGER_UP), tap(5, 5), WRONG),
    (step(InputText("a")), InputText("b"), HIT),  # texts are ignored
    (step(Finish()), Finish(is_success=False), WRONG),
    (step(Home()), Back(), WRONG),
]


@pytest.mark.parametrize(("gold", "said", "expected"), AITW)
def test_aitw_s_official_matching(gold: StepSample, said: Action, expected: Mark) -> None:
    assert mark(coat.AITW, gold, said) is expected


INNER = Element(Rect(480, 980, 520, 1020), text="OK")
OUTER = Element(Rect(0, 0, 1000, 2000), description="Page")
BACK = Element(Rect(0, 0, 100, 100), description="Navigate BACK")
TREE = (OUTER, INNER, BACK)
UGROUND: list[tuple[StepSample, Action | None, Mark]] = [
    (step(tap(500, 1000), elements=TREE), tap(520, 1020), HIT),
    (step(tap(500, 1000), elements=TREE), tap(521, 1020), MISS),  # the smallest element decides
    (step(tap(500, 1000)), tap(500, 1000), MISS),  # no element holds it
    (step(tap(500, 1000), elements=TREE), LongPress(Point(500, 1000)), WRONG),
    (
        step(InputText("hi"), elements=TREE, point=(500, 1000)),
        InputText("hi", into=Point(490, 990)),
        HIT,
    ),
    (step(InputText("hi"), elements=TREE, point=(500, 1000)), InputText("hi"), MISS),
    (
        step(InputText("hi"), elements=TREE, point=(500, 1000)),
        InputText("Hi", into=Point(490, 990)),
        MISS,
    ),
    (step(OpenApp("ok")), OpenApp("OK"), MISS),  # equality, case kept
    (step(OpenApp("OK")), OpenApp("OK"), HIT),
    (step(OpenApp("ok"), elements=TREE), tap(500, 1000), HIT),  # the element says the app's name
    (step(OpenApp("mail"), elements=TREE), tap(500, 1000), WRONG),
    (step(Back(), elements=TREE), tap(50, 50), HIT),  # the element says back
    (step(Back(), elements=TREE), tap(500, 1000), WRONG),
    (step(tap(500, 1000), elements=TREE), Back(), WRONG),
    (step(tap(500, 1000), elements=TREE), OpenApp("OK"), WRONG),
    (step(Scroll(DOWN)), Scroll(DOWN), HIT),
    (step(Scroll(DOWN)), FINGER_UP, HIT),
    (step(Scroll(DOWN)), Scroll(UP), MISS),
    (step(Finish()), Finish(), HIT),
    (step(Finish()), Finish(is_success=False), MISS),
    (step(Wait()), Wait(), HIT),
    (step(Wait()), Finish(), WRONG),
    (step(Home()), None, WRONG),
]


@pytest.mark.parametrize(("gold", "said", "expected"), UGROUND)
def test_uground_500(gold: StepSample, said: Action | None, expected: Mark) -> None:
    assert mark(UGROUND_500, gold, said) is expected


def test_why_a_gold_point_without_an_element_is_never_right() -> None:
    gold = step(tap(500, 1000))
    verdict = UGROUND_500.judge(gold, Prediction(0, gold.id, action=gold.action))
    assert verdict.why == NO_ELEMENT


def test_the_first_paper_s_rules_are_marked_unverified() -> None:
    assert not GOOGLE_PAPER.is_verified
    gold = step(InputText("hi"), elements=TREE)
    assert mark(GOOGLE_PAPER, gold, InputText("hi")) is HIT
    assert mark(GOOGLE_PAPER, gold, InputText("Hi")) is MISS
    assert mark(GOOGLE_PAPER, step(tap(500, 1000), elements=TREE), tap(510, 990)) is HIT
