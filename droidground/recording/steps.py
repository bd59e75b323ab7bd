"""A recording's actions as `Step`s, as they were when they were done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from droidground import actions
from droidground.actions import Action, Effect, Step
from droidground.actions.views import view_under
from droidground.device import events
from droidground.device.input_line import points_of
from droidground.device.observation import Observation
from droidground.geometry import Box, Point
from droidground.grounding.location import Location
from droidground.recording.events import Acting, Located, Observed
from droidground.recording.failures import revive_trouble
from droidground.recording.load import Recording
from droidground.recording.same import location_of
from droidground.recording.script import Deed, Part, parts_of


def steps_of(recording: Recording) -> Iterator[Step]:
    """Yield the actions in order; a touch by hand is the action that it amounts to."""
    for part in parts_of(recording):
        if part.deed is not None:
            yield step_of(recording, part, part.deed)


def restore(acting: Acting) -> Action:
    """Return the action of an event; what was located is its words, what was masked is empty."""
    described = acting.action
    kind = getattr(actions, described.kind, None) if described else None
    if described is None or kind is None:
        return by_hand(acting.event)
    arguments: dict[str, Any] = {
        name: _restored(value) for name, value in described.arguments.items()
    }
    if kind is actions.InputText and "text" not in arguments:
        arguments |= {"text": "", "is_secret": True}
    action: Action = kind(**arguments)
    return action


def by_hand(event: events.InputEvent) -> Action:
    """Return the action that an event amounts to."""
    match event:
        case events.TapAt(point):
            return actions.Tap(point)
        case events.DoubleTapAt(point):
            return actions.DoubleTap(point)
        case events.LongPressAt(point, duration_ms):
            return actions.LongPress(point, duration_ms)
        case events.SwipeAlong(start, end, duration_ms):
            return actions.Swipe(end, start, duration_ms)
        case events.DragAlong(start, end, duration_ms):
            return actions.Drag(start, end, duration_ms)
        case events.KeyPress(key):
            return actions.PressKey(key)
        case events.TypeText(text):
            return actions.InputText(text)
        case events.LaunchApp(package):
            return actions.OpenApp(package)
        case events.OpenUrl(url):
            return actions.OpenUrl(url)


def _restored(value: object) -> object:
    match value:
        case {"point": [x, y]}:
            return Point(x, y)
        case {"box": [left, top, right, bottom]}:
            return Box(left, top, right, bottom)
        case {"located": words}:
            return words
    return value


def step_of(recording: Recording, part: Part, deed: Deed) -> Step:
    """Return the action of a part."""
    done, event = deed.step, deed.acting.event
    seen = _seen(recording, part)
    before = recording.screenshot(done.before) if done and done.before else None
    return Step(
        action=restore(deed.acting),
        event=event,
        before=before or (seen.screenshot if seen else None),
        after=recording.screenshot(done.after) if done and done.after else None,
        effect=done.effect if done else Effect.UNKNOWN,
        why=done.why if done else "the recording tells nothing of what it did",
        view=view_under(event, seen),
        location=_location(recording, part, event),
        trouble=revive_trouble(done.trouble) if done else None,
        timings_ms=done.timings_ms if done else {},
    )


def _seen(recording: Recording, part: Part) -> Observation | None:
    looks = [look.event for look in part.looks if isinstance(look.event, Observed)]
    if not looks:
        return None
    tree = None if looks[-1].tree is None else recording.tree(looks[-1].tree)
    return Observation(recording.screenshot(looks[-1].shot), tree)


def _location(recording: Recording, part: Part, event: events.InputEvent) -> Location | None:
    touched = points_of(event)
    for answer in reversed(part.answers()):
        if isinstance(answer.event, Located) and touched:
            found = location_of(answer, recording.screenshot(answer.event.shot))
            if found.input_point in touched:
                return found
    return None
