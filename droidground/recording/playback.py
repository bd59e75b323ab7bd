"""Where a replay stands in its recording, and whether what is asked for is what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from droidground.actions import Action
from droidground.device.events import InputEvent, TypeText
from droidground.errors import ReplayMismatch
from droidground.geometry import Box, Point
from droidground.recording.describe import describe, in_words
from droidground.recording.events import (
    Captured,
    Event,
    Failed,
    Judged,
    Located,
    Observed,
    Shot,
)
from droidground.recording.failures import revive
from droidground.recording.load import Recording
from droidground.recording.same import what_differs
from droidground.recording.script import Answer, Deed, Look, Part, parts_of
from droidground.screen import Screenshot

E = TypeVar("E", bound=Event)

RE_RECORD = "If the test was changed on purpose, record it again (`pytest --droidground=record`)."


@dataclass(frozen=True, slots=True)
class Sight:
    """A screen, and what is meant on it."""

    words: str
    """What was done or looked for there."""
    screenshot: Screenshot | None = None
    point: Point | None = None
    """In frame pixels."""
    box: Box | None = None


class Playback:
    """A cursor over a recording's parts. Raises `ReplayMismatch` for all that was not recorded."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.texts: dict[int, str] = {}
        """Masked texts as the test typed them, by number."""
        self._parts = parts_of(recording)
        self._at = 0
        self._look: Look | None = None
        self._looks = 0
        self._answered = 0
        self._taken: dict[str, int] = {}
        self._opinions = 0
        self._has_captured = False
        self._is_over = False
        self._is_repeating = False

    @property
    def _part(self) -> Part:
        return self._parts[self._at]

    def look(self) -> Observed | Failed:
        """Return the next look of the part, or the last one again when there are no more."""
        self._is_repeating, self._is_over = self._is_over, False
        self._has_captured = False
        looks = self._looks_of_part()
        if not self._is_repeating and self._looks < len(looks):
            self._require_all_answered()
            self._look, self._answered = looks[self._looks], 0
            self._looks += 1
        return self._event_of(self._look)

    def answer(self, words: str) -> Answer:
        """Return what was answered for words on the look that was taken last."""
        answers = self._answers()
        if self._is_repeating:
            again = next((one for one in answers if one.words == words), None)
            if again is not None:
                return again
        due = answers[self._answered] if self._answered < len(answers) else None
        if due is None or due.words != words:
            raise self._other_words(words, due)
        self._answered += 1
        return due

    def capture(self) -> Captured | Failed | None:
        """Return the next frame that was read alone; None when the part has none."""
        if self._is_over and self._has_captured:
            self._taken["capture"] -= 1
        self._is_over, self._has_captured = False, True
        return self._next("capture", self._part.captures)

    @property
    def has_opinions(self) -> bool:
        """Whether a model was asked about sentences."""
        return any(part.opinions for part in self._parts)

    def opinion(self, sentence: str) -> Judged:
        """Return what a model said of a sentence; the last of it again when there is no more."""
        opinions = self._part.opinions
        due = opinions[self._opinions] if self._opinions < len(opinions) else None
        if due is None and opinions and opinions[-1][1].sentence == sentence:
            return opinions[-1][1]
        asked = Sight(f"ask whether {sentence!r}", self._screen())
        if due is None or due[1].sentence != sentence:
            recorded = f"{due[1].sentence!r}" if due else "nothing"
            raise self._mismatch(
                f"a model is asked whether {sentence!r} where {recorded} was recorded",
                due[0] if due else None,
                asked,
            )
        self._opinions += 1
        return due[1]

    def reading(self, call: str) -> Event | None:
        """Return the next answer of another call; the last again when there are no more."""
        return self._next(call, self._part.readings.get(call, []))

    def pause(self) -> bool:
        """Tell whether time passed here when it was recorded; if not, the wait was over."""
        if self._has_captured:
            is_recorded = self._taken.get("capture", 0) - 1 in self._part.paused_captures
        else:
            is_recorded = self._look is not None and self._look.is_followed_by_pause
        if not is_recorded or self._is_repeating:
            self._is_over = True
        return not self._is_over

    def act(self, action: Action | None, event: InputEvent, now: Screenshot | None) -> Deed:
        """Step over the recorded action that this one is. Raises what it raised then."""
        deed = self._part.deed
        asked = Sight(in_words(describe(action)) if action else type(event).__name__, now)
        if deed is None:
            raise self._mismatch(
                f"{asked.words} is done, and the recording has no more actions", None, asked
            )
        wrong = what_differs(self.recording, self._part, deed.acting, action, event)
        if wrong:
            raise self._mismatch(f"{asked.words} {wrong}", deed.number, asked)
        self._require_no_leftovers()
        if deed.acting.mask is not None and isinstance(event, TypeText):
            self.texts[deed.acting.mask] = event.text
        last = self._look
        self._at += 1
        self._looks, self._answered, self._opinions, self._taken = 0, 0, 0, {}
        self._has_captured = False
        self._look, self._is_over, self._is_repeating = _bare(last), False, False
        if deed.failure is not None:
            raise revive(deed.failure.failure)
        return deed

    def finish(self) -> None:
        """Require that all that was recorded was asked for again."""
        self._require_no_leftovers()
        deed = self._part.deed
        if deed is not None:
            described = in_words(deed.acting.action)
            left = sum(part.deed is not None for part in self._parts[self._at :])
            raise self._mismatch(
                f"the recording goes on with {described} ({left} actions are left), and the test "
                "has ended",
                deed.number,
                Sight("nothing"),
            )

    def shown(self) -> Shot | None:
        """Return the frame that the screen shows here: read last, or else read next."""
        if self._look is not None and isinstance(self._look.event, Observed):
            return self._look.event.shot
        before = self._parts[self._at - 1].deed if self._at else None
        if before and before.step and before.step.after:
            return before.step.after
        return next((shot for part in self._parts[self._at :] for shot in part.shots()), None)

    def _event_of(self, look: Look | None) -> Observed | Failed:
        event = look.event if look else None
        if event is None:
            known = [one.event for part in self._parts for one in part.looks if one.event]
            if not known:
                raise self._mismatch(
                    "the screen is looked at, and the recording has no look at it",
                    None,
                    Sight("a look at the screen"),
                )
            event = known[0]
        return event

    def _looks_of_part(self) -> list[Look]:
        return [look for look in self._part.looks if look.event is not None]

    def _answers(self) -> list[Answer]:
        """Return what was answered on the last look; before the first, on a frame read earlier."""
        if self._looks and self._look:
            return self._look.answers
        return [one for look in self._part.looks if look.event is None for one in look.answers]

    def _next(self, call: str, events: list[E]) -> E | None:
        taken = self._taken.get(call, 0)
        self._taken[call] = taken + 1
        return events[min(taken, len(events) - 1)] if events else None

    def _require_all_answered(self) -> None:
        answers = self._answers()
        if self._answered < len(answers):
            raise self._left_out(answers[self._answered])

    def _require_no_leftovers(self) -> None:
        """Refuse to go on while words that were looked for then have not been looked for now."""
        self._require_all_answered()
        for look in self._looks_of_part()[self._looks :]:
            if look.answers:
                raise self._left_out(look.answers[0])
        last = self._part.opinions[self._opinions - 1][1].sentence if self._opinions else None
        for number, event in self._part.opinions[self._opinions :]:
            if event.sentence != last:
                raise self._mismatch(
                    f"a model was asked whether {event.sentence!r}, and is not now",
                    number,
                    Sight("something else", self._screen()),
                )

    def _other_words(self, words: str, due: Answer | None) -> ReplayMismatch:
        asked = Sight(f"look for {words!r}", self._screen())
        if due is None:
            return self._mismatch(
                f"{words!r} is looked for, and nothing more was at this place of the recording",
                None,
                asked,
            )
        return self._mismatch(
            f"{words!r} is looked for where {due.words!r} was recorded", due.number, asked
        )

    def _left_out(self, answer: Answer) -> ReplayMismatch:
        return self._mismatch(
            f"{answer.words!r} was looked for when it was recorded, and is not now",
            answer.number,
            Sight("something else", self._screen()),
        )

    def _screen(self) -> Screenshot | None:
        shot = self.shown()
        return self.recording.screenshot(shot) if shot else None

    def mismatch(self, what: str) -> ReplayMismatch:
        """Return the error that something other than the next action is done."""
        deed = self._part.deed
        return self._mismatch(what, deed.number if deed else None, Sight(what, self._screen()))

    def _mismatch(self, what: str, number: int | None, asked: Sight) -> ReplayMismatch:
        where = f"event {number}" if number else "the end"
        return ReplayMismatch(
            f"{what} (at {where} of {self.recording.folder})",
            number=number,
            recorded=self._sight_of(number),
            asked=asked,
            folder=self.recording.folder,
            hint=RE_RECORD,
        )

    def _sight_of(self, number: int | None) -> Sight | None:
        """Return what was recorded at an event, for the eye."""
        for part in self._parts:
            for answer in part.answers():
                if isinstance(answer.event, Located) and number in (
                    answer.number,
                    part.deed.number if part.deed else None,
                ):
                    event = answer.event
                    seen = self.recording.screenshot(event.shot)
                    return Sight(f"look for {answer.words!r}", seen, event.point, event.box)
            if part.deed is not None and part.deed.number == number:
                shot = part.deed.step.before if part.deed.step else None
                seen_then = self.recording.screenshot(shot) if shot else None
                return Sight(in_words(part.deed.acting.action), seen_then)
        return None


def _bare(look: Look | None) -> Look | None:
    """Return a look for another part, in which its answers count no more."""
    return Look(look.event) if look else None
