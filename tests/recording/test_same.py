"""A touch may lie anywhere in what was touched when it was recorded, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from droidground.device.events import LongPressAt, TapAt
from droidground.errors import ReplayMismatch
from droidground.geometry import Box, Point
from droidground.recording import ReplayPhone, replay


@pytest.fixture
def before_the_tap(recorded: Path) -> tuple[ReplayPhone, Box]:
    """A replay right before its first tap, and the box, in input pixels, of what that touches."""
    phone = replay(recorded)
    phone.open("Settings")
    box = phone.locate("Network & internet").box
    assert box is not None
    return phone, box


def test_inside_is_the_same(before_the_tap: tuple[ReplayPhone, Box]) -> None:
    phone, box = before_the_tap
    phone.handset.act(TapAt(Point(box.right - 1, box.bottom - 1)))


def test_outside_is_a_mismatch_that_says_where(before_the_tap: tuple[ReplayPhone, Box]) -> None:
    phone, box = before_the_tap
    with pytest.raises(ReplayMismatch, match="outside of what was touched") as caught:
        phone.handset.act(TapAt(Point(box.right, box.bottom - 1)))
    assert f"{box.right},{box.bottom - 1}" in caught.value.message


def test_another_gesture_there_is_a_mismatch(before_the_tap: tuple[ReplayPhone, Box]) -> None:
    phone, box = before_the_tap
    with pytest.raises(ReplayMismatch, match="LongPressAt is done where Tap"):
        phone.handset.act(LongPressAt(box.center))
