"""What answers samples, and in which ways it is asked."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from droidground.errors import DroidgroundError
from droidground.grounding.location import Grounder, Location
from droidground.screen import Screenshot
from droidground.ui_tree import load_hierarchy
from droidground_tasks.areas import Rect
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.robustness import VARIANTS, Changed
from droidground_tasks.sample import Sample, TargetSample

TREE, PIXELS = "tree", "pixels"
AT_ONCE = 8
"""Questions that a model gets at a time, unless told otherwise."""


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One sample, to be asked in one way."""

    number: int
    """Its place in the data set."""
    sample: Sample
    arm: str
    frame: Screenshot


Answer = Prediction | Exception
"""A row, or what kept it from becoming one."""


class Answerer(Protocol):
    """Answers samples. The seam under runs: a grounder here, an agent's next action elsewhere."""

    @property
    def at_once(self) -> int:
        """How many samples it likes to get together."""

    def about(self) -> dict[str, Any]:
        """Return what names it and makes its answers what they are; JSON values."""

    def answer(self, asked: Sequence[Asked]) -> Sequence[Answer]:
        """Return the rows of some samples, in order; what fails for one is its answer."""


def one_by_one(answer: Callable[[Asked], Prediction], asked: Sequence[Asked]) -> list[Answer]:
    """Answer samples that do not gain from each other."""
    return [_caught(answer, each) for each in asked]


def _caught(answer: Callable[[Asked], Prediction], asked: Asked) -> Answer:
    try:
        return answer(asked)
    except Exception as exc:  # noqa: BLE001  a sample that breaks is a row, not the end of the run
        return exc


@runtime_checkable
class AsksMany(Protocol):
    """A grounder that is faster when it gets several questions together."""

    def locate_each(
        self, questions: Sequence[tuple[Screenshot, str]]
    ) -> Sequence[Location | DroidgroundError]:
        """Return what becomes of each question."""


class GroundingAnswerer:
    """A grounder, asked for the words of targets."""

    def __init__(
        self, grounder: Grounder, options: Mapping[str, Any], at_once: int | None = None
    ) -> None:
        """Make an answerer; `options` are the settings that decide answers, for `run.json`."""
        self._grounder = grounder
        self._options = options
        self._many = grounder if isinstance(grounder, AsksMany) else None
        self._changed: dict[str, tuple[Screenshot, Changed]] = {}
        self.at_once = at_once or (AT_ONCE if self._many else 1)

    def about(self) -> dict[str, Any]:
        """Return the grounder's name, its options, and its profile with a hash if it has one."""
        facts = {"grounder": self._grounder.name, "options": dict(self._options)}
        return {**facts, **_model_facts(self._grounder)}

    def locate(self, frame: Screenshot, words: str) -> Location:
        """Ask for words on a frame without its tree. Raises `GroundingError`."""
        return self._grounder.locate(frame, words)

    def answer(self, asked: Sequence[Asked]) -> Sequence[Answer]:
        """Ask for the words on the frames, or on other pictures of the same screens."""
        if self._many is None or len(asked) == 1:
            return one_by_one(self._answer_one, asked)
        shown = [self._shown(each) for each in asked]
        questions = [
            (frame, _target(each).words) for each, (frame, _) in zip(asked, shown, strict=True)
        ]
        try:
            found = self._many.locate_each(questions)
        except DroidgroundError:
            return one_by_one(self._answer_one, asked)
        return [
            outcome if isinstance(outcome, Exception) else _row(each, outcome, changed)
            for each, outcome, (_, changed) in zip(asked, found, shown, strict=True)
        ]

    def _answer_one(self, asked: Asked) -> Prediction:
        sample = _target(asked)
        frame, changed = self._shown(asked)
        has_tree = asked.arm == TREE and sample.hierarchy is not None
        tree = load_hierarchy(sample.hierarchy) if has_tree and sample.hierarchy else None
        return _row(asked, self._grounder.locate(frame, sample.words, tree), changed)

    def _shown(self, asked: Asked) -> tuple[Screenshot, Changed | None]:
        """Return the picture to look at; a screen's changed ones are kept until the next screen."""
        variant = VARIANTS.get(asked.arm)
        if variant is None:
            return asked.frame, None
        of, changed = self._changed.get(asked.arm, (None, None))
        if of is not asked.frame or changed is None:
            changed = variant.apply(asked.frame)
            self._changed[asked.arm] = (asked.frame, changed)
        return changed.screenshot, changed


def _target(asked: Asked) -> TargetSample:
    assert isinstance(asked.sample, TargetSample)
    return asked.sample


def _row(asked: Asked, found: Location, changed: Changed | None) -> Prediction:
    row = Prediction(
        asked.number, asked.sample.id, asked.arm, frame=asked.frame.size, reply=found.reply
    )
    if found.point is None:
        reason = found.reason.value if found.reason else None
        return dataclasses.replace(row, outcome=Outcome.REFUSED, reason=reason)
    point = float(found.point.x), float(found.point.y)
    if changed is not None:
        return dataclasses.replace(row, point=changed.back(*point))
    box = Rect(*map(float, found.box)) if found.box else None
    return dataclasses.replace(row, point=point, box=box)


def arms_of(has_trees: bool, input_: str, variants: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to ask: with the tree, by pixels only, or both; then each variant.

    Variants are of pixels, so that they come with the plain ones.
    """
    wanted = {"both": (TREE, PIXELS)}.get(input_, (input_,))
    plain = tuple(arm for arm in wanted if has_trees or arm == PIXELS) or (PIXELS,)
    plain = (*plain, PIXELS) if variants and PIXELS not in plain else plain
    return (*plain, *variants)


def _model_facts(grounder: Grounder) -> dict[str, Any]:
    """Return a model's profile, hashed, its engine and its precision, as far as they are told."""
    facts: dict[str, Any] = {}
    profile, engine = getattr(grounder, "profile", None), getattr(grounder, "engine", None)
    if dataclasses.is_dataclass(profile) and not isinstance(profile, type):
        said = json.dumps(dataclasses.asdict(profile), sort_keys=True, default=str)
        facts["profile"] = getattr(profile, "id", type(profile).__name__)
        facts["profile_sha256"] = hashlib.sha256(said.encode()).hexdigest()
    if engine is not None:
        facts["engine"] = type(engine).__name__
        precision = getattr(engine, "precision", None)
        facts["precision"] = None if precision is None else str(precision)
    return facts
