"""What a protocol is: a named, versioned set of rules by which answers are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from droidground_tasks.prediction import Prediction
from droidground_tasks.sample import StepSample, TargetSample


class Mark(StrEnum):
    """What a protocol says of an answer."""

    HIT = "hit"
    MISS = "miss"
    WRONG_TYPE = "wrong type"
    REFUSED = "refused"
    """There is such a place, and it was said that there is none."""
    UNSCOREABLE = "unscoreable"
    """The rules need something that neither the sample nor the row has; `why` names it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer, judged."""

    mark: Mark
    why: str = ""
    is_type_match: bool = True
    """Whether the kind of action was right, whatever its arguments."""
    is_exact_counted: bool = True
    """Whether the step is in the denominator of the exact rate (GUI-R1 leaves some out)."""

    @classmethod
    def of(cls, is_hit: bool, why: str = "") -> Verdict:
        """Return a hit or a miss."""
        return cls(Mark.HIT if is_hit else Mark.MISS, "" if is_hit else why)


WRONG_TYPE = Verdict(Mark.WRONG_TYPE, is_type_match=False)


class Unscoreable(Exception):
    """A rule lacks something; the message names it."""


FEATURES: Mapping[str, str] = {
    "candidates": "candidate boxes of every click (a file of Qwen's or InfiGUI-R1's preprocessing)",
    "trees": "the accessibility trees: the TFRecords of gs://gresearch/android_control",
    "validation": "validation beside test: the TFRecords and splits.json",
    "os-atlas-index": "ac_idx.txt of OS-Copilot/OS-Atlas (eval/data), beside the data",
    "uground-500": "500_steps.json of OSU-NLP-Group/UGround (offline_evaluation/AndroidControl)",
    "element-texts": "elements with their texts: the TFRecords, or UGround's 500_steps.json",
    "annotations": "annotated boxes of every screen",
    "coat-descriptions": "coat_action_desc of every step, as AITZ has it",
    "predicted-boxes": "a predicted box for every click: the rows of the run have points only",
}
"""What protocols need that not every form of a data set has, and where it is to be had."""

Judge = Callable[[StepSample, Prediction], Verdict]


@dataclass(frozen=True, slots=True)
class StepProtocol:
    """Rules for steps of episodes: a type match (TM) and an exact match (EM)."""

    name: str
    version: int
    suite: str
    source: str
    """Where the rules were read."""
    rules: Mapping[str, str]
    """What a reader must know of it: set, click, text, scroll, open_app, wait and stop, ..."""
    judge: Judge
    """Raises `Unscoreable`."""
    select: Callable[[StepSample], bool]
    """Which steps of the data are in its set."""
    needs: frozenset[str] = frozenset()
    """Names of `FEATURES`."""
    aliases: tuple[str, ...] = ()
    is_verified: bool = True
    """False: from memory of a paper, not read in its code."""

    @property
    def id(self) -> str:
        """Its name and version, as results carry it."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class TargetProtocol:
    """Rules for words about screens: a point is right, or refusing is."""

    name: str
    version: int
    suite: str
    source: str
    rules: Mapping[str, str]
    select: Callable[[TargetSample], bool] = field(default=lambda _: True)
    macro_over: str | None = None
    """The tag over whose values the rate is an unweighted mean; None counts every sample once."""
    needs: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    is_verified: bool = True

    @property
    def id(self) -> str:
        """Its name and version, as results carry it."""
        return f"{self.name}@{self.version}"


Protocol = StepProtocol | TargetProtocol
