"""Locators: found anew each time, and never acting twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from droidground.actions import Action, Effect, InputText, Step, Tap
from droidground.actions.locator import Locator
from droidground.device.events import TapAt
from droidground.errors import AdbTimeout, ExpectationFailed, TargetNotFound
from droidground.geometry import Box, Point
from droidground.grounding.found import require_found
from droidground.grounding.location import Candidate, Location, Reason
from droidground.screen import Screenshot

FRAME = Screenshot(np.zeros((9, 9, 3), np.uint8))
ABSENT = Location("Save", "scripted", FRAME, reason=Reason.ABSENT)
FOUND = replace(ABSENT, reason=None, point=Point(4, 4), box=Box(3, 3, 6, 6))


def several(*scores: float) -> Location:
    candidates = tuple(Candidate(Point(1, 1), Box(0, 0, 2, 2), s, "tree") for s in scores)
    return replace(ABSENT, reason=Reason.AMBIGUOUS, candidates=candidates)


@dataclass
class Hands:
    """A phone that answers as told, one look at a time."""

    looks: list[Location]
    trouble: Exception | None = None
    done: list[Action] = field(default_factory=list)

    def locate(self, words: str) -> Location:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def wait_for(self, words: str, timeout_s: float, *, gone: bool = False) -> Location:
        last = self.locate(words)
        for _ in range(5):
            if last.found is not gone:
                return last
            last = self.locate(words)
        if gone:
            raise ExpectationFailed("still there", words=words)
        return require_found(last)

    def perform(self, action: Action) -> Step:
        require_found(self.locate("Save"))
        self.done.append(action)
        if self.trouble:
            raise self.trouble
        return Step(action, TapAt(Point(4, 4)), None, None, Effect.NO_CHANGE)


def test_what_is_there_is_tapped_with_one_look() -> None:
    hands = Hands([FOUND])
    assert Locator(hands, "Save").tap().effect is Effect.NO_CHANGE
    assert hands.done == [Tap("Save")]


def test_what_comes_later_is_waited_for_and_acted_on_once() -> None:
    hands = Hands([ABSENT, ABSENT, ABSENT, FOUND])
    Locator(hands, "Save").type("a", clear=True)
    assert hands.done == [InputText("a", "Save", clear=True)]


def test_what_never_comes_is_not_touched() -> None:
    hands = Hands([ABSENT])
    with pytest.raises(TargetNotFound):
        Locator(hands, "Save").long_press()
    assert hands.done == []


@pytest.mark.parametrize(
    "trouble",
    [AdbTimeout("late", command="input tap"), TargetNotFound("of a pop-up", words="Allow")],
)
def test_an_action_that_may_have_been_sent_is_not_repeated(trouble: Exception) -> None:
    hands = Hands([FOUND], trouble=trouble)
    with pytest.raises(type(trouble)):
        Locator(hands, "Save").tap()
    assert len(hands.done) == 1


def test_counting_and_boxes() -> None:
    assert Locator(Hands([ABSENT]), "Save").count() == 0
    assert Locator(Hands([FOUND]), "Save").count() == 1
    assert Locator(Hands([several(0.9, 0.895, 0.5)]), "Save").count() == 2
    assert Locator(Hands([several(0.9, 0.9)]), "Save").is_visible()
    assert not Locator(Hands([ABSENT]), "Save").is_visible()
    assert Locator(Hands([FOUND]), "Save").box() == FOUND.box


def test_waiting_for_it_to_be_gone() -> None:
    assert Locator(Hands([FOUND, ABSENT]), "Save").wait_gone().reason is Reason.ABSENT
    with pytest.raises(ExpectationFailed):
        Locator(Hands([FOUND]), "Save").wait_gone(1.0)
