"""What was located in a recording, located again by another grounder."""

from __future__ import annotations

from dataclasses import dataclass

from droidground.errors import DroidgroundError
from droidground.grounding.location import Grounder, Location
from droidground.recording.events import Located, Observed
from droidground.recording.load import Recording
from droidground.recording.same import location_of
from droidground.recording.script import Answer, parts_of
from droidground.ui_tree import UiTree


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Words that a grounder finds elsewhere than it was recorded."""

    number: int
    """The recording's event."""
    words: str
    recorded: Location
    now: Location | None
    """None when the grounder failed; `error` says how."""
    error: str = ""

    def __str__(self) -> str:
        """Return one line that says where both are."""
        now = self.error or _place(self.now)
        return f"event {self.number}: {self.words!r} was {_place(self.recorded)}, is {now}"


def relocate(recording: Recording, grounder: Grounder) -> list[Disagreement]:
    """Return where a grounder finds recorded words elsewhere; the recorded frames are decoded."""
    found: list[Disagreement] = []
    for part in parts_of(recording):
        for look in part.looks:
            number = look.event.tree if isinstance(look.event, Observed) else None
            tree = None if number is None else recording.tree(number)
            for answer in look.answers:
                if isinstance(answer.event, Located):
                    then = location_of(answer, recording.screenshot(answer.event.shot))
                    found += compare(answer, then, tree, grounder)
    return found


def compare(
    answer: Answer, then: Location, tree: UiTree | None, grounder: Grounder
) -> list[Disagreement]:
    """Ask a grounder what was asked before; return its disagreement, or nothing."""
    try:
        now = grounder.locate(then.screenshot, answer.words, tree)
    except DroidgroundError as error:
        return [Disagreement(answer.number, answer.words, then, None, error.message)]
    return [] if agree(then, now) else [Disagreement(answer.number, answer.words, then, now)]


def agree(one: Location, other: Location) -> bool:
    """Tell whether two answers mean the same place: the later's point is in the earlier's box."""
    if one.point is None or other.point is None:
        return one.point is other.point and one.reason == other.reason
    return one.box.contains(other.point) if one.box else one.point == other.point


def _place(location: Location | None) -> str:
    if location is None or location.point is None:
        return str(location.reason) if location else "nowhere"
    return f"at {location.point}"
