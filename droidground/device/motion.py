"""Which parts of the screen differ between two frames. Pure: pixels in, boxes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box, Size, dp_to_px
from droidground.screen import DEFAULT_DENSITY, Pixels, Screenshot

SMALLEST_DP = 4
"""What is narrower or lower than this is a caret or noise."""
TOLERANCE = 8
"""Of 255: how far a channel may be off on a pixel that is the same."""
REACH_DP = 48
LARGE_AREA = 300_000
"""Pixels from which on not each of them is looked at, but some of every 4 dp."""
CROWD_SHARE = 0.1
"""Share of cells from which on all that moved is one part."""


def moved_parts(one: Screenshot, two: Screenshot, ignore: Sequence[Box] = ()) -> tuple[Box, ...]:
    """Return where two frames differ, outside the `ignore` boxes, without carets and noise.

    What lies closer together than two cells of 4 dp is one part. Frames of different sizes, or of
    a display that turned, differ everywhere.
    """
    if one is two:
        return ()
    if one.size != two.size or one.rotation != two.rotation:
        return (Box.of(two.size),)
    area = _rough_area(one.pixels, two.pixels)
    if area is None:
        return ()
    cell = max(2, dp_to_px(SMALLEST_DP, one.density or DEFAULT_DENSITY))
    step = max(1, cell // 3) if area.area > LARGE_AREA else 1
    changed = _changed(one.crop(area)[::step, ::step], two.crop(area)[::step, ::step])
    for box in ignore:
        inner = box.intersection(area)
        if inner:
            _cut(changed, _divided(_moved(inner, -area.left, -area.top), step))
    parts = [_exact(changed, part) for part in _crowds(changed, max(2, cell // step))]
    boxes = (_moved(_times(part, step), area.left, area.top) for part in parts)
    return tuple(box for box in boxes if min(box.width, box.height) >= cell)


def share_of(parts: Sequence[Box], frame: Screenshot) -> float:
    """Return how much of a frame its parts cover, 0 to 1."""
    return sum(part.area for part in parts) / (frame.size.width * frame.size.height)


def reach(parts: Sequence[Box], frame: Screenshot) -> list[Box]:
    """Return where what moves may get to: as far as it is wide and high, 48 dp at least.

    A spinner of that size shows a part of its ring only, at any one moment.
    """
    least = dp_to_px(REACH_DP, frame.density or DEFAULT_DENSITY)
    return [grown(box, max(box.width, least), max(box.height, least)) for box in parts]


def grown(box: Box, across: int, down: int) -> Box:
    """Return a box that is so many pixels larger on each side, but for negative coordinates."""
    left, top = max(0, box.left - across), max(0, box.top - down)
    return Box(left, top, box.right + across, box.bottom + down)


def _cut(changed: NDArray[np.bool_], box: Box) -> None:
    changed[box.top : box.bottom, box.left : box.right] = False


def _moved(box: Box, x: int, y: int) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _times(box: Box, step: int) -> Box:
    return Box(box.left * step, box.top * step, box.right * step, box.bottom * step)


def _divided(box: Box, step: int) -> Box:
    """Return a box in every so manieth pixel, rounded outwards."""
    return Box(box.left // step, box.top // step, -(-box.right // step), -(-box.bottom // step))


def _rough_area(one: Pixels, two: Pixels) -> Box | None:
    """Return a box around all pixels that are not equal, byte by byte; None when there is none."""
    differs = (one != two).reshape(one.shape[0], -1)
    rows = np.flatnonzero(differs.any(axis=1))
    if not rows.size:
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    bytes_of_columns = differs[top:bottom].any(axis=0).reshape(-1, one.shape[2])
    columns = np.flatnonzero(bytes_of_columns.any(axis=1))
    return Box(int(columns[0]), top, int(columns[-1]) + 1, bottom)


def _changed(one: Pixels, two: Pixels) -> NDArray[np.bool_]:
    apart = np.maximum(one, two) - np.minimum(one, two)
    changed: NDArray[np.bool_] = np.logical_or.reduce(apart > TOLERANCE, axis=2)
    return changed


def _crowds(changed: NDArray[np.bool_], cell: int) -> Iterator[Box]:
    """Yield boxes of cells around what lies together."""
    height, width = (-(-side // cell) for side in changed.shape)
    padded = np.zeros((height * cell, width * cell), np.bool_)
    padded[: changed.shape[0], : changed.shape[1]] = changed
    cells = padded.reshape(height, cell, width, cell).any(axis=(1, 3))
    rows, columns = np.nonzero(cells)
    left = set(zip(rows.tolist(), columns.tolist(), strict=True))
    if len(left) > max(200, CROWD_SHARE * cells.size):
        yield Box.of(Size(changed.shape[1], changed.shape[0]))
        return
    while left:
        crowd = _take_crowd(left)
        yield Box(
            min(x for _, x in crowd) * cell,
            min(y for y, _ in crowd) * cell,
            (max(x for _, x in crowd) + 1) * cell,
            (max(y for y, _ in crowd) + 1) * cell,
        )


def _take_crowd(left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take one cell and all that hang together with it out of the set."""
    crowd = [left.pop()]
    for y, x in crowd:
        near = {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)} & left
        left -= near
        crowd.extend(near)
    return crowd


def _exact(changed: NDArray[np.bool_], box: Box) -> Box:
    """Return the smallest box around the changed pixels of a box of cells."""
    inside = changed[box.top : box.bottom, box.left : box.right]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return Box(
        box.left + int(columns[0]),
        box.top + int(rows[0]),
        box.left + int(columns[-1]) + 1,
        box.top + int(rows[-1]) + 1,
    )
