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


POP_UP = Box(100, 900, 980, 1500)


@dataclass
class PopUp(Dialogs):
    """An app whose own pop-up leaves its page in the hierarchy, with or without a scrim below."""

    scrim: Box | None = Box(0, 0, 1080, 2400)
    is_window: bool = False

    def observe(self) -> Observation:
        page = view("Button", Box(200, 1000, 800, 1100), "Take photo")
        button = view("Button", Box(200, 1300, 500, 1400), "Not now")
        around = POP_UP if self.is_window else self.scrim
        over = view("FrameLayout", around, inside=button) if self.over and around else ""
        page = view("FrameLayout", SCREEN_BOX, inside=page + ("" if self.is_window else over))
        windows = over + page if self.is_window else page
        tree = parse_hierarchy(f'<hierarchy rotation="0">{windows}</hierarchy>')
        pixels = np.full((2400, 1080, 3), 30 * len(self.over), np.uint8)
        return Observation(Screenshot(pixels, SCREEN), tree)


SCREEN_BOX = Box(0, 0, 1080, 2400)


def view(kind: str, box: Box, text: str = "", inside: str = "") -> str:
    bounds = f"[{box.left},{box.top}][{box.right},{box.bottom}]"
    attributes = f'class="android.widget.{kind}" text="{text}" package="app" bounds="{bounds}"'
    return f'<node {attributes} clickable="{str(kind == "Button").lower()}">{inside}</node>'


@pytest.mark.parametrize(
    "handset",
    [
        PopUp(["Not now"]),
        PopUp(["Not now"], scrim=POP_UP),
        PopUp(["Not now"], is_window=True),
    ],
)
def test_a_pop_up_of_the_app_itself_is_in_the_way_of_what_it_covers(handset: PopUp) -> None:
    hand = phone(handset)
    reaction = hand.when("Not now").tap("Not now")
    assert hand.tap("Take photo").reactions == tuple(reaction.steps)
    assert [point.y for point in handset.taps] == [1350, 1050]


def test_what_lies_beside_a_target_is_not_in_its_way() -> None:
    handset = PopUp(["Not now"], scrim=Box(0, 1200, 1080, 2400))
    hand = phone(handset)
    reaction = hand.when("Not now").tap("Not now")
    hand.tap("Take photo")
    assert (reaction.steps, len(handset.taps)) == ([], 1)
