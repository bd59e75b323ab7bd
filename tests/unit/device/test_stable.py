import itertools
from collections.abc import Iterator

import numpy as np

from droidground.device.stable import is_same, wait_stable
from droidground.geometry import Box
from droidground.screen import Screenshot


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


QUARTER = Box(0, 0, 50, 50)


def shot(value: int, where: Box = QUARTER) -> Screenshot:
    pixels = np.zeros((100, 100, 3), np.uint8)
    pixels[where.top : where.bottom, where.left : where.right] = value
    return Screenshot(pixels)


def frames(*values: int) -> Iterator[Screenshot]:
    yield from (shot(value) for value in values)
    while True:
        yield shot(values[-1])


def test_a_quarter_of_a_second_without_change_ends_the_wait() -> None:
    clock = FakeClock()
    source = frames(10, 60, 120, 180)
    settled = wait_stable(lambda: next(source), timeout_s=3, clock=clock)
    assert settled.is_stable
    assert settled.screenshot.pixels[0, 0, 0] == 180
    assert 0.35 < clock.time < 0.5


def test_an_answer_that_comes_late_is_waited_for() -> None:
    clock = FakeClock()

    def capture() -> Screenshot:
        return shot(0 if clock.time < 0.2 else 255)

    assert wait_stable(capture, timeout_s=3, clock=clock).screenshot.pixels[0, 0, 0] == 255


def test_a_screen_that_never_stands_still_is_told_not_raised() -> None:
    clock = FakeClock()
    values = itertools.cycle([0, 100, 200])
    settled = wait_stable(lambda: shot(next(values)), timeout_s=2, clock=clock)
    assert not settled.is_stable
    assert clock.time >= 2


def test_ignored_boxes_may_move() -> None:
    clock, values = FakeClock(), itertools.cycle([0, 100, 200])
    bar = Box(0, 0, 100, 50)
    settled = wait_stable(lambda: shot(next(values), bar), timeout_s=2, ignore=[bar], clock=clock)
    assert settled.is_stable


def test_a_caret_is_no_change_and_a_switch_is() -> None:
    assert is_same(shot(0), shot(255, Box(0, 0, 6, 60)))
    assert not is_same(shot(0), shot(255, Box(0, 0, 63, 63)))
