"""AndroidControl as OS-Atlas scores it (UI-TARS says that it follows it)."""

from __future__ import annotations

import math
from collections.abc import Mapping

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
from droidground.actions.codecs.vocabulary import nearest_unit
from droidground.geometry import Size
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import rules
from droidground_tasks.protocols.protocol import WRONG_TYPE, StepProtocol, Verdict
from droidground_tasks.sample import StepSample

UNITS = 1000
NEAR = 140
"""Thousandths."""
F1_OVER = 0.5
PLAIN: Mapping[type[object], str] = {Back: "PRESS_BACK", Home: "PRESS_HOME", Wait: "WAIT"}


def judge_os_atlas(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `os-atlas`: what was written, word by word, as its scorer compares it."""
    gold, said = sample.action, answer.action
    if isinstance(gold, Tap | LongPress):
        if type(gold) is not type(said):
            return WRONG_TYPE
        return Verdict.of(_is_near(sample, answer), "more than 140 thousandths away")
    wanted, written = (_written(action, sample, answer) for action in (gold, said))
    if wanted is None or written is None or wanted.split()[0] != written.split()[0]:
        return WRONG_TYPE
    if wanted == written:
        return Verdict.of(True)
    if isinstance(gold, InputText | OpenApp):
        first = (line.split()[1] for line in (written, wanted))
        return Verdict.of(rules.token_f1(*first) > F1_OVER, "other first word")
    return Verdict.of(False, "other direction")


def _is_near(sample: StepSample, answer: Prediction) -> bool:
    place, gold = rules.touched(answer.action), rules.gold_place(sample)
    if place is None or place == gold:
        return place is not None
    size = rules.frame_of(sample, answer)
    said = [nearest_unit(int(p), n, UNITS) for p, n in zip(place, _sides(size), strict=True)]
    kept = [int(UNITS * p / n) for p, n in zip(gold, _sides(size), strict=True)]
    return math.dist(said, kept) <= NEAR


def _sides(size: Size) -> tuple[int, int]:
    return size.width, size.height


def _written(action: Action | None, sample: StepSample, answer: Prediction) -> str | None:
    """Return the line of its vocabulary; None for what it has no word for."""
    match action:
        case InputText(text):
            return f"TYPE [{text}]"
        case OpenApp(name):
            return f"OPEN_APP [{name}]"
        case Scroll() | Swipe():
            finger = rules.finger_of(action, sample, answer)
            return f"SCROLL [{finger.opposite.value.upper()}]" if finger else "SCROLL []"
        case Finish(is_success):
            return "COMPLETE" if is_success else "IMPOSSIBLE"
        case PressKey(key):
            return {"ENTER": "ENTER", "APP_SWITCH": "PRESS_RECENT"}.get(key.upper())
    return PLAIN.get(type(action))


OS_ATLAS = StepProtocol(
    name="os-atlas",
    version=1,
    suite="android-control",
    aliases=("ui-tars",),
    source="OS-Copilot/OS-Atlas eval/eval_scripts/android_control/evaluation_unify.py and "
    "eval/data/ac_idx.txt; UI-TARS says it follows it (bytedance/UI-TARS#79)",
    rules={
        "set": "7,708 steps of the test split, listed in ac_idx.txt",
        "inputs": "ac_idx.txt; the screen's size; test_subsplits.json for the sub-splits",
        "filter": "by the list",
        "type match": "same first word; long press is not click",
        "click": "at most 140 away, in whole thousandths of each side (the gold ones cut off)",
        "text": "whole line equal, or F1 over 0.5 of the first word after TYPE alone: brackets "
        "included, so [hello] and [hello world] differ",
        "open_app": "as text; a click on the icon is a wrong type",
        "wait": "equal; no stop in the set",
        "button": "equal",
        "scroll": "the stored word, which is the content's; a finger's path counts as its opposite",
        "average": "every step once; sub-splits apart, an episode in the first list that has it",
    },
    judge=judge_os_atlas,
    select=lambda sample: sample.tags.get("os_atlas") == "yes",
    needs=frozenset({"os-atlas-index"}),
)
