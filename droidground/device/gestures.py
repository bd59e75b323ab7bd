"""Where fingers go: swipe paths that do not start where the system listens. Pure.

Android takes a swipe that starts within 24 dp of a side (up to 40 with high sensitivity) for Back,
within 32 dp of the bottom for Home, and within 24 dp of the top for the notification shade; the
navigation bar with three buttons is 48 dp high, a status bar with a cutout about 50. Only where a
swipe starts matters; it may end anywhere.
"""

from __future__ import annotations

import math

from droidground.geometry import Box, Point, Size, dp_to_px, px_to_dp
from droidground.screen import DEFAULT_DENSITY

EDGES_DP = (24, 24, 24, 32)
"""Left, top, right and bottom of what a swipe must not start in."""
COMFORT_DP = (40, 52, 40, 48)
"""The same, with bars and high sensitivity: where a swipe without a given start begins."""
LARGEST_INSET = 0.2
"""Share of a side that an inset takes at most, for tiny screens."""
SWIPE_SHARE = 0.6

DIRECTIONS: dict[str, tuple[int, int]] = {
    "up": (0, -1),
    "down": (0, 1),
    "left": (-1, 0),
    "right": (1, 0),
}
"""Which way the finger moves, in x and y."""


def swipe_path(
    direction: str,
    size: Size,
    density: int | None = None,
    *,
    start: Point | None = None,
    within: Box | None = None,
    share: float = SWIPE_SHARE,
) -> tuple[Point, Point]:
    """Return where a finger that moves `up`, `down`, `left` or `right` starts and ends.

    Without a start the path lies in the middle of `within` (or of the screen) and covers `share`
    of it; with one it keeps that start, moved out of the gesture zones, and has the same length.
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"{direction!r} is no direction; use {', '.join(DIRECTIONS)}")
    if not 0 < share <= 1:
        raise ValueError(f"a share is more than 0 and at most 1, not {share}")
    x, y = DIRECTIONS[direction]
    area = safe_area(size, density, COMFORT_DP)
    area = (within.intersection(area) if within else area) or area
    length = max(1, round((area.width if x else area.height) * share))
    if start is None:
        middle = area.center
        half = length // 2
        begin = Point(middle.x - x * half, middle.y - y * half)
    else:
        begin = _clamp(start, safe_area(size, density, EDGES_DP))
    end = Point(begin.x + x * length, begin.y + y * length)
    return begin, _clamp(end, Box.of(size))


def safe_area(
    size: Size, density: int | None = None, insets_dp: tuple[int, int, int, int] = EDGES_DP
) -> Box:
    """Return the part of the screen where a swipe may start."""
    left, top, right, bottom = (dp_to_px(dp, density or DEFAULT_DENSITY) for dp in insets_dp)
    across, down = int(size.width * LARGEST_INSET), int(size.height * LARGEST_INSET)
    return Box(
        min(left, across),
        min(top, down),
        size.width - min(right, across),
        size.height - min(bottom, down),
    )


def swipe_duration_ms(
    start: Point, end: Point, density: int | None, velocity_dp_per_s: float
) -> int:
    """Return how long a swipe of that velocity takes, at least 1 ms.

    Above 50 dp/s (AOSP `ViewConfiguration`) lists go on moving after the finger is lifted.
    """
    if not velocity_dp_per_s > 0:
        raise ValueError(f"a velocity is more than 0 dp/s, not {velocity_dp_per_s}")
    length_px = math.hypot(end.x - start.x, end.y - start.y)
    length_dp = px_to_dp(length_px, density or DEFAULT_DENSITY)
    return max(1, round(length_dp / velocity_dp_per_s * 1000))


def _clamp(point: Point, box: Box) -> Point:
    return Point(
        max(box.left, min(point.x, box.right - 1)), max(box.top, min(point.y, box.bottom - 1))
    )
