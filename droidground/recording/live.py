"""A live phone held against a recording: what has changed in the app is an error."""

from __future__ import annotations

from collections.abc import Callable

from droidground.actions import Action, Judge, Step
from droidground.device.events import InputEvent
from droidground.device.observation import Observation
from droidground.errors import AmbiguousTarget, ReplayMismatch, TargetNotFound
from droidground.geometry import Point, dp_to_px
from droidground.grounding.location import Grounder, Location
from droidground.phone import Handset, Phone
from droidground.recording.describe import describe, in_words, is_same
from droidground.recording.events import Located
from droidground.recording.load import Recording
from droidground.recording.playback import Sight
from droidground.recording.script import Deed, Part, parts_of
from droidground.screen import DEFAULT_DENSITY

MOVED_DP = 24
"""Half a touch target: what is found farther away has moved."""


class LivePhone(Phone):
    """A phone whose every action is compared with the recorded one.

    An action raises `ReplayMismatch`, before anything is touched, when its target has moved, has
    another name, is gone or is covered; and afterwards when its effect is another one.
    """

    def __init__(
        self,
        handset: Handset,
        grounder: Grounder,
        recording: Recording,
        judge: Callable[[], Judge] | None = None,
    ) -> None:
        super().__init__(handset, grounder, judge=judge)
        self._recording = recording
        self._parts = [part for part in parts_of(recording) if part.deed]
        self._at = 0

    def perform(self, action: Action) -> Step:
        """Do one action. Raises `ReplayMismatch` besides what `Phone.perform` does."""
        due = self._at
        try:
            return super().perform(action)
        except (TargetNotFound, AmbiguousTarget) as error:
            if due >= len(self._parts) or not isinstance(error.reply, Location):
                raise
            raise self._changed(due, error.message, error.reply) from error

    def finish(self) -> None:
        """Require that the test did all that was recorded."""
        if self._at < len(self._parts):
            raise self._changed(self._at, "the test has ended before this action", None)

    def _deliver(
        self,
        action: Action,
        event: InputEvent,
        before: Observation | None,
        location: Location | None,
    ) -> Step:
        at, self._at = self._at, self._at + 1
        if at < len(self._parts):
            self._require_same_target(at, action, location)
        step = super()._deliver(action, event, before, location)
        done = _deed(self._parts[at]).step if at < len(self._parts) else None
        if done is not None and done.effect is not step.effect:
            raise self._changed(
                at, f"its effect is {step.effect.value} and was {done.effect.value}", location
            )
        return step

    def _require_same_target(self, at: int, action: Action, location: Location | None) -> None:
        recorded = _deed(self._parts[at]).acting.action
        if recorded is not None and not is_same(recorded, describe(action)):
            raise self._changed(at, f"{in_words(describe(action))} is done in its place", location)
        then = _answer(self._parts[at], location) if location else None
        if then is None or location is None:
            return
        if (name := _name(then)) != (now := _name(location)):
            raise self._changed(at, f"what is found is called {now!r} and was {name!r}", location)
        if then.shot.size == location.screenshot.size and _has_moved(then, location):
            where = f"it is at {location.point} and was at {then.point}"
            raise self._changed(at, where, location)

    def _changed(self, at: int, what: str, now: Location | None) -> ReplayMismatch:
        part = self._parts[at]
        deed = _deed(part)
        words = in_words(deed.acting.action)
        then = _answer(part, now) if now else None
        shot = then.shot if then else deed.step.before if deed.step else None
        frame = self._recording.screenshot(shot) if shot else None
        point, box = (then.point, then.box) if then else (None, None)
        seen = Sight(what, now.screenshot, now.point, now.box) if now else Sight(what)
        return ReplayMismatch(
            f"the app is not what it was at {words} (step {at + 1}): {what}",
            number=deed.number,
            recorded=Sight(words, frame, point, box),
            asked=seen,
            folder=self._recording.folder,
            hint="If the app was changed on purpose, record the test again.",
        )


def _deed(part: Part) -> Deed:
    assert part.deed is not None
    return part.deed


def _answer(part: Part, location: Location) -> Located | None:
    """Return what was answered last for the same words before the action."""
    answers = (one.event for one in reversed(part.answers()) if one.words == location.query)
    return next((event for event in answers if isinstance(event, Located)), None)


def _name(found: Located | Location) -> str:
    """Return what the chosen candidate is called on the screen; nothing where that is not known."""
    chosen = (one for one in found.candidates if one.point == found.point)
    return next((one.label for one in chosen), "")


def _has_moved(then: Located, now: Location) -> bool:
    one, other = then.point or Point(0, 0), now.point or Point(0, 0)
    most = dp_to_px(MOVED_DP, then.shot.density or DEFAULT_DENSITY)
    return max(abs(one.x - other.x), abs(one.y - other.y)) > most
