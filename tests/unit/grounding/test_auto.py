"""Elements and a model together: who is asked, who is believed, what is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from droidground.errors import ModelUnavailable, ReplyUnreadable
from droidground.geometry import Box, Point, Size, Transform
from droidground.grounding.auto import AutoGrounder
from droidground.grounding.location import Candidate, Location, Reason
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from tests.unit.grounding.trees import blank

FRAME = blank(Size(100, 200), display=Size(200, 400))
LEFT = Candidate(Point(20, 20), Box(10, 10, 31, 31), 0.7, "ocr", "Save")
RIGHT = Candidate(Point(80, 20), Box(70, 10, 91, 31), 0.7, "ocr", "Save")
NAMED = replace(LEFT, source="tree")


def located(grounder: str, one: Candidate, *more: Candidate, score: float | None) -> Location:
    """An answer that was found."""
    return Location(
        query="save",
        grounder=grounder,
        screenshot=FRAME,
        point=one.point,
        box=one.box,
        score=score,
        candidates=(one, *more),
        origin=FRAME.space.center_of(one.point),
        transform=FRAME.to_input() or Transform(FRAME.space),
    )


def missing(grounder: str, reason: Reason, *candidates: Candidate) -> Location:
    """An answer without a point."""
    return Location("save", grounder, FRAME, reason=reason, candidates=candidates)


def pointed(x: int, y: int) -> Location:
    """A model's answer: a point, no box, no candidates."""
    return Location(
        query="save",
        grounder="some/model",
        screenshot=FRAME,
        point=Point(x, y),
        score=0.5,
        reply=f"({x}, {y})",
        origin=FRAME.space.center_of(Point(x, y)),
        transform=FRAME.to_input(),
        profile="uground",
        profile_hash="abc",
    )


NOTHING = Location("save", "some/model", FRAME, reason=Reason.ABSENT, profile="uground")


@dataclass
class Fixed:
    """A grounder with one answer, or one error."""

    answer: Location | Exception
    name: str = "fixed"
    asked: list[str] = field(default_factory=list)

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        self.asked.append(words)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def ask(elements: Location, model: Location | Exception | None) -> tuple[Location, Fixed | None]:
    """Ask both for "save"."""
    second = None if model is None else Fixed(model)
    return AutoGrounder(Fixed(elements), lambda: second).locate(FRAME, "save"), second


def test_a_sure_answer_asks_no_model() -> None:
    sure = located("elements", NAMED, score=0.7)
    answer, model = ask(sure, pointed(80, 20))
    assert answer is sure
    assert model
    assert model.asked == []
    assert answer.agreement is None


def test_in_doubt_without_a_model_the_elements_answer() -> None:
    for answer in (located("elements", LEFT, score=0.7), missing("elements", Reason.AMBIGUOUS)):
        assert ask(answer, None)[0] is answer


def test_agreement() -> None:
    answer, _ = ask(located("elements", LEFT, RIGHT, score=0.7), pointed(12, 29))
    assert (answer.point, answer.box, answer.grounder) == (LEFT.point, LEFT.box, "elements")
    assert answer.agreement is True
    assert (answer.reply, answer.profile) == ("(12, 29)", "uground")
    assert [c.point for c in answer.candidates] == [LEFT.point, RIGHT.point, Point(12, 29)]


def test_disagreement_is_told_and_the_model_believed() -> None:
    answer, _ = ask(located("elements", LEFT, RIGHT, score=0.7), pointed(80, 20))
    assert (answer.point, answer.grounder) == (Point(80, 20), "some/model")
    assert answer.agreement is False
    assert answer.candidates[0].point == Point(80, 20)
    assert "20,20 with 0.70" in answer.remarks[-1]
    assert answer.input_point == Point(161, 41)


def test_the_model_chooses_among_several() -> None:
    answer, _ = ask(missing("elements", Reason.AMBIGUOUS, LEFT, RIGHT), pointed(75, 15))
    assert (answer.found, answer.point, answer.reason) == (True, RIGHT.point, None)
    assert answer.agreement is True
    assert answer.input_point == Point(161, 41)
    assert answer.candidates[0] == RIGHT


@pytest.mark.parametrize("reason", [Reason.ABSENT, Reason.UNREADABLE_SCRIPT])
def test_what_only_the_model_finds(reason: Reason) -> None:
    answer, _ = ask(missing("elements", reason), pointed(75, 150))
    assert (answer.point, answer.agreement) == (Point(75, 150), False)
    assert f"the elements say {reason.value}" in answer.remarks[-1]


@pytest.mark.parametrize(
    ("elements", "found", "agreement"),
    [
        (located("elements", LEFT, score=0.7), True, False),
        (missing("elements", Reason.ABSENT), False, True),
        (missing("elements", Reason.AMBIGUOUS, LEFT, RIGHT), False, None),
    ],
)
def test_a_model_that_finds_nothing(
    elements: Location, found: bool, agreement: bool | None
) -> None:
    answer, _ = ask(elements, NOTHING)
    assert (answer.found, answer.agreement) == (found, agreement)
    assert answer.reason == elements.reason
    assert "finds nothing" in answer.remarks[-1]


@pytest.mark.parametrize(
    "error",
    [
        ModelUnavailable("no server", words=""),
        ReplyUnreadable("what?", words="save", reply="?"),
    ],
)
def test_a_model_that_fails_leaves_the_elements_answer(error: Exception) -> None:
    elements = located("elements", LEFT, score=0.7)
    answer, _ = ask(elements, error)
    assert (answer.point, answer.agreement) == (LEFT.point, None)
    assert str(error) in answer.remarks[0]


def test_the_model_is_loaded_once_and_only_in_doubt() -> None:
    loads: list[int] = []

    def load() -> Fixed:
        loads.append(1)
        return Fixed(pointed(1, 1))

    sure = AutoGrounder(Fixed(located("elements", NAMED, score=0.7)), load)
    sure.locate(FRAME, "save")
    assert loads == []
    unsure = AutoGrounder(Fixed(missing("elements", Reason.ABSENT)), load)
    for _ in range(3):
        unsure.locate(FRAME, "save")
    assert loads == [1]


def test_a_model_that_cannot_be_loaded_is_tried_again() -> None:
    tries: list[int] = []

    def load() -> Fixed:
        tries.append(1)
        raise ModelUnavailable("not now", words="")

    auto = AutoGrounder(Fixed(missing("elements", Reason.ABSENT)), load)
    for _ in range(2):
        assert "not now" in auto.locate(FRAME, "save").remarks[0]
    assert len(tries) == 2
