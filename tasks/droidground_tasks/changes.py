"""What changed pictures did to a run: the drop, and how far the points moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from droidground_tasks import tables
from droidground_tasks.comparing import Comparison, compare_arms
from droidground_tasks.prediction import Prediction
from droidground_tasks.robustness import VARIANTS, Offsets, offsets
from droidground_tasks.scoring import Scoring

BASE = "pixels"


@dataclass(frozen=True, slots=True)
class Changes:
    """Every changed picture beside the plain one; empty when a run asked about none."""

    drops: tuple[Comparison, ...] = ()
    moves: tuple[Offsets, ...] = ()

    def lines(self) -> list[str]:
        """Return both tables."""
        parts = tables.comparison_lines(self.drops), tables.offset_lines(self.moves, BASE)
        return [line for part in parts if part for line in ("", *part)]

    def as_json(self) -> dict[str, Any]:
        """Return both as JSON values."""
        return {
            "drops": [tables.comparison_json(drop) for drop in self.drops],
            "offsets": [asdict(move) for move in self.moves],
        }


def changes_of(scoring: Scoring, rows: Sequence[Prediction]) -> Changes:
    """Compare the arms of changed pictures with the plain one."""
    arms = [arm for arm in dict.fromkeys(row.arm for row in rows) if arm in VARIANTS]
    if not arms:
        return Changes()
    return Changes(tuple(compare_arms(scoring, BASE, arms)), tuple(offsets(rows, BASE)))
