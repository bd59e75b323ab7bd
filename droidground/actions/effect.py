"""What an action did: the judgement, and the record of one action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from droidground.actions.tree_change import telling_change
from droidground.actions.type_text import ReadBack
from droidground.actions.types import Action
from droidground.actions.watch import stays
from droidground.clock import Clock
from droidground.device.events import InputEvent
from droidground.device.motion import moved_parts, reach, share_of
from droidground.device.observation import Observation, Settled
from droidground.errors import DeviceError, HierarchyFailed, ScreenProtected, UiAutomationBusy
from droidground.geometry import Box
from droidground.grounding.location import Location
from droidground.screen import Screenshot
from droidground.ui_tree import UiNode, UiTree

LARGE_SHARE = 0.15
"""Share of the screen from which on a change is another page, a list that moved, a keyboard."""
MANY_FRAMES = 15
"""Of a screen that moves between so many, it is seen that it moves all the time."""
HIDDEN_SHARE = 0.5
"""Share of the screen from which on what moves by itself hides what else may have changed."""


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
    why: str = ""
    """How the effect is known."""
    view: UiNode | None = None
    """The view under the touch, where the hierarchy tells."""
    location: Location | None = None
    """Where the words were; None when the action named no words."""
    trouble: DeviceError | None = None
    """What went wrong after the action was delivered."""
    reactions: tuple[Step, ...] = ()
    """What was done before it about what was in the way."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    read_back: ReadBack | None = None
    """Of a text that was typed: what the field told afterwards."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An effect and how it is known."""

    effect: Effect
    why: str


class Eyes(Protocol):
    """What a closer look needs."""

    def capture(self) -> Screenshot:
        """Read a frame."""

    def ui_tree(self) -> UiTree:
        """Read the view hierarchy. Raises a `DeviceError`."""


def judge_effect(
    before: Observation | None,
    after: Settled | None,
    trouble: DeviceError | None = None,
    within: Box | None = None,
) -> Judgement | None:
    """Compare the screen around an action; None when only a closer look can tell.

    The status bar and what moved before do not count, nor what lies outside of `within`. A screen
    that is all black shows nothing: then the answer is `unknown`. One that could be read before and
    is protected now has changed.
    """
    if isinstance(trouble, ScreenProtected) and before is not None:
        return Judgement(Effect.CHANGED, "the screen is protected now")
    if before is None or after is None:
        return Judgement(Effect.UNKNOWN, "the screen could not be read")
    old, new = before.screenshot, after.screenshot
    if old.size != new.size:
        return Judgement(Effect.CHANGED, "the screen turned")
    if not old.pixels.any() and not new.pixels.any():
        return Judgement(Effect.UNKNOWN, "the screen is black")
    parts = moved_parts(old, new, ignored(before, within))
    if not parts and after.is_stable and not _is_hidden(before):
        return Judgement(Effect.NO_CHANGE, "nothing moved but what moves by itself")
    if share_of(parts, new) >= LARGE_SHARE and after.is_stable:
        return Judgement(Effect.CHANGED, "much of the screen changed")
    return None


def look_closer(
    eyes: Eyes, before: Observation, after: Settled, clock: Clock, within: Box | None = None
) -> Judgement:
    """Ask the hierarchy what changed, and where it does not know, watch whether it stays so.

    Raises a `DeviceError` when the screen cannot be read any more.
    """
    told = _told(eyes, before)
    if told:
        return Judgement(Effect.CHANGED, told)
    if _is_hidden(before):
        return Judgement(Effect.UNKNOWN, "the screen never stands still")
    if not after.is_stable and after.frames >= MANY_FRAMES:
        return Judgement(Effect.CHANGED, "something began to move and goes on")
    parts = moved_parts(before.screenshot, after.screenshot, ignored(before, within))
    if stays(eyes.capture, before.screenshot, after.screenshot, parts, clock):
        return Judgement(Effect.CHANGED, "a part of the screen changed and stays so")
    told = _told(eyes, before)
    if told:
        return Judgement(Effect.CHANGED, told)
    if not after.is_stable:
        return Judgement(Effect.UNKNOWN, "something moves, and may have done so before")
    return Judgement(Effect.NO_CHANGE, "what changed goes on changing by itself")


def ignored(before: Observation, within: Box | None = None) -> list[Box]:
    """Return what does not count: the status bar, what moved before, all outside of `within`."""
    frame = before.screenshot
    boxes = reach(before.moving, frame)
    if frame.display:
        boxes.append(frame.display.status_bar)
    if within:
        width, height = frame.size.width, frame.size.height
        boxes += [Box(0, 0, width, within.top), Box(0, within.bottom, width, height)]
        boxes += [Box(0, 0, within.left, height), Box(within.right, 0, width, height)]
    return boxes


def _told(eyes: Eyes, before: Observation) -> str | None:
    if before.tree is None:
        return None
    try:
        now = eyes.ui_tree()
    except (HierarchyFailed, UiAutomationBusy):
        return None
    return telling_change(before.tree, now, before.moving)


def _is_hidden(before: Observation) -> bool:
    """Tell whether most of the screen moves by itself, so that pixels tell nothing."""
    return share_of(before.moving, before.screenshot) >= HIDDEN_SHARE
