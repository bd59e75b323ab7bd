"""From what a model wrote about markers to what its numbers mean. Pure.

A convention is known by its extents: the number that stands for the right and for the bottom edge
of a scene. Numbers divided by extents are shares of the frame, to be held against the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from droidground.geometry import Size

HIT = 1.5
"""Radii of a marker that an answer may be away from its middle."""
LEAST_LEVER = 0.05
"""Shares of the frame that two markers must be apart to tell a slope."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One scene as a model saw it."""

    frame: Size
    fed: Size
    """The size of the model image."""
    own: tuple[float, float]
    """The extents that the profile's convention has here."""
    radius: float
    """Of the markers, in frame pixels."""


@dataclass(frozen=True, slots=True)
class Written:
    """One answer."""

    scene: int
    x: float
    """Where the marker is, as a share of the frame's width."""
    y: float
    first: float
    """The numbers as the model wrote them."""
    second: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """What numbers may mean."""

    name: str
    extents: tuple[tuple[float, float], ...]
    """For each scene: the number at the right and at the bottom edge."""
    is_swapped: bool = False
    """Whether y is written first."""

    def place(self, one: Written) -> tuple[float, float]:
        """Return where an answer points, as shares of the frame."""
        x, y = (one.second, one.first) if self.is_swapped else (one.first, one.second)
        width, height = self.extents[one.scene]
        return x / width, y / height


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a meaning explains the answers."""

    meaning: Meaning
    hits: float
    """Share of the answers that lie on their marker."""
    error: float
    """Median distance from the markers' middles, in frame pixels."""
    scale: tuple[float, float]
    """Of the answers about the truth, by axis; 1 is right."""
    offset: tuple[float, float]
    """Shares of the frame; 0 is right."""


OWN, ORIGINAL, RESIZED = "own", "original pixels", "ABS_RESIZED"
FIXED: Mapping[str, float] = {"N1000": 1000.0, "N999": 999.0, "N1": 1.0}


def meanings(shown: Sequence[Shown]) -> list[Meaning]:
    """Return what the numbers may mean: the profile's own convention first, then all others."""
    plain = [
        Meaning(OWN, tuple(one.own for one in shown)),
        *(Meaning(name, tuple((edge, edge) for _ in shown)) for name, edge in FIXED.items()),
        Meaning(RESIZED, tuple((one.fed.width, one.fed.height) for one in shown)),
        Meaning(ORIGINAL, tuple((one.frame.width, one.frame.height) for one in shown)),
    ]
    swapped = [Meaning(one.name, one.extents, is_swapped=True) for one in plain]
    return plain + swapped


def fit(meaning: Meaning, shown: Sequence[Shown], written: Sequence[Written]) -> Fit:
    """Measure one meaning against the answers."""
    placed = [meaning.place(one) for one in written]
    errors = [_distance(shown[one.scene], one, at) for one, at in zip(written, placed, strict=True)]
    radii = [shown[one.scene].radius for one in written]
    hits = sum(error <= HIT * r for error, r in zip(errors, radii, strict=True)) / len(written)
    across = line([one.x for one in written], [at[0] for at in placed])
    down = line([one.y for one in written], [at[1] for at in placed])
    return Fit(meaning, hits, median(errors), (across[0], down[0]), (across[1], down[1]))


def hits_when_straight(found: Fit, shown: Sequence[Shown], written: Sequence[Written]) -> float:
    """Return the share of hits after scale and offset of a fit are taken out."""
    good = 0
    for one in written:
        x, y = found.meaning.place(one)
        x = (x - found.offset[0]) / found.scale[0]
        y = (y - found.offset[1]) / found.scale[1]
        scene = shown[one.scene]
        good += _distance(scene, one, (x, y)) <= HIT * scene.radius
    return good / len(written)


def own_extents(shown: Sequence[Shown], written: Sequence[Written]) -> Meaning | None:
    """Return the meaning in which each scene has extents of its own, as the answers have them.

    This is what a server gives that resizes pictures itself. None where a scene has no answer.
    """
    extents = []
    for scene in range(len(shown)):
        here = [one for one in written if one.scene == scene]
        if not here:
            return None
        width = median(one.first / one.x for one in here)
        extents.append((width, median(one.second / one.y for one in here)))
    if any(width <= 0 or height <= 0 for width, height in extents):
        return None
    return Meaning("resized by the server", tuple(extents))


def line(at: Sequence[float], seen: Sequence[float]) -> tuple[float, float]:
    """Return slope and intercept of a line through points by the medians of Theil and Sen.

    A slope of 0 stands for points that give none.
    """
    x, y = np.asarray(at), np.asarray(seen)
    one, two = np.triu_indices(len(x), 1)
    lever = x[two] - x[one]
    far = np.abs(lever) >= LEAST_LEVER
    if not far.any():
        return 0.0, float(np.median(y))
    slope = float(np.median((y[two] - y[one])[far] / lever[far]))
    return slope, float(np.median(y - slope * x))


def _distance(scene: Shown, one: Written, at: tuple[float, float]) -> float:
    across = (at[0] - one.x) * scene.frame.width
    down = (at[1] - one.y) * scene.frame.height
    return float(np.hypot(across, down))
