"""A recording as a script: what was seen and found before each action. Pure.

An action ends a part. In a part, answers belong to the look they were given on; other readings are
kept in order by kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from droidground.recording.events import (
    Acting,
    Captured,
    DisplayRead,
    Event,
    Failed,
    Judged,
    Line,
    Located,
    Observed,
    PackageFound,
    Shot,
    Slept,
    Stepped,
    Stood,
    TreeRead,
)

AIM_LOOKS = 2
"""An action that names no words looks twice, to see what moves by itself."""


@dataclass(slots=True)
class Answer:
    """What was answered when words were looked for."""

    number: int
    words: str
    event: Located | Failed


@dataclass(slots=True)
class Look:
    """One look at the screen, and all that was looked for on it."""

    event: Observed | Failed | None
    """None for answers on a frame that was not read here."""
    answers: list[Answer] = field(default_factory=list)
    is_followed_by_pause: bool = False


@dataclass(slots=True)
class Deed:
    """One action: what was sent, and what it did."""

    number: int
    acting: Acting
    failure: Failed | None = None
    step: Stepped | None = None


@dataclass(slots=True)
class Part:
    """All up to one action; the last part has none."""

    looks: list[Look] = field(default_factory=list)
    captures: list[Captured | Failed] = field(default_factory=list)
    paused_captures: set[int] = field(default_factory=set)
    """Those, from 0, that time passed after."""
    opinions: list[tuple[int, Judged]] = field(default_factory=list)
    """What a model said, each with its event's number."""
    readings: dict[str, list[Event]] = field(default_factory=dict)
    """Displays, hierarchies, packages and waits, by the call that gave them."""
    deed: Deed | None = None

    def answers(self) -> list[Answer]:
        """Return all answers in order."""
        return [answer for look in self.looks for answer in look.answers]

    def shots(self) -> list[Shot]:
        """Return all frames of the part in order."""
        looks = [one.event.shot for one in self.looks if isinstance(one.event, Observed)]
        return looks + [one.shot for one in self.captures if isinstance(one, Captured)]


READINGS = {
    DisplayRead: "display",
    TreeRead: "ui_tree",
    PackageFound: "find_package",
    Stood: "settle",
}


def parts_of(lines: Iterable[Line]) -> list[Part]:
    """Return a recording's parts in order; there is always a last one without an action."""
    parts = [Part()]
    trailing = 0
    deed: Deed | None = None
    for line in lines:
        event, part = line.event, parts[-1]
        if isinstance(event, Slept):
            _pause(part, after_capture=trailing > 0)
            continue
        trailing = trailing + 1 if isinstance(event, Captured) else trailing
        if isinstance(event, Acting):
            deed = part.deed = Deed(line.number, event)
            _stand_still(part.captures, min(trailing, AIM_LOOKS))
            parts.append(Part())
        elif isinstance(event, Stepped) and deed is not None:
            deed.step = event
        elif isinstance(event, Failed) and event.call == "act" and deed is not None:
            deed.failure = event
        else:
            _take_in(part, line.number, event)
        if isinstance(event, Observed | Located | Acting):
            trailing = 0  # what was captured before was no aiming
    return parts


def _pause(part: Part, *, after_capture: bool) -> None:
    if after_capture:
        part.paused_captures.add(len(part.captures) - 1)
    elif part.looks:
        part.looks[-1].is_followed_by_pause = True


def _stand_still(captures: list[Captured | Failed], count: int) -> None:
    """Let the looks right before an action all show what the last one did."""
    if count == AIM_LOOKS:
        captures[-AIM_LOOKS:] = [captures[-1]] * AIM_LOOKS


def _take_in(part: Part, number: int, event: Event) -> None:
    call = event.call if isinstance(event, Failed) else READINGS.get(type(event))
    if isinstance(event, Observed) or (isinstance(event, Failed) and call == "observe"):
        part.looks.append(Look(event))
    elif isinstance(event, Located) or (isinstance(event, Failed) and call == "locate"):
        if not part.looks:
            part.looks.append(Look(None))
        part.looks[-1].answers.append(Answer(number, event.words or "", event))
    elif isinstance(event, Judged):
        part.opinions.append((number, event))
    elif isinstance(event, Captured) or (isinstance(event, Failed) and call == "capture"):
        part.captures.append(event)
    elif call is not None:
        part.readings.setdefault(call, []).append(event)
