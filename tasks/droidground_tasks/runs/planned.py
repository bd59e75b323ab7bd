"""A planner's file and a grounder: the plan says what to do, the grounder where.

As UGround evaluates AndroidControl (offline_evaluation/AndroidControl, gpt_plan.py): a line a step
with `episode_id`, `step` and `action`, an AndroidControl action whose place is `element`, in words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from droidground.actions import Action, InputText, LongPress, Tap
from droidground.actions.codecs import AndroidControl
from droidground.errors import ActionUnreadable, DatasetUnavailable, TaskError
from droidground.grounding.location import Location
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.records.json_lines import read_lines
from droidground_tasks.runs.answerers import Answer, Asked, GroundingAnswerer, one_by_one
from droidground_tasks.sample import BadRecord

TOUCHES: dict[str, type[Tap] | type[LongPress]] = {"click": Tap, "long_press": LongPress}


@dataclass(frozen=True, slots=True)
class Plans:
    """What a planner said, by step."""

    of_step: Mapping[str, Mapping[str, Any]]
    """The action's object by `<episode>_<step>`."""
    fingerprint: str
    """SHA-256 of the file."""


def read_plans(path: Path) -> Plans:
    """Read a planner's file. Raises `DatasetUnavailable` for one that is none."""
    plans: dict[str, Mapping[str, Any]] = {}
    try:
        data = path.read_bytes()
        for line in read_lines(path):
            if isinstance(line, BadRecord):
                raise ValueError(f"{line.id}: {line.why}")
            row = line[1]
            plans[f"{row['episode_id']}_{row['step']}"] = row["action"]
    except (OSError, KeyError, ValueError) as exc:
        raise DatasetUnavailable(
            f"{path} is no file of plans: {exc!r}",
            task="android-control",
            hint="A line is {episode_id, step, action: {action_type, element, ...}}.",
        ) from exc
    return Plans(plans, hashlib.sha256(data).hexdigest())


def planned_action(plan: Mapping[str, Any]) -> Action:
    """Return what a plan says; its place is words. Raises `ActionUnreadable`."""
    kind, element = plan.get("action_type"), plan.get("element")
    if kind in TOUCHES and isinstance(element, str):
        return TOUCHES[kind](element)
    action = AndroidControl().from_object(plan, None)
    if isinstance(action, InputText) and isinstance(element, str):
        return replace(action, into=element)
    return action


class PlannedAnswerer:
    """Answers steps: the plan's action, its words located on the step's screenshot."""

    at_once = 1

    def __init__(self, plans: Plans, grounding: GroundingAnswerer) -> None:
        """Make an answerer; `grounding` locates the plans' words."""
        self._plans = plans
        self._grounding = grounding

    def about(self) -> dict[str, Any]:
        """Return the grounder's facts and the plans' hash."""
        return {**self._grounding.about(), "plans_sha256": self._plans.fingerprint}

    def answer(self, asked: Sequence[Asked]) -> Sequence[Answer]:
        """Return a row a step."""
        return one_by_one(self._answer_one, asked)

    def _answer_one(self, asked: Asked) -> Prediction:
        row = Prediction(asked.number, asked.sample.id, asked.arm, frame=asked.frame.size)
        plan = self._plans.of_step.get(asked.sample.id)
        if plan is None:
            raise TaskError("the plans have no such step", task="android-control")
        try:
            action = planned_action(plan)
        except ActionUnreadable as exc:
            return replace(row, outcome=Outcome.UNREADABLE, error=exc.message)
        words = _words(action)
        if words is None:
            return replace(row, action=action)
        found = self._grounding.locate(asked.frame, words)
        row = replace(row, reply=found.reply)
        if found.point is None:  # the words stay in the action: its type may be right
            reason = found.reason.value if found.reason else None
            return replace(row, outcome=Outcome.REFUSED, action=action, reason=reason)
        return replace(row, action=_at(action, found))


def _words(action: Action) -> str | None:
    match action:
        case Tap(str() as words) | LongPress(str() as words) | InputText(_, str() as words):
            return words
    return None


def _at(action: Action, found: Location) -> Action:
    assert found.point is not None
    if isinstance(action, InputText):
        return replace(action, into=found.point)
    assert isinstance(action, Tap | LongPress)
    return replace(action, target=found.point)
