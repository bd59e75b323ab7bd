"""What went wrong at a step, and who is to blame: a line reached by stated rules. Pure.

The rules, first match wins; docs/recordings.md says them for people.

1. device: a call of the device failed, or the screen could not be read after the action.
2. scaling error: the reply lies outside the space that its chain begins in, its point lies outside
   the frame, or another pixel was sent than the chain gives.
3. model error: the model could not be asked or read, its point lies outside its own box, elements
   and model mean other places, or it says `absent` of words that the hierarchy shows as they are.
4. timing: the frame changed between the look and the touch, or the words turned up later.
   Words that were there and went away, as when they are waited for to go, are nobody's fault.
5. app: the action was delivered and nothing changed, or the words are not on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from droidground import errors
from droidground.actions import Effect, Step
from droidground.device.input_line import points_of
from droidground.grounding.location import Location, Reason
from droidground.recording.events import Failure
from droidground.ui_tree import UiTree

TOLERANCE = 1
"""Pixels that rounding may cost."""
APP_ERRORS = ("AppNotFound", "ExpectationFailed", "NoEffect", "NoTextField", "TextDiffers")
MODEL_ERRORS = ("ModelUnavailable", "ReplyUnreadable", "GroundingError")


class Cause(StrEnum):
    """Where to look first."""

    FINE = "fine"
    MODEL = "model error"
    SCALING = "scaling error"
    TIMING = "timing"
    APP = "app"
    DEVICE = "device"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A cause, and the evidence for it."""

    cause: Cause
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one step."""

    step: Step | None = None
    """None where the recording ends without an action."""
    location: Location | None = None
    """The last answer for the words of the step, or for the last words looked for."""
    tree: UiTree | None = None
    """The hierarchy that was read with the frame of that answer."""
    failures: tuple[Failure, ...] = ()
    found_later_s: float | None = None
    """How long after an answer `absent` the hierarchy showed the words; None if it never did."""
    went_away: bool = False
    """Whether the same words were found before the answer `absent`, with no action in between."""
    changed_in_s: float | None = None
    """Seconds between look and touch, where the touch met another picture; else None."""


def judge(seen: Evidence) -> Verdict:
    """Return the first rule that holds; `fine` where none does and the screen answered."""
    for verdict in _rules(seen):
        return verdict
    if seen.step is None or seen.step.effect is Effect.CHANGED:
        return Verdict(Cause.FINE, seen.step.why if seen.step else "nothing failed")
    return Verdict(Cause.UNCLEAR, seen.step.why)


def _rules(seen: Evidence) -> Iterator[Verdict]:
    yield from _of_failures(seen)
    if seen.step and seen.step.trouble:
        yield Verdict(Cause.DEVICE, f"after it was sent: {seen.step.trouble.message}")
    if seen.location:
        yield from _of_scaling(seen.location, seen.step)
        yield from _of_model(seen.location, seen.tree)
    yield from _of_timing(seen)
    yield from _of_app(seen)


def _of_failures(seen: Evidence) -> Iterator[Verdict]:
    for failure in seen.failures[-1:]:
        told = f"{failure.type}: {failure.message}"
        kind = getattr(errors, failure.type, None)
        if failure.type in APP_ERRORS:
            yield Verdict(Cause.APP, told)
        elif failure.type == "StaleLocation":
            yield Verdict(Cause.TIMING, told)
        elif failure.type == "OutsideScreen":
            yield Verdict(Cause.SCALING, told)
        elif failure.type in MODEL_ERRORS:
            yield Verdict(Cause.MODEL, told)
        elif isinstance(kind, type) and issubclass(kind, errors.DeviceError):
            yield Verdict(Cause.DEVICE, told)
        else:
            yield Verdict(Cause.UNCLEAR, told)


def _of_scaling(location: Location, step: Step | None) -> Iterator[Verdict]:
    if location.point is None:
        return
    origin, size = location.origin, location.screenshot.size
    if origin and not origin.is_inside:
        yield Verdict(Cause.SCALING, f"the reply {origin} lies outside of its own space")
    if not size.contains(location.point):
        yield Verdict(Cause.SCALING, f"{location.point} lies outside of the frame, {size}")
    sent, given = points_of(step.event) if step else (), location.input_point
    if sent and given:
        near = min(max(abs(given.x - one.x), abs(given.y - one.y)) for one in sent)
        if near > TOLERANCE:
            yield Verdict(Cause.SCALING, f"the chain gives {given}, and {sent[-1]} was sent")


def _of_model(location: Location, tree: UiTree | None) -> Iterator[Verdict]:
    if location.agreement is False:
        yield Verdict(Cause.MODEL, "elements and model mean different places")
    if location.point and location.box and not location.box.contains(location.point):
        yield Verdict(Cause.MODEL, f"{location.point} lies outside of its own box {location.box}")
    if location.reason is Reason.ABSENT and tree and shows(tree, location.query):
        yield Verdict(Cause.MODEL, f"{location.query!r} is on the screen, and was not found")


def _of_timing(seen: Evidence) -> Iterator[Verdict]:
    location, step = seen.location, seen.step
    if location and not location.found and seen.went_away:
        yield Verdict(Cause.UNCLEAR, f"{location.query!r} was there, and went away")
    if location and not location.found and seen.found_later_s is not None:
        yield Verdict(
            Cause.TIMING, f"{location.query!r} was there {seen.found_later_s:.1f} s later"
        )
    if step and step.effect is not Effect.CHANGED and seen.changed_in_s is not None:
        late = f"{seen.changed_in_s:.1f} s"
        yield Verdict(Cause.TIMING, f"the screen changed in the {late} between look and touch")


def _of_app(seen: Evidence) -> Iterator[Verdict]:
    location, step = seen.location, seen.step
    if step and step.effect is Effect.NO_CHANGE:
        is_off = step.view is not None and not step.view.enabled
        why = "the view under the touch is disabled" if is_off else "it was sent, and did nothing"
        yield Verdict(Cause.APP, f"{why} ({step.why})")
    if step is None and location and location.reason is Reason.ABSENT:
        yield Verdict(Cause.APP, f"{location.query!r} is not on the screen")
    if step is None and location and location.reason is Reason.AMBIGUOUS:
        yield Verdict(Cause.UNCLEAR, f"{location.query!r} may mean several things; say which")


def shows(tree: UiTree, words: str) -> bool:
    """Tell whether a view's whole text is the words, in any case."""
    asked = words.casefold().strip()
    return any(asked in (node.text.casefold(), node.content_desc.casefold()) for node in tree)
