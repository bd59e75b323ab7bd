from __future__ import annotations

import numpy as np
import pytest

from droidground.actions import Effect, judge_effect
from droidground.device.observation import Settled
from droidground.errors import DeviceOffline, ScreenProtected
from droidground.geometry import Box, Size
from droidground.screen import Display, Screenshot


def frame(*dark: Box, width: int = 1080, height: int = 2400) -> Screenshot:
    pixels = np.full((height, width, 3), 240, np.uint8)
    for box in dark:
        pixels[box.top : box.bottom, box.left : box.right] = 20
    return Screenshot(pixels, Display(Size(width, height), density=420))


def judge(after: Screenshot, *, is_stable: bool = True) -> Effect:
    return judge_effect(frame(), Settled(after, is_stable))


def test_a_24_dp_switch_that_flips_has_changed() -> None:
    assert judge(frame(Box(900, 500, 963, 563))) is Effect.CHANGED


@pytest.mark.parametrize(
    "after",
    [
        frame(),
        frame(Box(40, 10, 200, 50)),  # the clock in the status bar, which is 63 px high
        frame(Box(500, 900, 505, 960)),  # a caret of 2 dp
    ],
)
def test_clock_and_caret_are_no_change(after: Screenshot) -> None:
    assert judge(after) is Effect.NO_CHANGE


def test_a_status_bar_around_a_cutout_is_as_high_as_the_cutout() -> None:
    clock = frame(Box(40, 60, 200, 110))
    assert judge(clock) is Effect.CHANGED
    display = Display(Size(1080, 2400), density=420, cutout_top=128)
    before, after = (Screenshot(shot.pixels, display) for shot in (frame(), clock))
    assert judge_effect(before, Settled(after, is_stable=True)) is Effect.NO_CHANGE


def test_a_screen_that_never_stands_still_tells_nothing() -> None:
    assert judge(frame(Box(100, 900, 800, 1500)), is_stable=False) is Effect.UNKNOWN


def test_a_turned_screen_has_changed() -> None:
    assert judge(frame(width=2400, height=1080)) is Effect.CHANGED


def test_a_screen_that_becomes_protected_has_changed_and_one_that_was_is_unknown() -> None:
    protected = ScreenProtected("FLAG_SECURE")
    assert judge_effect(frame(), None, protected) is Effect.CHANGED
    assert judge_effect(None, None, protected) is Effect.UNKNOWN
    assert judge_effect(None, Settled(frame(), is_stable=True)) is Effect.UNKNOWN


def test_two_black_frames_tell_nothing() -> None:
    black = Screenshot(np.zeros((2400, 1080, 3), np.uint8))
    assert judge_effect(black, Settled(black, is_stable=True)) is Effect.UNKNOWN
    assert judge_effect(black, Settled(frame(), is_stable=True)) is Effect.CHANGED


def test_a_screen_that_cannot_be_read_any_more_is_unknown() -> None:
    assert judge_effect(frame(), None, DeviceOffline("gone")) is Effect.UNKNOWN
