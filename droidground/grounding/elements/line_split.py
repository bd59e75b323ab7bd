"""Separate labels that text detection has joined to one line: they stand far apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box
from droidground.screen import Pixels

WIDE_GAP = 0.8
"""Blank columns as a share of the line's height that part two labels; a space has about 0.2."""
INK = 40
"""Brightness range (of 255) within one column from which on something is drawn in it."""
MARGIN = 0.15
"""Share of the line's height kept beside each part, as detection leaves around a line."""


def split_at_gaps(crop: Pixels, box: Box) -> tuple[Box, ...]:
    """Return the boxes of a line's parts; the box alone when no wide gap parts it."""
    height = crop.shape[0]
    runs = _inked_runs(crop, gap=max(1, int(height * WIDE_GAP)))
    if len(runs) < 2:
        return (box,)
    margin = max(1, int(height * MARGIN))
    return tuple(
        Box(
            max(box.left, box.left + start - margin),
            box.top,
            min(box.right, box.left + end + margin),
            box.bottom,
        )
        for start, end in runs
    )


def _inked_runs(crop: Pixels, gap: int) -> list[tuple[int, int]]:
    """Return the runs of columns with something drawn, joined over gaps smaller than `gap`."""
    bright: NDArray[np.int16] = crop.max(axis=2).astype(np.int16)
    dark: NDArray[np.int16] = crop.min(axis=2).astype(np.int16)
    # The outer rows may hold a divider or a neighbour's edge.
    inner = slice(crop.shape[0] // 8, max(crop.shape[0] // 8 + 1, crop.shape[0] * 7 // 8))
    ranges = np.maximum(np.ptp(bright[inner], axis=0), np.ptp(dark[inner], axis=0))
    columns = np.flatnonzero(ranges > INK)
    if not columns.size:
        return []
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = columns[np.concatenate(([0], breaks + 1))]
    ends = columns[np.concatenate((breaks, [columns.size - 1]))] + 1
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
