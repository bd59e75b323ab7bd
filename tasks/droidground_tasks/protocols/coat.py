"""AITZ as its authors score it (chain of action thought), and AITW's own matching."""

from __future__ import annotations

import math
from collections.abc import Iterator

from droidground.actions import (
    Action,
    Back,
    Finish,
    Home,
    InputText,
    PressKey,
    Scroll,
    Swipe,
    Tap,
)
from droidground_tasks.areas import Rect
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import rules
from droidground_tasks.protocols.protocol import WRONG_TYPE, StepProtocol, Unscoreable, Verdict
from droidground_tasks.sample import StepSample

ENLARGED = 1.2
IOU_OVER = 0.5
RATIO_OVER = 0.8
KINDS = ("click", "scroll", "type", "press", "stop")
BUTTONS = ("enter", "back", "home")


def judge_coat(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `coat`; what is wanted is read off the step's description, as its scorer does."""
    words = sample.instruction.split(" ")
    wanted, said = _kind_of_word(words[0]), _kind(answer.action)
    if wanted is None:
        raise Unscoreable(f"coat_action_desc starts with {words[0]!r}, which is no action")
    if wanted != said:
        return WRONG_TYPE
    match answer.action:
        case Tap():
            return Verdict.of(_is_clicked(sample, answer), "its box is elsewhere")
        case Scroll() | Swipe():
            finger = rules.finger_of(answer.action, sample, answer)
            gold = words[1].strip() if len(words) > 1 else ""
            return Verdict.of(finger is not None and finger.value == gold, "other direction")
        case InputText(text):
            return Verdict.of(_is_same_text(text, rules.typed(sample.action) or ""), "other text")
        case Back() | Home() | PressKey():
            gold = next((name for name in BUTTONS if name in sample.instruction), "")
            return Verdict.of(_button(answer.action) == gold, "other button")
    return Verdict.of(True)


def _kind_of_word(word: str) -> str | None:
    word = word.lower()
    return "type" if word == "input" else next((kind for kind in KINDS if kind in word), None)


def _kind(action: Action | None) -> str | None:
    match action:
        case Tap():
            return "click"
        case Scroll() | Swipe():
            return "scroll"
        case InputText():
            return "type"
        case Back() | Home() | PressKey():
            return "press"
        case Finish():
            return "stop"
    return None


def _button(action: Action) -> str:
    return action.key.lower() if isinstance(action, PressKey) else type(action).__name__.lower()


def _is_same_text(said: str, gold: str) -> bool:
    return said in gold or gold in said or rules.indel_ratio(said, gold) > RATIO_OVER


def _is_clicked(sample: StepSample, answer: Prediction) -> bool:
    if answer.box is None:
        raise Unscoreable("the answer has no box")
    box, gold = answer.box.enlarged(ENLARGED), rules.gold_place(sample)
    if box.contains(*gold):
        return True
    around = (each.enlarged(ENLARGED) for each in sample.boxes)
    return any(each.contains(*gold) and box.iou(each) > IOU_OVER for each in around)


COAT = StepProtocol(
    name="coat",
    version=1,
    suite="aitz",
    source="IMNearth/CoAT coat/evaluate.py",
    rules={
        "set": "the test split: 4,724 steps of 506 episodes",
        "inputs": "coat_action_desc, annotated boxes, a predicted box for every click",
        "filter": "none",
        "type match": "click, scroll, type, press, stop, as the description has it",
        "click": "the predicted box, enlarged 1.2 times, holds the gold point; or that is in an "
        "annotated box, enlarged 1.2 times, whose IoU with the prediction is over 0.5",
        "known defect": "the released scorer sets the gold point of scrolls only, and (0, 0) for "
        "clicks; here clicks have theirs, so its own numbers of clicks are others",
        "text": "either is part of the other, case kept, or Levenshtein.ratio over 0.8",
        "wait": "stop is always exact; wait is no type",
        "button": "equal",
        "scroll": "the finger's direction, as coat_action_desc has it",
        "average": "every step once; success and progress of episodes beside it",
    },
    judge=judge_coat,
    select=lambda sample: True,
    needs=frozenset({"annotations", "coat-descriptions", "predicted-boxes"}),
)

TAP_DISTANCE = 0.14
GROWN_BY = 1.4


def judge_aitw(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by AITW's `official` matching: arguments count for gestures only."""
    gold, said = sample.action, answer.action
    wanted = _kind_aitw(gold)
    if wanted is None or wanted != _kind_aitw(said):
        return WRONG_TYPE
    if isinstance(gold, Tap):
        return Verdict.of(_same_tap(sample, answer), "beside it")
    if isinstance(gold, Swipe):
        ways = [rules.finger_of(action, sample, answer) for action in (gold, said)]
        upright = [way and way.value in ("up", "down") for way in ways]
        return Verdict.of(None not in ways and upright[0] == upright[1], "other axis")
    return Verdict.of(True)


def _kind_aitw(action: Action | None) -> str | None:
    if isinstance(action, Back | Home | PressKey):
        return f"press {_button(action)}"
    if isinstance(action, Finish):
        return f"stop {action.is_success}"
    return _kind(action)


def _same_tap(sample: StepSample, answer: Prediction) -> bool:
    place, gold = rules.touched(answer.action), rules.gold_place(sample)
    if place is None or place == gold:
        return place is not None
    frame = rules.frame_of(sample, answer)
    x, y = 1 / frame.width, 1 / frame.height
    one, two = (place[0] * x, place[1] * y), (gold[0] * x, gold[1] * y)
    boxes = _grown(box.scaled(x, y) for box in sample.boxes)
    return math.dist(one, two) <= TAP_DISTANCE or any(
        box.contains(*one) and box.contains(*two) for box in boxes
    )


def _grown(boxes: Iterator[Rect]) -> Iterator[Rect]:
    """Yield boxes longer by 1.4 of their sides, cut at the edges as action_matching.py does."""
    for box in boxes:
        width, height = box.right - box.left, box.bottom - box.top
        left, top = (
            max(0.0, box.left - GROWN_BY * width / 2),
            max(0.0, box.top - GROWN_BY * height / 2),
        )
        grown = 1 + GROWN_BY
        yield Rect(left, top, left + min(1.0, grown * width), top + min(1.0, grown * height))


AITW = StepProtocol(
    name="official",
    version=1,
    suite="aitw",
    source="google-research/android_in_the_wild action_matching.py, as CoAT's copy has it",
    rules={
        "set": "the steps of the files that are given",
        "inputs": "annotated boxes, the picture's size",
        "type match": "same action type; enter, back, home, complete and impossible are types",
        "click": "both in one annotated box grown by 1.4 of its sides, or within 0.14",
        "text": "ignored",
        "scroll": "same axis; its direction is ignored",
        "average": "every step once",
    },
    judge=judge_aitw,
    select=lambda sample: True,
    needs=frozenset({"annotations"}),
)
