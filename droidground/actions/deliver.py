"""One action sent, and the record of what it did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from droidground.actions.effect import (
    Effect,
    Eyes,
    Judgement,
    Step,
    judge_effect,
    look_closer,
)
from droidground.actions.types import Action, Scroll
from droidground.actions.views import view_under
from droidground.clock import Clock
from droidground.device.events import InputEvent
from droidground.device.motion import reach
from droidground.device.observation import Observation, Settled
from droidground.errors import DeviceError
from droidground.geometry import Box
from droidground.grounding.location import Location
from droidground.screen import Screenshot

SETTLE_TIMEOUT_S = 3.0


class Hands(Eyes, Protocol):
    """What delivering needs of a handset."""

    def act(self, event: InputEvent) -> None:
        """Do one thing, exactly once."""

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        """Wait until the screen stands still, but for the `ignore` boxes."""


def deliver(
    hands: Hands,
    action: Action,
    event: InputEvent,
    before: Observation | None,
    location: Location | None,
    clock: Clock,
) -> Step:
    """Send an event, exactly once, and tell what it did.

    Raises what kept it from being sent. What fails later is not raised: the effect is unknown then,
    and `trouble` says why.
    """
    times = [clock.now()]
    hands.act(event)
    times.append(clock.now())
    after, trouble = _look_after(hands, before)
    times.append(clock.now())
    judged = _judge(hands, action, before, after, trouble, clock)
    times.append(clock.now())
    timings = dict(location.timings_ms) if location else {}
    for name, start, end in zip(("act", "settle", "effect"), times, times[1:], strict=False):
        timings[name] = (end - start) * 1000
    return Step(
        action=action,
        event=event,
        before=before.screenshot if before else None,
        after=after.screenshot if after else None,
        effect=judged.effect,
        why=judged.why,
        view=view_under(event, before),
        location=location,
        trouble=trouble,
        timings_ms=timings,
    )


def _look_after(
    hands: Hands, before: Observation | None
) -> tuple[Settled | None, DeviceError | None]:
    """Wait for the answer; what moved by itself before is not waited for."""
    moving = reach(before.moving, before.screenshot) if before else []
    frame = before.screenshot if before else None
    try:
        return hands.settle(SETTLE_TIMEOUT_S, moving, frame), None
    except DeviceError as error:
        return None, error


def _judge(
    hands: Hands,
    action: Action,
    before: Observation | None,
    after: Settled | None,
    trouble: DeviceError | None,
    clock: Clock,
) -> Judgement:
    within = action.within if isinstance(action, Scroll) else None
    box = within if isinstance(within, Box) else None
    judged = judge_effect(before, after, trouble, box)
    if judged is not None or before is None or after is None:
        return judged or Judgement(Effect.UNKNOWN, "the screen could not be read")
    try:
        return look_closer(hands, before, after, clock, box)
    except DeviceError as error:
        return Judgement(Effect.UNKNOWN, error.message)
