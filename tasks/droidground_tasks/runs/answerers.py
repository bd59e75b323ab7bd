"""What answers samples, and in which ways it is asked."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from droidground.grounding.location import Grounder
from droidground.screen import Screenshot
from droidground.ui_tree import load_hierarchy
from droidground_tasks.areas import Rect
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.robustness import VARIANTS
from droidground_tasks.sample import Sample, TargetSample

TREE, PIXELS = "tree", "pixels"


class Answerer(Protocol):
    """Answers samples. The seam under runs: a grounder here, an agent's next action elsewhere."""

    def about(self) -> dict[str, Any]:
        """Return what names it and makes its answers what they are; JSON values."""

    def answer(self, number: int, sample: Sample, arm: str, frame: Screenshot) -> Prediction:
        """Return the row of one sample.

        Raises `DroidgroundError` when it fails, `TimeoutError` when it takes too long.
        """


class GroundingAnswerer:
    """A grounder, asked for the words of targets."""

    def __init__(self, grounder: Grounder) -> None:
        self._grounder = grounder

    def about(self) -> dict[str, Any]:
        """Return the grounder's name, and its profile with a hash where it has one."""
        return {"grounder": self._grounder.name, **_profile(self._grounder)}

    def answer(self, number: int, sample: Sample, arm: str, frame: Screenshot) -> Prediction:
        """Ask for the words on the frame, or on another picture of the same screen."""
        assert isinstance(sample, TargetSample)
        variant = VARIANTS.get(arm)
        tree = load_hierarchy(sample.hierarchy) if arm == TREE and sample.hierarchy else None
        seen = variant.apply(frame, sample.id) if variant else None
        found = self._grounder.locate(seen.screenshot if seen else frame, sample.words, tree)
        row = Prediction(number, sample.id, arm, frame=frame.size, reply=found.reply)
        if found.point is None:
            reason = found.reason.value if found.reason else None
            return dataclasses.replace(row, outcome=Outcome.REFUSED, reason=reason)
        x, y = float(found.point.x), float(found.point.y)
        box = Rect(*map(float, found.box)) if found.box else None
        if seen is not None:
            x, y = seen.back(x, y)
            box = None
        return dataclasses.replace(row, point=(x, y), box=box)


def arms_of(has_trees: bool, input_: str, variants: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways to ask: with the tree, by pixels only, or both; then each variant.

    Variants are of pixels, so that they come with the plain ones.
    """
    wanted = {"both": (TREE, PIXELS)}.get(input_, (input_,))
    plain = tuple(arm for arm in wanted if has_trees or arm == PIXELS) or (PIXELS,)
    plain = (*plain, PIXELS) if variants and PIXELS not in plain else plain
    return (*plain, *variants)


def _profile(grounder: Grounder) -> Mapping[str, Any]:
    """Return the facts that decide a model's answers, from whatever of them the grounder tells."""
    facts = {}
    for name in ("profile", "model", "engine", "precision", "max_pixels", "px_per_dp"):
        value = getattr(grounder, name, None)
        if isinstance(value, str | int | float):
            facts[name] = value
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            said = json.dumps(dataclasses.asdict(value), sort_keys=True, default=str)
            facts[name] = getattr(value, "id", type(value).__name__)
            facts[f"{name}_sha256"] = hashlib.sha256(said.encode()).hexdigest()
    return facts
