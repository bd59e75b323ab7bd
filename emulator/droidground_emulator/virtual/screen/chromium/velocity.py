"""How fast a finger was when it left, as Android's VelocityTracker says.

AOSP libs/input/VelocityTracker.cpp: the strategy "lsq2" fits a parabola to the last tenth of a
second; a finger that rested longer than 40 ms is still.
"""

from __future__ import annotations

from collections.abc import Sequence

from droidground_emulator.virtual.screen.base import Touch

_HORIZON_MS = 100
_STOPPED_MS = 40
MIN_DP_S, MAX_DP_S = 50, 8000
"""Slower ones do not fling, faster ones count as this; ViewConfiguration."""


def fling_velocity(path: Sequence[Touch], left_ms: int, px_per_dp: float) -> tuple[float, float]:
    """Return the velocity along x and y in pixels a second; 0 where it is too slow to fling.

    `path` holds the finger's coming down and moves, `left_ms` is when it left.
    """
    moves = _recent(path, left_ms)
    times = [(move.time_ms - moves[-1].time_ms) / 1000 for move in moves]
    x = _slope(times, [move.x for move in moves])
    y = _slope(times, [move.y for move in moves])
    return _bounded(x, px_per_dp), _bounded(y, px_per_dp)


def _recent(path: Sequence[Touch], left_ms: int) -> list[Touch]:
    """Return the last moves without a rest between them."""
    if left_ms - path[-1].time_ms > _STOPPED_MS:
        return [path[-1]]
    kept = [path[-1]]
    for event in reversed(path[:-1]):
        rested = kept[-1].time_ms - event.time_ms >= _STOPPED_MS
        if rested or path[-1].time_ms - event.time_ms > _HORIZON_MS:
            break
        kept.append(event)
    return kept[::-1]


def _slope(times: Sequence[float], places: Sequence[float]) -> float:
    """Return the derivative at time 0 of the parabola that fits best, a line's for two points."""
    n = len(times)
    s1, s2, s3, s4 = (sum(t**power for t in times) for power in (1, 2, 3, 4))
    sy = sum(places)
    s1y = sum(t * y for t, y in zip(times, places, strict=True))
    s2y = sum(t * t * y for t, y in zip(times, places, strict=True))
    xx, xy = s2 - s1 * s1 / n, s1y - s1 * sy / n
    if n < 3:
        return xy / xx if xx else 0.0
    xx2, x2y, x2x2 = s3 - s1 * s2 / n, s2y - s2 * sy / n, s4 - s2 * s2 / n
    determinant = xx * x2x2 - xx2 * xx2
    return (xy * x2x2 - x2y * xx2) / determinant if determinant else 0.0


def _bounded(velocity: float, px_per_dp: float) -> float:
    if abs(velocity) < MIN_DP_S * px_per_dp:
        return 0.0
    most = MAX_DP_S * px_per_dp
    return min(max(velocity, -most), most)
