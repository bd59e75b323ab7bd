"""AndroidControl by the element under the gold point: UGround's 500 steps, and the first paper."""

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
from droidground_tasks.protocols.protocol import WRONG_TYPE, StepProtocol, Verdict
from droidground_tasks.sample import Element, StepSample

NO_ELEMENT = "no element holds the gold point"


def judge_uground(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `uground-500`."""
    gold, said = sample.action, answer.action
    match gold, said:
        case (Tap(), Tap()) | (LongPress(), LongPress()):
            return _on_element(sample, answer)
        case InputText(text), InputText(other):
            return _on_element(sample, answer) if text == other else Verdict.of(False, "other text")
        case Tap(), Back():
            return WRONG_TYPE
        case OpenApp(name), Tap():
            return _equivalent(sample, answer, name)
        case Back(), Tap():
            return _equivalent(sample, answer, "back")
    return _equal(gold, said, sample, answer)


def judge_google(sample: StepSample, answer: Prediction) -> Verdict:
    """Judge by `google-paper`: as UGround, but a text is right wherever it is typed."""
    if isinstance(sample.action, InputText) and isinstance(answer.action, InputText):
        return Verdict.of(sample.action.text == answer.action.text, "other text")
    return judge_uground(sample, answer)


def _equal(gold: Action, said: Action | None, sample: StepSample, answer: Prediction) -> Verdict:
    match gold, said:
        case OpenApp(name), OpenApp(other):
            return Verdict.of(name == other, "other app")
        case Scroll(direction), Scroll() | Swipe():
            finger = rules.finger_of(said, sample, answer)
            return Verdict.of(finger is direction.opposite, "other direction")
        case Finish(), Finish():
            return Verdict.of(gold.is_success == said.is_success, "other status")
        case (Back(), Back()) | (Home(), Home()) | (Wait(), Wait()):
            return Verdict.of(True)
    return WRONG_TYPE


def _on_element(sample: StepSample, answer: Prediction) -> Verdict:
    place = rules.touched(answer.action)
    element = _smallest(rules.gold_place(sample), sample) if sample.point else None
    if element is None:
        return Verdict.of(False, NO_ELEMENT)
    return Verdict.of(place is not None and element.box.contains(*place), "beside the element")


def _equivalent(sample: StepSample, answer: Prediction, word: str) -> Verdict:
    """Take a click for another action when the element under it says so."""
    place = rules.touched(answer.action)
    element = _smallest(place, sample) if place else None
    if element is not None and element.says(word):
        return Verdict.of(True)
    return WRONG_TYPE


def _smallest(place: rules.Place, sample: StepSample) -> Element | None:
    """Return the smallest element that holds a place, the first of equals."""
    around = [element for element in sample.elements if element.box.contains(*place)]
    return min(around, key=lambda element: element.box.area, default=None)


UGROUND_500 = StepProtocol(
    name="uground-500",
    version=1,
    suite="android-control",
    source="OSU-NLP-Group/UGround offline_evaluation/AndroidControl/eval.py",
    rules={
        "set": "500 steps, terminal ones included, sampled by UGround",
        "inputs": "500_steps.json with the elements of each screen",
        "filter": "none; a step whose gold point no element holds cannot be right",
        "type match": "same action, or one of the equivalents below",
        "click": "in the smallest element that holds the gold point (visible, with a text or name)",
        "text": "equal, and typed into the element of the gold point",
        "open_app": "equal; or a click on an element whose text or name holds the app's name",
        "wait": "equal; a status must be equal too",
        "button": "equal; back also by a click on an element that says `back`",
        "scroll": "the stored word, which is the content's; a finger's path counts as its opposite",
        "known defect": "the released scorer stops with an error where a planner says open_app or "
        "back on a click step, which has no grounding; that is a wrong type here",
        "average": "every step once",
    },
    judge=judge_uground,
    select=lambda sample: True,
    needs=frozenset({"uground-500", "element-texts"}),
)

GOOGLE_PAPER = StepProtocol(
    name="google-paper",
    version=1,
    suite="android-control",
    source="arXiv 2406.03679, from memory: no code of it was found",
    is_verified=False,
    rules={
        "set": "the test split; the 500 random steps of its prompted models are not published",
        "inputs": "the TFRecords with their trees",
        "filter": "none",
        "type match": "same action, or one of the equivalents below",
        "click": "in the smallest element that holds the gold point",
        "text": "equal",
        "open_app": "equal; or a click on an element that holds the app's name",
        "wait": "equal",
        "button": "equal; back also by a click on an element that says `back`",
        "scroll": "the stored word, which is the content's",
        "average": "every step once",
    },
    judge=judge_google,
    select=lambda sample: not sample.is_terminal and sample.tags.get("split", "test") == "test",
    needs=frozenset({"trees", "element-texts"}),
)
