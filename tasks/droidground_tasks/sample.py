"""What a benchmark asks: one row of a data set, whatever form it was published in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from droidground.actions import Action
from droidground.geometry import Size
from droidground.screen import Screenshot, load_screenshot
from droidground_tasks.areas import Area, Rect
from droidground_tasks.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot that is read when it is needed."""

    name: str
    """Where it comes from, for people."""
    load: Callable[[], Screenshot] = field(repr=False, compare=False)
    """Raises `InvalidImage` when it is missing or cannot be read."""

    @classmethod
    def of_file(cls, path: Path) -> Picture:
        """Return the picture that is in a file."""
        return cls(path.name, lambda: load_screenshot(path))


@dataclass(frozen=True, slots=True)
class TargetSample:
    """Words about a screen, and where they are on it."""

    id: str
    cluster: str
    """The screenshot: samples that share it are not independent."""
    picture: Picture
    words: str
    area: Area | None
    """Where a point is right; None when it is right to refuse."""
    size: Size | None = None
    """The picture's size as the data set tells it; None when only the picture knows."""
    refusal: str | None = None
    """The reason that a right refusal must give; None takes any."""
    hierarchy: Path | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    """What tables are broken down by."""


@dataclass(frozen=True, slots=True)
class Element:
    """A view of an accessibility tree."""

    box: Rect
    """In pixels."""
    text: str = ""
    description: str = ""

    def says(self, word: str) -> bool:
        """Tell whether its text or its description holds a word, whatever the case."""
        word = word.lower()
        named = (self.text.lower(), self.description.lower())
        return any(name and word in name for name in named)


@dataclass(frozen=True, slots=True)
class StepSample:
    """One step of a recorded episode, and what was done at it."""

    id: str
    cluster: str
    """The episode."""
    index: int
    """Its place in the episode, from 0."""
    goal: str
    instruction: str
    """What the step is to do (the low level); empty when the data set has none."""
    action: Action
    """What the person did."""
    picture: Picture | None = None
    size: Size | None = None
    point: tuple[float, float] | None = None
    """The touched place in pixels, unrounded; None for what touches nothing."""
    boxes: tuple[Rect, ...] = ()
    """Candidate or annotated boxes, in pixels."""
    elements: tuple[Element, ...] = ()
    """Views with text or description, as UGround filters them."""
    is_terminal: bool = False
    """Whether it was added after the episode's last recorded step, to say that it is done."""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that is no sample; it gets a row all the same."""

    id: str
    """Its own id, or its place in the data."""
    why: str
    outcome: Outcome = Outcome.MALFORMED


Sample = TargetSample | StepSample
Record = Sample | BadRecord
