"""What an action did, on made-up screens that move by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from droidground.actions.effect import Effect, Judgement, judge_effect, look_closer
from droidground.device.motion import moved_parts, reach
from droidground.device.observation import Observation, Settled
from droidground.device.stable import wait_stable
from droidground.errors import DeviceOffline, HierarchyFailed, ScreenProtected
from droidground.geometry import Box, Size
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy
from tests.unit.test_clock import SteppedClock

SCREEN = Display(Size(1080, 2400), density=420)
FRAME_S = 0.1
"""What reading a frame takes."""
ACT_AT_S = 1.0

Pixels = NDArray[np.uint8]
Painter = Callable[[Pixels, float], None]
"""Draws at a time; the action happens at 1.0."""


@dataclass
class Scene:
    """A screen on which painters draw, seen frame by frame."""

    painters: list[Painter]
    views: Callable[[float], str] | None = None
    clock: SteppedClock = field(default_factory=lambda: SteppedClock(0.7))

    def capture(self) -> Screenshot:
        pixels = np.full((2400, 1080, 3), 240, np.uint8)
        for paint in self.painters:
            paint(pixels, self.clock.time)
        self.clock.sleep(FRAME_S)
        return Screenshot(pixels, SCREEN)

    def ui_tree(self) -> UiTree:
        if self.views is None:
            raise HierarchyFailed("none")
        return parse_hierarchy(f"<hierarchy>{self.views(self.clock.time)}</hierarchy>")

    def judge(self) -> Judgement:
        bar = [SCREEN.status_bar]
        first, tree = self.capture(), self.ui_tree() if self.views else None
        last = self.capture()
        before = Observation(last, tree, moving=moved_parts(first, last, bar))
        self.clock.time = max(self.clock.time, ACT_AT_S)
        after = wait_stable(
            self.capture,
            timeout_s=3,
            ignore=[*bar, *reach(before.moving, last)],
            before=last,
            clock=self.clock,
        )
        judged = judge_effect(before, after)
        return judged or look_closer(self, before, after, self.clock)


def fill(pixels: Pixels, box: Box, value: int = 20) -> None:
    pixels[box.top : box.bottom, box.left : box.right] = value


def ticking(pixels: Pixels, now: float) -> None:
    """A clock's digits, 10 dp wide, each second others."""
    for digit in range(3):
        fill(
            pixels,
            Box(400 + 40 * digit, 900, 430 + 40 * digit, 950),
            60 + int(now + 0.6) * 37 % 150,
        )


def caret(pixels: Pixels, now: float) -> None:
    if int(now * 2) % 2:
        fill(pixels, Box(500, 600, 505, 660))


def light(pixels: Pixels, now: float) -> None:
    """A dot of 12 dp that blinks once a second."""
    if int(now * 2) % 2:
        fill(pixels, Box(800, 600, 832, 632))


def spinner(pixels: Pixels, now: float) -> None:
    """A dot that runs around a ring of 48 dp, once a second."""
    angle = 2 * np.pi * now
    x, y = int(540 + 50 * np.cos(angle)), int(1500 + 50 * np.sin(angle))
    fill(pixels, Box(x - 14, y - 14, x + 14, y + 14))


def progress(pixels: Pixels, now: float) -> None:
    """A bar of 4 dp that takes 20 s."""
    fill(pixels, Box(0, 2000, int(54 * now), 2012))


def status_clock(pixels: Pixels, now: float) -> None:
    fill(pixels, Box(40, 10, 200, 50), int(now * 10) % 200)


def after_tap(box: Box, delay_s: float = 0.0, until_s: float = 99.0) -> Painter:
    """Something that is drawn some time after the action, and until when."""

    def paint(pixels: Pixels, now: float) -> None:
        if ACT_AT_S + delay_s <= now < ACT_AT_S + until_s:
            fill(pixels, box)

    return paint


def ripple(pixels: Pixels, now: float) -> None:
    """A highlight of a row that fades in 0.4 s."""
    passed = now - ACT_AT_S
    if 0 <= passed < 0.4:
        fill(pixels, Box(0, 1000, 1080, 1196), 240 - int(60 * (1 - passed / 0.4)))


def started(pixels: Pixels, now: float) -> None:
    """A spinner that the action started."""
    if now >= ACT_AT_S:
        spinner(pixels, now)


IDLE: list[Painter] = [ticking, caret, light, spinner, progress, status_clock]
SWITCH = Box(900, 500, 963, 563)


@pytest.mark.parametrize("painter", IDLE)
def test_what_moves_by_itself_is_no_change(painter: Painter) -> None:
    assert Scene([painter]).judge().effect is Effect.NO_CHANGE


@pytest.mark.parametrize("start_s", [0.5, 0.62, 0.74, 0.86, 0.98, 1.13, 1.31])
def test_all_of_it_together_is_no_change_at_any_moment(start_s: float) -> None:
    scene = Scene(IDLE)
    scene.clock.time = start_s
    assert scene.judge().effect is Effect.NO_CHANGE


@pytest.mark.parametrize(
    "painters",
    [
        [after_tap(SWITCH)],
        [after_tap(SWITCH, delay_s=0.4)],
        [after_tap(Box(0, 1500, 1080, 2400))],  # a keyboard
        [after_tap(Box(200, 2000, 900, 2100), until_s=2.0)],  # a toast
        [started],
        [after_tap(SWITCH), *IDLE],
        [after_tap(Box(0, 63, 1080, 2400)), *IDLE],  # another page
        [after_tap(SWITCH, delay_s=0.5), ripple],  # a slow app's highlight, then its answer
    ],
)
def test_what_the_action_did_is_changed(painters: list[Painter]) -> None:
    assert Scene(painters).judge().effect is Effect.CHANGED


def test_a_highlight_that_fades_and_dead_space_are_no_change() -> None:
    assert Scene([ripple]).judge().effect is Effect.NO_CHANGE
    held = after_tap(Box(0, 1000, 1080, 1196), until_s=0.5)
    assert Scene([held]).judge().effect is Effect.NO_CHANGE
    assert Scene([]).judge().effect is Effect.NO_CHANGE


def node(text: str = "", **flags: str) -> str:
    more = " ".join(f'{name}="{value}"' for name, value in flags.items())
    return f'<node class="android.widget.Switch" text="{text}" bounds="[0,300][1080,700]" {more}/>'


def test_the_hierarchy_tells_at_once_what_a_switch_is_now() -> None:
    scene = Scene(
        [after_tap(SWITCH), ticking],
        lambda now: node("Wi-Fi", checked="true" if now > ACT_AT_S else "false"),
    )
    judged = scene.judge()
    assert (judged.effect, judged.why) == (Effect.CHANGED, "Switch 'Wi-Fi' is checked now")
    assert scene.clock.time < ACT_AT_S + 0.5


def test_numbers_that_count_alone_are_watched_and_words_are_not() -> None:
    counting = Scene([ticking], lambda now: node(f"12:00:{int(now + 0.6):02}"))
    assert counting.judge().effect is Effect.NO_CHANGE
    said = Scene([after_tap(SWITCH)], lambda now: node("Stop" if now > ACT_AT_S else "Start"))
    assert said.judge().why == "'Start' became 'Stop'"
    counted = Scene([after_tap(SWITCH)], lambda now: node(f"{int(now >= ACT_AT_S)} taps"))
    assert counted.judge().effect is Effect.CHANGED


def test_a_screen_that_moves_all_over_tells_nothing_without_a_hierarchy() -> None:
    def film(pixels: Pixels, now: float) -> None:
        pixels[100:] = int(now * 1000) % 256

    assert Scene([film]).judge().effect is Effect.UNKNOWN
    assert Scene([film], lambda now: node("x")).judge().effect is Effect.UNKNOWN
    paused = Scene([film], lambda now: node("Pause" if now < ACT_AT_S else "Play") + node())
    assert paused.judge().effect is Effect.UNKNOWN, "all views lie on what moves"


def frame(*dark: Box, width: int = 1080, height: int = 2400) -> Screenshot:
    pixels = np.full((height, width, 3), 240, np.uint8)
    for box in dark:
        fill(pixels, box)
    return Screenshot(pixels, Display(Size(width, height), density=420))


def judge(
    after: Screenshot | None, trouble: ScreenProtected | DeviceOffline | None = None
) -> Effect:
    settled = Settled(after, is_stable=True) if after else None
    judged = judge_effect(Observation(frame()), settled, trouble)
    assert judged is not None
    return judged.effect


def test_a_status_bar_around_a_cutout_is_as_high_as_the_cutout() -> None:
    display = Display(Size(1080, 2400), density=420, cutout_top=128)
    before, after = (
        Screenshot(shot.pixels, display) for shot in (frame(), frame(Box(40, 60, 200, 110)))
    )
    judged = judge_effect(Observation(before), Settled(after, is_stable=True))
    assert judged is not None
    assert judged.effect is Effect.NO_CHANGE


def test_turned_protected_and_unreadable_screens() -> None:
    assert judge(frame(width=2400, height=1080)) is Effect.CHANGED
    assert judge(None, ScreenProtected("FLAG_SECURE")) is Effect.CHANGED
    assert judge(None, DeviceOffline("gone")) is Effect.UNKNOWN
    judged = judge_effect(None, Settled(frame(), is_stable=True))
    assert judged is not None
    assert judged.effect is Effect.UNKNOWN


def test_two_black_frames_tell_nothing() -> None:
    black = Screenshot(np.zeros((2400, 1080, 3), np.uint8))
    judged = judge_effect(Observation(black), Settled(black, is_stable=True))
    assert judged is not None
    assert judged.effect is Effect.UNKNOWN


def test_only_the_part_that_was_scrolled_counts() -> None:
    elsewhere = Settled(frame(Box(0, 100, 1080, 900)), is_stable=True)
    judged = judge_effect(Observation(frame()), elsewhere, within=Box(0, 1000, 1080, 2400))
    assert judged is not None
    assert judged.effect is Effect.NO_CHANGE
