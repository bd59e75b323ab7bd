"""AndroidControl and AITZ as AgentCPM-GUI scores them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from droidground.actions import (
    Action,
    Back,
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
from droidground_tasks.areas import Rect
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import rules
from droidground_tasks.protocols.protocol import WRONG_TYPE, StepProtocol, Verdict
from droidground_tasks.sample import StepSample

ENLARGED = 1.2
NEAREST = 5
NEAR_ANDROID_CONTROL = 0.04
NEAR_AITZ = 0.14
KINDS: dict[type[object], str] = {
    Tap: "click",
    LongPress: "long_point",
    InputText: "type",
    Scroll: "scroll",
    Swipe: "scroll",
    Back: "press",
    Home: "press",
    PressKey: "press",
    Wait: "stop",
    Finish: "stop",
}


@dataclass(frozen=True, slots=True)
class AgentCpmJudge:
    """Its scorer; the two data sets differ in which boxes count and how near is near."""

    near: float
    takes_nearest: bool
    """AndroidControl: the 5 boxes with the nearest middles; else those that hold the gold point."""

    def __call__(self, sample: StepSample, answer: Prediction) -> Verdict:
        """Return the verdict. Raises `Unscoreable`."""
        gold, said = sample.action, answer.action
        wanted = "click" if isinstance(gold, LongPress) else KINDS.get(type(gold))
        if wanted is None or wanted != KINDS.get(type(said)):
            return WRONG_TYPE
        match gold, said:
            case InputText(text), InputText(other):
                return Verdict.of(rules.either_holds(other, text), "other text")
            case ((Back() | Home() | PressKey()), _):
                return Verdict.of(_button(gold) == _button(said), "other button")
            case ((Scroll() | Swipe()), _):
                ways = [rules.finger_of(action, sample, answer) for action in (gold, said)]
                return Verdict.of(None not in ways and ways[0] is ways[1], "other direction")
            case ((Tap() | LongPress()), _):
                return Verdict.of(self._is_clicked(sample, answer), "beside it")
        return Verdict.of(True)

    def _is_clicked(self, sample: StepSample, answer: Prediction) -> bool:
        place, gold = rules.touched(answer.action), rules.gold_place(sample)
        if place is None or place == gold:
            return place is not None
        frame = rules.frame_of(sample, answer)
        x, y = 1 / frame.width, 1 / frame.height
        at, gold = (place[0] * x, place[1] * y), (gold[0] * x, gold[1] * y)
        boxes = [clipped_enlarged(box.scaled(x, y)) for box in sample.boxes]
        if self.takes_nearest:
            boxes = sorted(boxes, key=lambda box: math.dist(box.center, gold))[:NEAREST]
        else:
            boxes = [box for box in boxes if box.contains(*gold)]
        return rules.is_in_any(at, boxes) or math.dist(at, gold) <= self.near


def clipped_enlarged(box: Rect) -> Rect:
    """Return a box of shares enlarged 1.2 times, as its scorer does at the screen's edge.

    Left and top stop at 0, width and height at 1; what is cut off there is added on the other side.
    """
    width, height = box.right - box.left, box.bottom - box.top
    left = max(0.0, box.left - (ENLARGED - 1) * width / 2)
    top = max(0.0, box.top - (ENLARGED - 1) * height / 2)
    return Rect(left, top, left + min(1.0, width * ENLARGED), top + min(1.0, height * ENLARGED))


def _button(action: Action | None) -> str | None:
    match action:
        case Back() | Home():
            return type(action).__name__.lower()
        case PressKey(key):
            return key.lower().removeprefix("keycode_")
    return None


ANDROID_CONTROL = StepProtocol(
    name="agentcpm",
    version=1,
    suite="android-control",
    source="OpenBMB/AgentCPM-GUI eval/utils/evaluator.py and eval/eval_data/process_ac.py",
    rules={
        "set": "all episodes that are not for training (validation and test, 1,680)",
        "inputs": "the TFRecords with their trees, splits.json",
        "filter": "open_app steps dropped; a step `finish the task` added to every episode",
        "type match": "same kind; a gold long press is a click, a predicted one is not",
        "click": "in one of the 5 boxes of the tree with the nearest middles, enlarged 1.2 times, "
        "or within 0.04, each axis as a share of its side",
        "text": "either is part of the other, case and blanks around aside",
        "open_app": "not scored; predicted, it is a wrong type",
        "wait": "wait and stop are one type and always exact",
        "button": "equal",
        "scroll": "the finger's direction: the stored word reversed",
        "average": "every step once; success and progress of episodes beside it",
    },
    judge=AgentCpmJudge(NEAR_ANDROID_CONTROL, takes_nearest=True),
    select=lambda sample: not isinstance(sample.action, OpenApp),
    needs=frozenset({"trees", "validation"}),
)

AITZ = StepProtocol(
    name="agentcpm",
    version=1,
    suite="aitz",
    source="OpenBMB/AgentCPM-GUI eval/utils/evaluator.py and eval/eval_data/process_aitz.py",
    rules={
        "set": "the test split: 4,724 steps of 506 episodes",
        "inputs": "annotated boxes, the picture's size",
        "filter": "none",
        "type match": "same kind; long press is not click",
        "click": "in a box, enlarged 1.2 times, that holds the gold point, or within 0.14, each "
        "axis as a share of its side",
        "text": "either is part of the other, case and blanks around aside",
        "wait": "wait and stop are one type and always exact",
        "button": "equal",
        "scroll": "the finger's direction",
        "average": "every step once; success and progress of episodes beside it",
    },
    judge=AgentCpmJudge(NEAR_AITZ, takes_nearest=False),
    select=lambda sample: True,
    needs=frozenset({"annotations"}),
)
