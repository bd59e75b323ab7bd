"""AndroidControl as GUI-R1 scores it."""

from __future__ import annotations

from droidground.actions import (
    Action,
    Back,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    Scroll,
    Swipe,
    Tap,
    Wait,
)
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import rules
from droidground_tasks.protocols.protocol import WRONG_TYPE, Mark, StepProtocol, Verdict
from droidground_tasks.sample import StepSample

NEAR = 0.14
F1_AT_LEAST = 0.5
NO_TEXT = "no input text"
"""What its prompt makes a model write where there is nothing to type; it is compared as text."""
KINDS: dict[type[object], str] = {
    Tap: "click",
    LongPress: "long_press",
    InputText: "type",
    OpenApp: "open_app",
    Scroll: "scroll",
    Swipe: "scroll",
    Back: "press_back",
    Home: "press_home",
    Wait: "wait",
    Finish: "complete",
}


def judge_gui_r1(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `gui-r1`: place and text are compared whatever the type of the answer."""
    gold = sample.action
    is_same = KINDS.get(type(gold)) == KINDS.get(type(answer.action))
    if isinstance(gold, Tap | LongPress):
        is_right = _is_near(sample, answer)
    elif isinstance(gold, InputText | OpenApp | Scroll):
        wanted, said = _text(gold, sample, answer), _text(answer.action, sample, answer)
        is_right = gui_r1_f1(wanted, said) >= F1_AT_LEAST
    else:
        mark = Mark.HIT if is_same else Mark.WRONG_TYPE
        return Verdict(mark, is_type_match=is_same, is_exact_counted=False)
    if is_right:
        return Verdict(Mark.HIT, is_type_match=is_same)
    return Verdict.of(False, "beside it, or another text") if is_same else WRONG_TYPE


def _is_near(sample: StepSample, answer: Prediction) -> bool:
    place, gold = rules.touched(answer.action), rules.gold_place(sample)
    if place is None or place == gold:
        return place is not None
    return rules.distance_in_shares(place, gold, rules.frame_of(sample, answer)) < NEAR


def _text(action: Action | None, sample: StepSample, answer: Prediction) -> str:
    match action:
        case InputText(text):
            return text
        case OpenApp(name):
            return name
        case Scroll() | Swipe():
            finger = rules.finger_of(action, sample, answer)
            return finger.opposite.value if finger else NO_TEXT
    return NO_TEXT


def gui_r1_f1(one: str, two: str) -> float:
    """Return its F1: brackets gone; of two single words it is 1 when one is part of the other."""
    texts = [text.replace("[", "").replace("]", "") for text in (one, two)]
    words = [set(text.lower().split()) for text in texts]
    if all(len(each) == 1 for each in words):
        (first,), (second,) = words
        if first in second or second in first:
            return 1.0
    return rules.token_f1(*texts)


GUI_R1 = StepProtocol(
    name="gui-r1",
    version=1,
    suite="android-control",
    source="ritzz-ai/GUI-R1 guir1/eval/eval_omni.py",
    rules={
        "set": "7,708 steps of the test split: its counts by action are those of OS-Atlas' list",
        "inputs": "ac_idx.txt; the screen's size",
        "filter": "by the list; the exact rate (its Step) leaves out wait, back and home",
        "type match": "same kind of action, over all steps",
        "click": "less than 0.14 away, each axis as a share of its side, whatever the type said",
        "text": "F1 of the words at least 0.5, whatever the type said; one word each: either is "
        "part of the other; nothing said is the text `no input text`",
        "open_app": "as text",
        "wait": "type only",
        "button": "type only",
        "scroll": "the stored word as text; a finger's path counts as its opposite",
        "known defect": "the released scorer drops a kind of action from its denominators when it "
        "has no hit at all; here it counts",
        "average": "every step once",
    },
    judge=judge_gui_r1,
    select=lambda sample: sample.tags.get("os_atlas") == "yes",
    needs=frozenset({"os-atlas-index"}),
)
