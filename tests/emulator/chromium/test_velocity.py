"""The speed of a finger that leaves, as Android's VelocityTracker tells it."""

import pytest

from droidground_emulator.virtual.screen.base import Touch, TouchAction
from droidground_emulator.virtual.screen.chromium.velocity import fling_velocity


def path(*places: tuple[int, float]) -> list[Touch]:
    return [Touch(TouchAction.MOVE, 0, y, time_ms) for time_ms, y in places]


def test_even_motion_has_its_speed() -> None:
    moves = path(*((at, 2.0 * at) for at in range(0, 200, 10)))
    assert fling_velocity(moves, 195, 2.625) == pytest.approx((0, 2000))


def test_slowing_down_counts() -> None:
    moves = path(*((at, 4.0 * at - 0.015 * at * at) for at in range(0, 101, 10)))
    assert fling_velocity(moves, 100, 2.625)[1] == pytest.approx(1000)


@pytest.mark.parametrize("left", [141, 1000])
def test_finger_that_rested_is_still(left: int) -> None:
    assert fling_velocity(path((0, 0.0), (50, 500.0), (100, 1000.0)), left, 2.625) == (0, 0)


def test_bounds_are_androids() -> None:
    assert fling_velocity(path((0, 0.0), (10, 1.0)), 10, 2.625)[1] == 0
    assert fling_velocity(path((0, 0.0), (10, 1e6)), 10, 2.0)[1] == 16_000
