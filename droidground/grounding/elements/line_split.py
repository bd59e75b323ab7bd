"""Separate labels that text detection has joined to one line: they stand far apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box
from droidground.screen import Pixels

WIDE_GAP = 0.8
"""Blank columns, as a share of the line's height, that surely part two labels."""
PERHAPS_GAP = 0.35
"""Blank columns that may part an icon from its label; a space between words has about 0.2."""
WORD_GAP = 0.12
"""Blank columns that part words; between letters there are fewer."""
OUTLIER = 1.4
"""A gap that may part labels is wider than the line's other gaps by this factor."""
INK = 40
"""Brightness range (of 255) within one column from which on something is drawn in it."""
MARGIN = 0.15
"""Share of the line's height kept beside each part, as detection leaves around a line."""

Run = tuple[int, int]


def split_at_wide_gaps(crop: Pixels, box: Box) -> tuple[Box, ...]:
    """Return the boxes of labels that are surely apart; the box alone when there is but one."""
    height = crop.shape[0]
    return _boxes(_joined(_inked_runs(crop), WIDE_GAP * height), box)


def split_at_odd_gaps(crop: Pixels, box: Box) -> tuple[Box, ...]:
    """Return the boxes of parts that may be apart, such as an icon and its label; or nothing."""
    height = crop.shape[0]
    words = _joined(_inked_runs(crop), WORD_GAP * height)
    gaps = [after[0] - before[1] for before, after in zip(words, words[1:], strict=False)]
    if not gaps:
        return ()
    usual = float(np.median(sorted(gaps)[:-1])) if len(gaps) > 1 else 0.0
    parts = _joined(words, max(PERHAPS_GAP * height, OUTLIER * usual))
    return _boxes(parts, box) if len(parts) > 1 else ()


def _boxes(runs: list[Run], box: Box) -> tuple[Box, ...]:
    if len(runs) < 2:
        return (box,)
    margin = max(1, int(box.height * MARGIN))
    return tuple(
        Box(
            max(box.left, box.left + start - margin),
            box.top,
            min(box.right, box.left + end + margin),
            box.bottom,
        )
        for start, end in runs
    )


def _inked_runs(crop: Pixels) -> list[Run]:
    """Return the runs of columns in which something is drawn."""
    height = crop.shape[0]
    # The outer rows may hold a divider or a neighbour's edge.
    inner = crop[height // 8 : max(height // 8 + 1, height * 7 // 8)]
    ranges: NDArray[np.uint8] = (inner.max(axis=0) - inner.min(axis=0)).max(axis=1)
    inked = np.concatenate(([False], ranges > INK, [False]))
    edges = np.flatnonzero(np.diff(inked.astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _joined(runs: list[Run], gap: float) -> list[Run]:
    """Join runs over gaps of fewer pixels than `gap`."""
    joined: list[Run] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
