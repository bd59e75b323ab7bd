"""Whether what is sent now is what was recorded: the kind, the words, the numbers, the place."""

from __future__ import annotations

from dataclasses import fields

from droidground.actions import Action
from droidground.device.events import InputEvent
from droidground.device.input_line import points_of
from droidground.geometry import Box, Point, dp_to_px
from droidground.grounding.location import Location
from droidground.recording.describe import describe, in_words, is_same
from droidground.recording.events import Acting, Failed, Located
from droidground.recording.failures import revive
from droidground.recording.load import Recording
from droidground.recording.script import Answer, Part
from droidground.screen import DEFAULT_DENSITY, Screenshot

TOUCH_SLOP_DP = 8
"""Android's own measure of two touches at one place."""


def what_differs(
    recording: Recording, part: Part, acting: Acting, action: Action | None, event: InputEvent
) -> str | None:
    """Return how an action differs from the recorded one of a part; None when it is the same.

    Its points may lie anywhere in what was touched then.
    """
    is_other = action and acting.action and not is_same(acting.action, describe(action))
    if is_other or type(acting.event) is not type(event):
        return f"is done where {in_words(acting.action)} was recorded"
    if _has_other_values(acting, event):
        return f"sends {event}, and {acting.event} was recorded"
    for then, now in zip(points_of(acting.event), points_of(event), strict=True):
        target = _target(recording, part, then)
        if not target.contains(now):
            return (
                f"touches {now}, outside of what was touched at {then} when it was recorded "
                f"({tuple(target)})"
            )
    return None


def location_of(answer: Answer, screenshot: Screenshot) -> Location:
    """Return an answer as it was given. Raises what the grounder raised."""
    event = answer.event
    if isinstance(event, Failed):
        raise revive(event.failure)
    kept = {f.name: getattr(event, f.name) for f in fields(event)}
    del kept["words"], kept["shot"]
    return Location(query=answer.words, screenshot=screenshot, **kept)


def _target(recording: Recording, part: Part, then: Point) -> Box:
    """Return the box, in input pixels, that a recorded touch was meant for."""
    density = DEFAULT_DENSITY
    for answer in part.answers():
        event = answer.event
        if not isinstance(event, Located):
            continue
        density = event.shot.density or density
        location = location_of(answer, recording.screenshot(event.shot))
        chain = location.screenshot.to_input()
        if location.input_point == then and location.box and chain:
            box = chain.map_box(location.box)
            if box.contains(then):
                return box
    near = dp_to_px(TOUCH_SLOP_DP, density)
    return Box(then.x - near, then.y - near, then.x + near + 1, then.y + near + 1)


def _has_other_values(acting: Acting, event: InputEvent) -> bool:
    """Tell whether two events of one kind differ in anything but their points."""
    left_out = {"text", "length"} if acting.mask is not None else {"length"}
    names = [f.name for f in fields(event) if f.name not in left_out]
    pairs = [(getattr(acting.event, name), getattr(event, name)) for name in names]
    return any(one != other for one, other in pairs if not isinstance(one, Point))
