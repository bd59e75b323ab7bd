"""Words kept for later: looked for anew each time something is done with them."""

from __future__ import annotations

from typing import Protocol

from droidground.actions.effect import Step
from droidground.actions.types import Action, InputText, LongPress, Tap
from droidground.errors import AmbiguousTarget, TargetNotFound
from droidground.geometry import Box
from droidground.grounding.found import require_found
from droidground.grounding.location import Location, Reason

WAIT_TIMEOUT_S = 10.0
TIE = 0.01
"""Candidates whose scores are closer than this are equally what the words name."""


class Hands(Protocol):
    """What a locator needs of a phone."""

    def locate(self, words: str) -> Location:
        """Return where the words are on the screen."""

    def wait_for(self, words: str, timeout_s: float, *, gone: bool = False) -> Location:
        """Look until the words name one thing, or none."""

    def perform(self, action: Action) -> Step:
        """Do one action."""


class Locator:
    """Words that name one thing on the screen, whenever it is there.

    An action looks for them at once, waits for them where they are not there yet, and is done
    exactly once; it raises `TargetNotFound` or `AmbiguousTarget` after `timeout_s`, with nothing
    touched, and as `Phone.tap`. Its `Step` tells the effect.
    """

    def __init__(self, hands: Hands, words: str, timeout_s: float = WAIT_TIMEOUT_S) -> None:
        self.words = words
        self._hands = hands
        self._timeout_s = timeout_s

    def __repr__(self) -> str:
        """Return `Locator('Wi-Fi toggle')`."""
        return f"Locator({self.words!r})"

    def tap(self) -> Step:
        """Tap it."""
        return self._act(Tap(self.words))

    def long_press(self, duration_ms: int | None = None) -> Step:
        """Hold a finger on it."""
        return self._act(LongPress(self.words, duration_ms))

    def type(self, text: str, *, clear: bool = False) -> Step:
        """Tap it and type a text into it. Raises as `Phone.type`."""
        return self._act(InputText(text, self.words, clear))

    def wait(self, timeout_s: float | None = None) -> Location:
        """Wait until it is there. Raises `TargetNotFound` or `AmbiguousTarget`."""
        return self._hands.wait_for(self.words, self._or_default(timeout_s))

    def wait_gone(self, timeout_s: float | None = None) -> Location:
        """Wait until nothing is named so. Raises `ExpectationFailed`."""
        return self._hands.wait_for(self.words, self._or_default(timeout_s), gone=True)

    def is_visible(self) -> bool:
        """Tell whether there is one or more on the screen now; nothing is waited for."""
        return self.count() > 0

    def box(self) -> Box:
        """Return where it is now. Raises `TargetNotFound` or `AmbiguousTarget`."""
        found = require_found(self._hands.locate(self.words))
        assert found.point is not None
        at = found.point
        return found.box or Box(at.x, at.y, at.x + 1, at.y + 1)

    def count(self) -> int:
        """Return how many things on the screen the words name equally well.

        A grounder that only ever points at one place counts to one.
        """
        location = self._hands.locate(self.words)
        if location.reason is Reason.AMBIGUOUS:
            best = max((one.score for one in location.candidates), default=0.0)
            return sum(best - one.score < TIE for one in location.candidates)
        return int(location.found)

    def _act(self, action: Action) -> Step:
        """Do an action, after a wait where the words are not found; that touches nothing."""
        try:
            return self._hands.perform(action)
        except (TargetNotFound, AmbiguousTarget) as error:
            if error.words != self.words:
                raise
        self.wait()
        return self._hands.perform(action)

    def _or_default(self, timeout_s: float | None) -> float:
        return self._timeout_s if timeout_s is None else timeout_s
