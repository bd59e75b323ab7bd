"""Where the words are: the answer of every grounder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from droidground.geometry import Box, Coordinate, Point, Transform
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree


class Reason(StrEnum):
    """Why no point is given."""

    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    UNREADABLE_SCRIPT = "unreadable_script"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing on the screen that the words might mean."""

    point: Point
    box: Box
    score: float
    """0 to 1; comparable within one answer only."""
    source: str
    """Where it was read: `tree`, `ocr` or a model's name."""
    label: str = ""
    """What it is called on the screen."""
    node: int | None = None
    """Its index in the view hierarchy; None when it was read from pixels."""
    why: str = ""
    """What made it a candidate, for a person; empty when the grounder does not say."""


@dataclass(frozen=True, slots=True)
class Location:
    """A grounder's answer; points and boxes are pixels of the frame it was read on."""

    query: str
    grounder: str
    screenshot: Screenshot
    point: Point | None = None
    box: Box | None = None
    score: float | None = 0.0
    """0 to 1, not calibrated; None where the grounder gives none."""
    reason: Reason | None = None
    """Why there is no point; None exactly when there is one."""
    candidates: tuple[Candidate, ...] = ()
    """Best first; the chosen one too."""
    reading: str = ""
    """How the words were understood, for a person; empty when the grounder does not say."""
    reply: str | None = None
    """A model's own words."""
    origin: Coordinate | None = None
    """The point in the grounder's own units, before any mapping."""
    origin_box: tuple[float, float, float, float] | None = None
    """The box in those units (left, top, right, bottom), where a model drew one."""
    transform: Transform | None = None
    """From those units to `input` pixels, or to `frame` pixels where there is no device."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    profile: str | None = None
    """The model profile that the question and the reply went by."""
    profile_hash: str | None = None
    """SHA-256 of that profile and its prompts."""
    agreement: bool | None = None
    """Whether the elements and a model mean the same place; None where only one was asked."""
    remarks: tuple[str, ...] = ()
    """What a person should know about how the answer came about."""

    @property
    def found(self) -> bool:
        """Whether the words name exactly one thing that is there."""
        return self.point is not None

    @property
    def input_point(self) -> Point | None:
        """The pixel that `input tap` gets; None without a point or without a device."""
        if self.origin is None or self.transform is None or self.transform.target.name != "input":
            return None
        return self.transform.apply(self.origin).pixel()


class Grounder(Protocol):
    """Finds what words name on a screenshot."""

    @property
    def name(self) -> str:
        """What results call it."""

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words are, or why there is no such place.

        Absence and ambiguity are answers, not errors. Raises `GroundingError` when the grounder
        itself fails.
        """
