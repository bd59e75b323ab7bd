"""AndroidControl as Qwen2.5-VL is scored, and UI-S1's variant of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from droidground.actions import (
    Action,
    Back,
    Direction,
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
from droidground.geometry import Size
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import rules
from droidground_tasks.protocols.protocol import WRONG_TYPE, StepProtocol, Verdict
from droidground_tasks.sample import StepSample

ENLARGED = 1.2
NEAR = 0.04
BUTTONS = {"APP_SWITCH": "menu", "ENTER": "enter"}
Near = Callable[[rules.Place, rules.Place, StepSample, Prediction], bool]


def judge_qwen(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `qwen25vl-em`."""
    return _judge(sample, answer, _near_in_pixels, _same_direction)


def judge_ui_s1(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `ui-s1`: distances in shares of the screen, and any swipe is a right one."""
    return _judge(sample, answer, _near_in_shares, lambda *_: True)


def _judge(
    sample: StepSample,
    answer: Prediction,
    near: Near,
    is_same_way: Callable[[StepSample, Prediction], bool],
) -> Verdict:
    gold, said = sample.action, answer.action
    match gold, said:
        case Wait(), Wait():
            return Verdict.of(True)
        case InputText(wanted), InputText(text):
            return Verdict.of(rules.either_holds(text, wanted), "other text")
        case OpenApp(wanted), OpenApp(name):
            return Verdict.of(rules.either_holds(name, wanted), "other app")
        case OpenApp(), Tap() if sample.boxes:
            icon = replace(sample, point=sample.boxes[0].center)
            return Verdict.of(_is_clicked(icon, answer, near), "not on the app's icon")
        case Scroll(), Scroll() | Swipe():
            return Verdict.of(is_same_way(sample, answer), "other direction")
        case (Tap(), Tap()) | (LongPress(), LongPress()):
            return Verdict.of(_is_clicked(sample, answer, near), "beside it")
    button, pressed = _button(gold), _button(said)
    if button and pressed:
        return Verdict.of(pressed == button, "other button")
    return WRONG_TYPE


def _is_clicked(sample: StepSample, answer: Prediction, near: Near) -> bool:
    place = rules.touched(answer.action)
    if place is None:
        return False
    if rules.is_in_any(place, (box.enlarged(ENLARGED) for box in sample.boxes)):
        return True
    gold = rules.gold_place(sample)
    return place == gold or near(place, gold, sample, answer)


def _near_in_pixels(
    one: rules.Place, two: rules.Place, sample: StepSample, answer: Prediction
) -> bool:
    """Compare in pixels of the image that the model was shown, against 4 % of its longer side."""
    frame = rules.frame_of(sample, answer)
    shown = answer.model_image or frame
    right = (one[0] - two[0]) * shown.width / frame.width
    down = (one[1] - two[1]) * shown.height / frame.height
    return math.hypot(right, down) <= NEAR * _longer(shown)


def _longer(size: Size) -> int:
    return max(size.width, size.height)


def _near_in_shares(
    one: rules.Place, two: rules.Place, sample: StepSample, answer: Prediction
) -> bool:
    return rules.distance_in_shares(one, two, rules.frame_of(sample, answer)) <= NEAR


def _same_direction(sample: StepSample, answer: Prediction) -> bool:
    """Compare a scroll's word with the stored word, and a swipe's finger with it, un-reversed."""
    assert isinstance(sample.action, Scroll)
    if isinstance(answer.action, Scroll):
        return answer.action.direction is sample.action.direction
    assert isinstance(answer.action, Swipe)
    if isinstance(answer.action.to, Direction):
        return answer.action.to is sample.action.direction
    vector = rules.finger_vector(answer.action, sample, answer)
    return vector is not None and rules.main_axis(vector) is sample.action.direction


def _button(action: Action | None) -> str | None:
    match action:
        case Back() | Home():
            return type(action).__name__.lower()
        case PressKey(key):
            return BUTTONS.get(key.upper().removeprefix("KEYCODE_"))
    return None


def _is_in_test(sample: StepSample) -> bool:
    return not sample.is_terminal and sample.tags.get("split", "test") == "test"


QWEN25VL_EM = StepProtocol(
    name="qwen25vl-em",
    version=1,
    suite="android-control",
    source="InfiXAI/InfiGUI-R1 eval/android_control, after Qwen's gist (QwenLM/Qwen3-VL#904)",
    rules={
        "set": "the test split: 8,444 steps of 1,543 episodes",
        "inputs": "candidate boxes of every click; the screen's size where no box holds the click",
        "filter": "none",
        "type match": "same kind of action; long press is not click; a click on an open_app step "
        "counts when the step has candidate boxes",
        "click": "in any candidate box enlarged 1.2 times, else within 4 % of the longer side, in "
        "pixels of the image the model was shown",
        "text": "either is part of the other, case and blanks around aside (so an empty one is)",
        "open_app": "as text; or a click inside a candidate box of its icon (as click)",
        "wait": "its type is enough; there is no stop",
        "button": "back, home, menu, enter: equal",
        "scroll": "stored word un-reversed: a finger that moves down is right for `scroll down`, "
        "which shows what lies below; a Scroll's own word is compared with it",
        "average": "every step once",
    },
    judge=judge_qwen,
    select=_is_in_test,
    needs=frozenset({"candidates"}),
)

UI_S1 = StepProtocol(
    name="ui-s1",
    version=1,
    suite="android-control",
    source="X-PLUG/MobileAgent UI-S1/evaluation/qwenvl_utils.py",
    rules={
        **QWEN25VL_EM.rules,
        "click": "in any candidate box enlarged 1.2 times, else within 0.04, each axis as a share "
        "of its side",
        "scroll": "any swipe is right: the scorer compares no direction",
    },
    judge=judge_ui_s1,
    select=_is_in_test,
    needs=frozenset({"candidates"}),
)
