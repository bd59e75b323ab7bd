"""What an action did: the judgement, and the record of one action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from droidground.actions.types import Action
from droidground.device.events import InputEvent
from droidground.device.observation import Settled
from droidground.errors import DeviceError, ScreenProtected
from droidground.geometry import dp_to_px
from droidground.grounding.location import Location
from droidground.screen import DEFAULT_DENSITY, Screenshot, compare

SMALLEST_EFFECT_DP = 4
"""A change narrower or lower than this is a caret or noise, not an effect."""


class Effect(StrEnum):
    """Whether the screen answered an action."""

    CHANGED = "changed"
    NO_CHANGE = "no_change"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """One action: what was seen, chosen and done, and what changed."""

    action: Action
    event: InputEvent
    """What was sent to the device, in input pixels."""
    before: Screenshot | None
    """None when the app in front forbids screenshots."""
    after: Screenshot | None
    """None when the screen could not be read any more; `trouble` says why."""
    effect: Effect
    location: Location | None = None
    """Where the words were; None when the action named no words."""
    trouble: DeviceError | None = None
    """What went wrong after the action was delivered."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)


def judge_effect(
    before: Screenshot | None, after: Settled | None, trouble: DeviceError | None = None
) -> Effect:
    """Compare the frames around an action, without the status bar.

    A screen that never stood still may have moved by itself, and one that is all black shows
    nothing: then the answer is `unknown`. One that could be read before and is protected now has
    changed.
    """
    if isinstance(trouble, ScreenProtected) and before is not None:
        return Effect.CHANGED
    if before is None or after is None:
        return Effect.UNKNOWN
    now = after.screenshot
    if before.size != now.size:
        return Effect.CHANGED
    if not before.pixels.any() and not now.pixels.any():
        return Effect.UNKNOWN
    box = compare(before, now, ignore=[before.display.status_bar] if before.display else []).box
    least = dp_to_px(SMALLEST_EFFECT_DP, before.density or DEFAULT_DENSITY)
    if box is None or min(box.width, box.height) < least:
        return Effect.NO_CHANGE
    return Effect.CHANGED if after.is_stable else Effect.UNKNOWN
