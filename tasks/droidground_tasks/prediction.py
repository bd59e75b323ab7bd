"""What was answered to a sample: one line of a run's `predictions.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from droidground.actions import Action
from droidground.actions.codecs import Own
from droidground.geometry import Size
from droidground_tasks.areas import Rect
from droidground_tasks.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Prediction:
    """One sample, asked in one way."""

    n: int
    """The record's place in the data set, from 0: merged runs are ordered by it. -1: not told."""
    id: str
    arm: str = ""
    """In which way it was asked, such as `tree`, `pixels` or `inverted`."""
    outcome: Outcome = Outcome.ANSWERED
    action: Action | None = None
    """What was answered to a step."""
    point: tuple[float, float] | None = None
    """What was answered to words: a pixel of the picture."""
    box: Rect | None = None
    """The box around it, where one was answered."""
    reason: str | None = None
    """Why it was refused."""
    frame: Size | None = None
    """The picture's own size, which points are pixels of."""
    model_image: Size | None = None
    """The size that the model was shown, where it was resized."""
    reply: str | None = None
    """The model's own words."""
    error: str | None = None
    """What went wrong, in one line."""

    @property
    def key(self) -> tuple[str, str]:
        """What names the row: the sample and the way."""
        return self.id, self.arm


def to_line(row: Prediction) -> str:
    """Return one line of JSON, its break included; what is unset is left out."""
    values: dict[str, Any] = {"n": row.n, "id": row.id}
    if row.arm:
        values["arm"] = row.arm
    values["outcome"] = row.outcome.value
    if row.action is not None:
        values["action"] = Own().to_object(row.action)
    if row.point is not None:
        values["point"] = list(row.point)
    if row.box is not None:
        values["box"] = [row.box.left, row.box.top, row.box.right, row.box.bottom]
    for name, size in (("frame", row.frame), ("model_image", row.model_image)):
        if size is not None:
            values[name] = [size.width, size.height]
    for name, text in (("reason", row.reason), ("reply", row.reply), ("error", row.error)):
        if text is not None:
            values[name] = text
    return json.dumps(values, ensure_ascii=False) + "\n"


def from_line(line: str) -> Prediction:
    """Read one line. Raises `ValueError` or `ActionUnreadable` when it is no row."""
    values = json.loads(line)
    if not isinstance(values, dict):
        raise ValueError(f"no object: {line[:80]!r}")
    action = values.get("action")
    point, box = values.get("point"), values.get("box")
    try:
        return Prediction(
            n=int(values.get("n", -1)),
            id=str(values["id"]),
            arm=str(values.get("arm", "")),
            outcome=Outcome(values.get("outcome", "answered")),
            action=None if action is None else Own().decode(json.dumps(action), None),
            point=None if point is None else (float(point[0]), float(point[1])),
            box=None if box is None else Rect(*map(float, box)),
            reason=_text(values, "reason"),
            frame=_size(values, "frame"),
            model_image=_size(values, "model_image"),
            reply=_text(values, "reply"),
            error=_text(values, "error"),
        )
    except (KeyError, TypeError, IndexError, OverflowError) as exc:
        raise ValueError(f"no row of predictions ({exc!r}): {line[:80]!r}") from exc


def _size(values: Mapping[str, Any], key: str) -> Size | None:
    value = values.get(key)
    return None if value is None else Size(int(value[0]), int(value[1]))


def _text(values: Mapping[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is {value!r}, not a text")
    return value
