"""Sentences that only a model can judge, as `expect` answers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from droidground.actions.expect import Finding
from droidground.actions.sentence import Claim
from droidground.errors import ExpectationFailed, StateUnknown
from droidground.grounding.location import Location, Reason
from droidground.screen import Screenshot, compare


class Opinion(Protocol):
    """What a model makes of a sentence."""

    @property
    def holds(self) -> bool | None:
        """Whether it is true; None when the model cannot tell."""

    @property
    def reply(self) -> str:
        """The model's own words."""

    @property
    def model(self) -> str:
        """Its name."""


class Judge(Protocol):
    """Says whether sentences are true of screens."""

    @property
    def is_there(self) -> bool:
        """Whether there is a model to ask."""

    def judge(self, screenshot: Screenshot, sentence: str) -> Opinion | None:
        """Return a model's opinion; None when there is no model."""


class Judging:
    """One sentence held against a screen again and again; asked only where the screen changed."""

    def __init__(self, judge: Judge, sentence: str, capture: Callable[[], Screenshot]) -> None:
        self._judge = judge
        self._sentence = sentence
        self._capture = capture
        self._finding: Finding | None = None

    def look(self) -> Finding:
        """Look at the screen; return what the model makes of the sentence there."""
        frame = self._capture()
        if self._finding and _is_same(self._finding.location.screenshot, frame):
            return self._finding
        opinion = self._judge.judge(frame, self._sentence)
        assert opinion is not None, "whoever asks has looked whether there is a model"
        said = {True: "yes", False: "no", None: "it cannot tell"}[opinion.holds]
        location = Location(
            self._sentence,
            opinion.model,
            frame,
            score=None,
            reason=Reason.ABSENT,
            reply=opinion.reply,
        )
        claim = Claim(self._sentence, self._sentence, is_judged=True)
        self._finding = Finding(claim, opinion.holds, f"{said} ({opinion.model})", location)
        return self._finding

    def require(self) -> Finding:
        """Return the last finding when the sentence held.

        Raises `ExpectationFailed` when it did not, `StateUnknown` when the model did not tell;
        both with its reply.
        """
        finding = self._finding or self.look()
        if finding.holds:
            return finding
        error = StateUnknown if finding.holds is None else ExpectationFailed
        raise error(
            f"{finding.location.grounder} says of {self._sentence!r}: {finding.location.reply!r}",
            words=self._sentence,
            screenshot=finding.location.screenshot,
            reply=finding.location,
            hint="Look with `droidground screenshot`; a model may be wrong, so ask for what can be "
            "read where that will do: 'X is visible', 'X says Y'.",
        )


def _is_same(one: Screenshot, two: Screenshot) -> bool:
    ignore = (two.display.status_bar,) if two.display else ()
    return compare(one, two, ignore=ignore).is_empty
