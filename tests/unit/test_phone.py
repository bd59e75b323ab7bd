"""Phone against a handset that only remembers: what is sent, and when nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from droidground.actions import Direction, Effect, Swipe
from droidground.device import events
from droidground.device.observation import Observation, Settled
from droidground.errors import (
    AmbiguousTarget,
    DeviceOffline,
    HierarchyFailed,
    InvalidAction,
    ScreenProtected,
    StaleLocation,
    TargetNotFound,
)
from droidground.geometry import Box, Point, Rotation, Size
from droidground.grounding.location import Candidate, Location, Reason
from droidground.phone import Phone
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree

PORTRAIT = Display(Size(1080, 2400), Rotation.R0, 420)
LANDSCAPE = Display(Size(2400, 1080), Rotation.R90, 420)


def frame(display: Display = PORTRAIT, scale: int = 1) -> Screenshot:
    height, width = display.size.height // scale, display.size.width // scale
    return Screenshot(np.zeros((height, width, 3), np.uint8) + 99, display, density=420)


@dataclass
class RememberingHandset:
    """Shows one frame and remembers what was done to it."""

    serial: str = "test"
    shown: Screenshot = field(default_factory=frame)
    now: Display = PORTRAIT
    after: Screenshot | None = None
    trouble: DeviceOffline | ScreenProtected | None = None
    is_protected: bool = False
    done: list[events.InputEvent] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)

    def capture(self) -> Screenshot:
        self.looks.append("capture")
        if self.is_protected:
            raise ScreenProtected("FLAG_SECURE")
        return self.shown

    def observe(self) -> Observation:
        self.looks.append("observe")
        return Observation(self.shown, None, {"screenshot": 1.0, "tree": 2.0})

    def display(self) -> Display:
        return self.now

    def act(self, event: events.InputEvent) -> None:
        self.done.append(event)

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        if self.trouble:
            raise self.trouble
        return Settled(self.after or self.shown, is_stable=True)

    def ui_tree(self) -> UiTree:
        raise HierarchyFailed("no tree")

    def close(self) -> None:
        self.looks.append("close")

    def find_package(self, name: str) -> str:
        return f"com.example.{name.lower()}"


@dataclass(frozen=True)
class ScriptedGrounder:
    """Knows where some words are."""

    places: dict[str, Point]
    name: str = "scripted"

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        location = Location(words, self.name, screenshot, reason=Reason.ABSENT)
        if words == "twins":
            twin = Candidate(Point(1, 1), Box(0, 0, 2, 2), 0.9, "tree", "Twin")
            return replace(location, reason=Reason.AMBIGUOUS, candidates=(twin, twin))
        if words not in self.places:
            return location
        point = self.places[words]
        return replace(
            location,
            reason=None,
            point=point,
            origin=screenshot.space.center_of(point),
            transform=screenshot.to_input(),
        )


WORDS = {"Wi-Fi toggle": Point(970, 556), "bin": Point(100, 2000)}


def phone(handset: RememberingHandset) -> Phone:
    return Phone(handset, ScriptedGrounder(WORDS))


def test_words_become_one_tap_and_the_step_tells_all() -> None:
    handset = RememberingHandset()
    step = phone(handset).tap("Wi-Fi toggle")
    assert handset.done == [events.TapAt(Point(970, 556))]
    assert handset.looks == ["observe"]
    assert step.effect is Effect.NO_CHANGE
    assert step.location is not None
    assert set(step.timings_ms) == {"screenshot", "tree", "locate", "act", "settle", "effect"}


def test_a_smaller_frame_is_mapped_to_input_pixels() -> None:
    handset = RememberingHandset(shown=frame(scale=2))
    Phone(handset, ScriptedGrounder({"x": Point(0, 1199)})).tap("x")
    assert handset.done == [events.TapAt(Point(1, 2399))]


def test_absent_and_ambiguous_words_touch_nothing() -> None:
    handset = RememberingHandset()
    with pytest.raises(TargetNotFound, match="'Bluetooth' is not on the screen") as absent:
        phone(handset).tap("Bluetooth")
    with pytest.raises(AmbiguousTarget, match="'Twin' at 1,1"):
        phone(handset).tap("twins")
    assert handset.done == []
    assert absent.value.screenshot is handset.shown


def test_a_screen_that_turned_since_it_was_read_is_not_touched() -> None:
    handset = RememberingHandset(now=LANDSCAPE)
    with pytest.raises(StaleLocation, match="1080x2400 at 0 degrees.*2400x1080 at 90") as caught:
        phone(handset).tap("Wi-Fi toggle")
    assert handset.done == []
    assert (caught.value.seen, caught.value.now) == (PORTRAIT, LANDSCAPE)


def test_a_location_kept_from_before_is_refused_on_another_display() -> None:
    handset = RememberingHandset()
    location = phone(handset).locate("Wi-Fi toggle")
    handset.shown, handset.now = frame(LANDSCAPE), LANDSCAPE
    with pytest.raises(StaleLocation):
        phone(handset).tap(location)
    handset.now = PORTRAIT
    phone(handset).tap(location)
    assert handset.done == [events.TapAt(Point(970, 556))]


def test_a_location_from_an_image_file_cannot_be_touched() -> None:
    image = Screenshot(frame().pixels)
    location = ScriptedGrounder(WORDS).locate(image, "bin")
    handset = RememberingHandset()
    with pytest.raises(InvalidAction, match="image file"):
        phone(handset).tap(location)
    assert handset.done == []


@pytest.mark.parametrize("point", [Point(1080, 5), Point(5, 2400), Point(-1, 5)])
def test_a_point_outside_the_screen_is_an_error_that_says_the_size(point: Point) -> None:
    handset = RememberingHandset()
    with pytest.raises(InvalidAction, match="outside the screen of 1080x2400"):
        phone(handset).tap(point)
    assert handset.done == []


def test_a_point_needs_no_view_hierarchy() -> None:
    handset = RememberingHandset()
    phone(handset).tap(Point(1079, 2399))
    assert handset.done == [events.TapAt(Point(1079, 2399))]
    assert handset.looks == ["capture", "capture"]


def test_both_ends_of_a_drag_are_found_on_one_frame() -> None:
    handset = RememberingHandset()
    phone(handset).drag("Wi-Fi toggle", "bin")
    assert handset.looks == ["observe"]
    (sent,) = handset.done
    assert isinstance(sent, events.DragAlong)
    assert (sent.start, sent.end) == (WORDS["Wi-Fi toggle"], WORDS["bin"])


def test_a_swipe_up_moves_the_finger_up_and_a_scroll_down_does_too() -> None:
    handset = RememberingHandset()
    phone(handset).swipe(Direction.UP)
    phone(handset).scroll(Direction.DOWN)
    phone(handset).perform(Swipe(Direction.LEFT, start=Point(540, 1200)))
    up, down, left = handset.done
    assert isinstance(up, events.SwipeAlong)
    assert isinstance(down, events.SwipeAlong)
    assert isinstance(left, events.SwipeAlong)
    assert up.start.y > up.end.y
    assert down.start.y > down.end.y
    assert down.duration_ms > up.duration_ms
    assert left.start == Point(540, 1200)
    assert left.end.x < 540


def test_a_protected_screen_can_still_be_left() -> None:
    handset = RememberingHandset(is_protected=True)
    step = phone(handset).back()
    assert handset.done == [events.KeyPress("BACK")]
    assert step.before is None
    assert step.effect is Effect.UNKNOWN


def test_what_fails_after_a_tap_does_not_hide_that_it_was_sent() -> None:
    handset = RememberingHandset(trouble=DeviceOffline("unplugged"))
    step = phone(handset).tap("bin")
    assert handset.done == [events.TapAt(WORDS["bin"])]
    assert step.effect is Effect.UNKNOWN
    assert step.after is None
    assert step.trouble is handset.trouble


def test_an_app_is_opened_by_its_package() -> None:
    handset = RememberingHandset()
    phone(handset).open("Clock")
    assert handset.done == [events.LaunchApp("com.example.clock")]


def test_waiting_ends_with_the_last_look() -> None:
    handset = RememberingHandset()
    assert phone(handset).wait_for("bin", timeout_s=0).point == WORDS["bin"]
    with pytest.raises(TargetNotFound):
        phone(handset).wait_for("Bluetooth", timeout_s=0)
