"""What is scored by knowing nothing: the null agent, the screen's centre, random places."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from droidground.actions import Tap, Wait
from droidground.geometry import Point, Size
from droidground.grounding.location import Reason
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.sample import Sample, TargetSample

DRAWS = 8
"""Random places tried for each sample."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A way to answer without looking."""

    name: str
    needs_size: bool
    answers: Callable[[Sample, Size], Iterator[Prediction]]
    """Yields the answers to one sample, each counting the same."""


def _null(sample: Sample, size: Size) -> Iterator[Prediction]:
    if isinstance(sample, TargetSample):
        reason = Reason.ABSENT.value
        yield Prediction(0, sample.id, outcome=Outcome.REFUSED, reason=reason, frame=size)
    else:
        yield Prediction(0, sample.id, action=Wait(), frame=size)


def _centre(sample: Sample, size: Size) -> Iterator[Prediction]:
    yield _at(sample, size, Point(size.width // 2, size.height // 2))


def _random(sample: Sample, size: Size) -> Iterator[Prediction]:
    chance = random.Random(sample.id)
    for _ in range(DRAWS):
        yield _at(sample, size, Point(chance.randrange(size.width), chance.randrange(size.height)))


def _at(sample: Sample, size: Size, point: Point) -> Prediction:
    if isinstance(sample, TargetSample):
        return Prediction(0, sample.id, point=(point.x, point.y), frame=size)
    return Prediction(0, sample.id, action=Tap(point), frame=size)


FLOORS = (
    Floor("null", False, _null),
    Floor("centre", True, _centre),
    Floor("random", True, _random),
)
"""null refuses every target and waits at every step; centre and random tap at every one."""
