"""Searching by scrolling, in made-up lists that move as a finger does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from droidground.device import events
from droidground.device.observation import Observation, Settled
from droidground.errors import AmbiguousTarget, TargetNotFound
from droidground.geometry import Box, Size
from droidground.grounding.elements import ElementsGrounder
from droidground.grounding.location import Location, Reason
from droidground.phone import Phone
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy

SCREEN = Display(Size(1080, 2400), density=420)
ROW = 200


@dataclass
class Scroller:
    """A list of rows, or a pager of columns, in a box."""

    words: list[str]
    box: Box
    name: str = "androidx.recyclerview.widget.RecyclerView"
    row: int = ROW
    offset: int = 0

    @property
    def is_sideways(self) -> bool:
        return "Pager" in self.name

    def move(self, event: events.SwipeAlong) -> None:
        if not self.box.contains(event.start):
            return
        length = self.box.width if self.is_sideways else self.box.height
        start, end = event.start, event.end
        moved = start.x - end.x if self.is_sideways else start.y - end.y
        last = max(0, self.row * len(self.words) - length)
        self.offset = max(0, min(last, self.offset + moved))

    def draw(self, pixels: NDArray[np.uint8]) -> str:
        """Draw the rows and return their nodes."""
        nodes = []
        for index, words in enumerate(self.words):
            at = index * self.row - self.offset
            box = (
                Box(
                    self.box.left + at, self.box.top, self.box.left + at + self.row, self.box.bottom
                )
                if self.is_sideways
                else Box(
                    self.box.left, self.box.top + at, self.box.right, self.box.top + at + self.row
                )
            )
            seen = box.intersection(self.box)
            if seen:
                pixels[seen.top : seen.bottom, seen.left : seen.right] = 40 + 37 * index % 200
                nodes.append(node("android.widget.TextView", seen, words))
        return node(self.name, self.box, "", "".join(nodes), scrollable="true")


def node(name: str, box: Box, text: str, inside: str = "", **flags: str) -> str:
    more = " ".join(f'{key}="{value}"' for key, value in flags.items())
    bounds = f"[{box.left},{box.top}][{box.right},{box.bottom}]"
    return f'<node class="{name}" text="{text}" bounds="{bounds}" {more}>{inside}</node>'


@dataclass
class ListHandset:
    """Shows scrollers and moves them."""

    scrollers: list[Scroller]
    has_tree: bool = True
    serial: str = "test"
    done: list[events.InputEvent] = field(default_factory=list)

    def _look(self) -> Observation:
        pixels = np.zeros((2400, 1080, 3), np.uint8)
        nodes = "".join(scroller.draw(pixels) for scroller in self.scrollers)
        tree = parse_hierarchy(f'<hierarchy rotation="0">{nodes}</hierarchy>')
        return Observation(Screenshot(pixels, SCREEN), tree if self.has_tree else None)

    def capture(self) -> Screenshot:
        return self._look().screenshot

    def observe(self) -> Observation:
        return self._look()

    def display(self) -> Display:
        return SCREEN

    def act(self, event: events.InputEvent) -> None:
        self.done.append(event)
        assert isinstance(event, events.SwipeAlong), "only swipes scroll"
        for scroller in self.scrollers:
            scroller.move(event)

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        return Settled(self.capture(), is_stable=True)

    def ui_tree(self) -> UiTree:
        tree = self._look().tree
        assert tree is not None
        return tree

    def close(self) -> None:
        """Nothing was started."""

    def find_package(self, name: str) -> str:
        return name


class Blind:
    """Finds nothing."""

    name = "blind"

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        return Location(words, self.name, screenshot, reason=Reason.ABSENT)


LIST = Box(0, 200, 1080, 2300)
NOWHERE = Box(0, 0, 0, 0)


def rows(count: int) -> list[str]:
    return [f"Row number {index}" for index in range(count)]


def phone(*scrollers: Scroller) -> tuple[Phone, ListHandset]:
    handset = ListHandset(list(scrollers))
    return Phone(handset, ElementsGrounder()), handset


def test_what_is_on_the_screen_already_takes_no_scroll() -> None:
    hand, handset = phone(Scroller(rows(40), LIST))
    assert hand.scroll_to("Row number 3").scrolls == 0
    assert handset.done == []


@pytest.mark.parametrize(("start", "words"), [(0, "Row number 39"), (5000, "Row number 0")])
def test_both_ends_of_a_list_are_reached(start: int, words: str) -> None:
    hand, handset = phone(Scroller(rows(40), LIST, offset=start))
    found = hand.scroll_to(words)
    assert found.location.point is not None
    assert found.scrolls == len(handset.done)
    assert 3 <= found.scrolls <= 10
    shown = handset.observe().tree
    under = shown.at(found.location.point) if shown else None
    assert under is not None
    assert under.text == words


def test_what_is_in_no_end_is_absent_after_both_were_reached() -> None:
    hand, handset = phone(Scroller(rows(30), LIST, offset=2000))
    with pytest.raises(TargetNotFound, match="both ends were reached") as caught:
        hand.scroll_to("Warp drive")
    assert handset.scrollers[0].offset == 0
    assert caught.value.screenshot is not None
    assert len(handset.done) <= 10


def test_a_budget_ends_an_endless_list() -> None:
    hand, handset = phone(Scroller(rows(10_000), LIST))
    with pytest.raises(TargetNotFound, match="in 7 scrolls; an end was not reached"):
        hand.scroll_to("Warp drive", max_scrolls=7)
    assert len(handset.done) == 7


def test_a_pager_is_scrolled_sideways() -> None:
    pages = [f"Page {name}" for name in ("one", "two", "three", "four")]
    hand, handset = phone(Scroller(pages, LIST, "androidx.viewpager.widget.ViewPager", row=1080))
    assert hand.scroll_to("Page four").location.found
    assert hand.scroll_to("Page one").location.found
    with pytest.raises(TargetNotFound, match="both ends"):
        hand.scroll_to("Page five")
    swipes = [event for event in handset.done if isinstance(event, events.SwipeAlong)]
    assert all(swipe.start.y == swipe.end.y for swipe in swipes)


def test_the_list_is_scrolled_and_not_what_lies_beside_it() -> None:
    chips = Scroller(["Chip"], Box(0, 200, 1080, 400), "android.widget.HorizontalScrollView")
    side = Scroller([f"Side {name}" for name in "abcdefgh"], Box(0, 400, 300, 1400))
    main = Scroller(rows(40), Box(300, 400, 1080, 2300))
    hand, _ = phone(chips, side, main)
    assert hand.scroll_to("Row number 30").location.found
    assert side.offset == 0
    assert hand.scroll_to("Side h", within="Side b").location.found
    assert main.offset > 0
    assert hand.scroll_to("Side a").location.found
    assert main.offset == 0, "the larger list was searched to both ends first"


def test_a_sliver_at_the_edge_is_scrolled_further_in() -> None:
    box = Box(0, 200, 1080, 2300)
    hand, _ = phone(Scroller(rows(40), box, offset=0, row=ROW))
    hand.handset.scrollers[0].offset = 20  # type: ignore[attr-defined]
    found = hand.scroll_to("Row number 17")
    assert found.location.box is not None
    assert found.location.box.height >= 63


def test_two_that_are_meant_end_the_search() -> None:
    hand, _ = phone(Scroller([*rows(20), "Twin", "Twin", *rows(5)], LIST))
    with pytest.raises(AmbiguousTarget):
        hand.scroll_to("Twin")


def test_without_a_hierarchy_the_whole_screen_is_scrolled_to_both_ends() -> None:
    handset = ListHandset([Scroller(rows(30), Box(0, 100, 1080, 2400))], has_tree=False)
    with pytest.raises(TargetNotFound, match="both ends"):
        Phone(handset, Blind()).scroll_to("Warp drive")
    assert len(handset.done) >= 4


def test_the_innermost_at_a_place_is_scrolled_its_own_way() -> None:
    cards = Scroller(
        [f"Card {name}" for name in "abcdefgh"], Box(0, 400, 1080, 700), "ViewPager", row=300
    )
    page = Scroller(rows(40), LIST)
    hand, _ = phone(page, cards)
    assert hand.scroll_to("Card h", within="Card b").location.found
    assert page.offset == 0


@dataclass
class Page(Scroller):
    """A list in which another one lies, that goes off the screen with it."""

    inner: Scroller = field(default_factory=lambda: Scroller(rows(3), LIST))
    top: int = 0

    def move(self, event: events.SwipeAlong) -> None:
        before = self.inner.offset
        self.inner.move(event)
        if self.inner.offset == before:
            super().move(event)

    def draw(self, pixels: NDArray[np.uint8]) -> str:
        whole = super().draw(pixels)
        top = self.box.top + self.top - self.offset
        is_seen = top + 500 > self.box.top
        self.inner.box = Box(140, max(top, self.box.top), 940, top + 500) if is_seen else NOWHERE
        return whole + (self.inner.draw(pixels) if is_seen else "")


def test_a_list_that_comes_into_sight_only_at_an_end_is_searched_too() -> None:
    inner = Scroller([f"Inner {name}" for name in "abcdefgh"], LIST)
    page = Page(rows(40), LIST, inner=inner, top=200, offset=5900)
    hand, _ = phone(page)
    assert hand.scroll_to("Inner h").location.found
    assert page.offset == 0


def test_at_the_end_of_an_inner_list_its_page_is_not_scrolled_away() -> None:
    inner = Scroller([f"Inner {name}" for name in "abcdefgh"], LIST, offset=1100)
    page = Page(rows(40), LIST, inner=inner, top=200)
    hand, handset = phone(page)
    assert hand.scroll_to("Inner a").location.found
    assert len(handset.done) < 20
