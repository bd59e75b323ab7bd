"""Sentences that only a model can judge: what is asked, how often, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from droidground.errors import ExpectationFailed, ModelUnavailable, StateUnknown
from droidground.grounding.chat import Opinion
from droidground.phone import Phone
from droidground.screen import Screenshot
from tests.unit.test_clock import SteppedClock
from tests.unit.test_phone import PORTRAIT, RememberingHandset, ScriptedGrounder

SENTENCE = "the list is sorted by date"


@dataclass
class Reader:
    """Says that the sentence is true of bright screens; cannot tell of black ones."""

    is_there: bool = True
    asked: list[int] = field(default_factory=list)

    def judge(self, screenshot: Screenshot, sentence: str) -> Opinion | None:
        assert sentence == SENTENCE
        brightness = int(screenshot.pixels[1000, 500, 0])
        self.asked.append(brightness)
        holds = None if brightness == 0 else brightness > 100
        return Opinion(holds, f"I see {brightness}", "reader")


def screen(brightness: int, clock: int = 0) -> Screenshot:
    pixels = np.full((2400, 1080, 3), brightness, np.uint8)
    pixels[:20] = clock
    return Screenshot(pixels, PORTRAIT)


class Screens(RememberingHandset):
    """Shows one screen after the other."""

    coming: list[Screenshot]

    def capture(self) -> Screenshot:
        return self.coming.pop(0) if len(self.coming) > 1 else self.coming[0]


def phone(reader: Reader | None, *screens: Screenshot) -> Phone:
    handset = Screens()
    handset.coming = list(screens)
    judge = None if reader is None else lambda: reader
    return Phone(handset, ScriptedGrounder({}), SteppedClock(), judge=judge)


def test_a_model_is_asked_until_it_says_yes_and_only_where_the_screen_changed() -> None:
    reader = Reader()
    still = [screen(50, clock) for clock in range(5)]
    finding = phone(reader, *still, screen(200)).expect(SENTENCE, 60)
    assert finding.holds
    assert finding.claim.is_judged
    assert finding.seen == "yes (reader)"
    assert finding.location.reply == "I see 200"
    assert reader.asked == [50, 200]


@pytest.mark.parametrize(("brightness", "error"), [(50, ExpectationFailed), (0, StateUnknown)])
def test_no_and_unknown_are_errors_with_the_reply(
    brightness: int, error: type[ExpectationFailed | StateUnknown]
) -> None:
    reader = Reader()
    with pytest.raises(error, match=f"reader says of .*: 'I see {brightness}'"):
        phone(reader, screen(brightness)).expect(SENTENCE, 1)
    assert reader.asked == [brightness]


@pytest.mark.parametrize("reader", [None, Reader(is_there=False)])
def test_without_a_model_the_sentence_is_refused_at_once(reader: Reader | None) -> None:
    with pytest.raises(ModelUnavailable, match="checked without a model"):
        phone(reader, screen(200)).expect(SENTENCE)


def test_a_sentence_that_can_be_checked_is_not_put_to_the_model() -> None:
    reader = Reader()
    assert phone(reader, screen(200)).expect("Save is gone", 0).holds
    assert reader.asked == []
