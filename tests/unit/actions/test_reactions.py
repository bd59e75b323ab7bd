"""What comes into the way is dealt with when it is in the way, and only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from droidground.actions import Effect
from droidground.device import events
from droidground.device.observation import Observation, Settled
from droidground.errors import TargetNotFound
from droidground.geometry import Box, Point, Size
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy
from tests.unit.test_clock import SteppedClock

SCREEN = Display(Size(1080, 2400), density=420)


@dataclass
class Dialogs:
    """An app with one button; dialogs lie over it until their button is tapped."""

    over: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=lambda: ["Take photo"])
    is_stubborn: bool = False
    serial: str = "test"
    taps: list[Point] = field(default_factory=list)
    looks: int = 0

    def capture(self) -> Screenshot:
        return self.observe().screenshot

    def observe(self) -> Observation:
        self.looks += 1
        pixels = np.full((2400, 1080, 3), 30 * len(self.over), np.uint8)
        texts, package = (self.over[-1:], "permissions") if self.over else (self.under, "app")
        nodes = "".join(
            f'<node class="android.widget.Button" text="{text}" package="{package}" '
            f'clickable="true" bounds="[100,{300 + 200 * at}][900,{400 + 200 * at}]"/>'
            for at, text in enumerate(texts)
        )
        tree = parse_hierarchy(f'<hierarchy rotation="0">{nodes}</hierarchy>')
        return Observation(Screenshot(pixels, SCREEN), tree)

    def display(self) -> Display:
        return SCREEN

    def act(self, event: events.InputEvent) -> None:
        assert isinstance(event, events.TapAt)
        self.taps.append(event.point)
        if self.over and not self.is_stubborn:
            self.over.pop()

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        return Settled(self.capture(), is_stable=True)

    def ui_tree(self) -> UiTree:
        tree = self.observe().tree
        assert tree is not None
        return tree

    def close(self) -> None:
        """Nothing was started."""

    def find_package(self, name: str) -> str:
        return name


def phone(handset: Dialogs) -> Phone:
    return Phone(handset, ElementsGrounder(), SteppedClock())


def test_a_dialog_in_the_way_of_a_tap_is_answered_and_told() -> None:
    handset = Dialogs(over=["Allow"])
    hand = phone(handset)
    reaction = hand.when("Allow").tap("Allow")
    step = hand.tap("Take photo")
    assert len(handset.taps) == 2
    assert step.reactions == tuple(reaction.steps)
    assert [one.effect for one in step.reactions] == [Effect.CHANGED]
    assert hand.tap("Take photo").reactions == ()


def test_waits_scrolls_and_expectations_react_too() -> None:
    waits: list[Callable[[Phone], object]] = [
        lambda hand: hand.wait_for("Take photo"),
        lambda hand: hand.scroll_to("Take photo"),
        lambda hand: hand.expect("Take photo is visible"),
    ]
    for wait in waits:
        handset = Dialogs(over=["Not now", "Allow"])
        hand = phone(handset)
        reactions = [hand.when(words).tap(words) for words in ("Allow", "Not now")]
        wait(hand)
        assert [len(reaction.steps) for reaction in reactions] == [1, 1]


def test_nothing_is_done_when_nothing_is_in_the_way() -> None:
    handset = Dialogs(under=["Take photo", "Allow"])
    hand = phone(handset)
    reaction = hand.when("Allow").tap("Allow")
    hand.wait_for("Take photo")
    hand.tap("Take photo")
    assert reaction.steps == []
    handset.under = ["Take photo"]
    with pytest.raises(TargetNotFound, match="Warp"):
        hand.tap("Warp drive")
    assert reaction.steps == []


def test_another_app_in_front_is_reacted_to_before_what_it_shows_is_touched() -> None:
    handset = Dialogs()
    hand = phone(handset)
    reaction = hand.when("Allow").tap("Allow")
    hand.tap("Take photo")
    handset.over, handset.under = ["Allow"], ["Allow", "Done"]
    hand.tap("Allow")
    assert len(reaction.steps) == 1
    assert len(handset.taps) == 3


def test_a_dialog_that_stays_is_answered_a_few_times_only() -> None:
    handset = Dialogs(over=["Allow"], is_stubborn=True)
    hand = phone(handset)
    reaction = hand.when("Allow", times=2).tap("Allow")
    with pytest.raises(TargetNotFound, match="Take photo"):
        hand.tap("Take photo")
    assert len(reaction.steps) == len(handset.taps) == 2


def test_a_reaction_ends_with_its_block() -> None:
    handset = Dialogs(over=["Allow"])
    hand = phone(handset)
    with hand.when("Allow").tap("Allow") as reaction:
        pass
    with pytest.raises(TargetNotFound):
        hand.tap("Take photo")
    assert reaction.steps == []
    assert handset.taps == []
