"""A folder of small screens, and an answerer that is right every other time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import PIL.Image

from droidground.errors import ModelUnavailable, ReplyUnreadable
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.runs.answerers import Answer, Asked, one_by_one

SCREENS, ROWS = 12, 5


def make(folder: Path, screens: int = SCREENS, rows: int = ROWS) -> Path:
    """Write `screens` pictures of 100 x 200 with `rows` labels each."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(screens):
        image = f"s{number:02}.png"
        PIL.Image.new("RGB", (100, 200), (number, 0, 0)).save(folder / image)
        lines += [label(image, row) for row in range(rows)]
    (folder / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def label(image: str, row: int) -> dict[str, Any]:
    """A row of the manifest."""
    return {
        "id": f"{image}_{row}",
        "image": image,
        "width": 100,
        "height": 200,
        "instruction": f"label {row}",
        "bbox": [10, 10 + row, 30, 30 + row],
        "kind": "icon" if row % 2 else "text",
        "script": "latin",
    }


class Scripted:
    """Answers by the words: a hit, a miss, a refusal, or a way to fail."""

    def __init__(self, name: str = "scripted", at_once: int = 1) -> None:
        self._name = name
        self.at_once = at_once
        self.asked: list[tuple[str, str]] = []
        self.batches: list[int] = []

    def about(self) -> dict[str, Any]:
        """Return its name."""
        return {"grounder": self._name}

    def answer(self, asked: Sequence[Asked]) -> Sequence[Answer]:
        """Answer row by row."""
        self.batches.append(len(asked))
        return one_by_one(self.answer_one, asked)

    def answer_one(self, asked: Asked) -> Prediction:
        """Answer one row; `label 4` is one of the failures in turn."""
        number, name, arm, frame = asked.number, asked.sample.id, asked.arm, asked.frame
        self.asked.append((name, arm))
        row = int(name.rpartition("_")[2])
        if row == 3:
            return Prediction(number, name, arm, Outcome.REFUSED, reason="absent", frame=frame.size)
        if row == 4:
            fail(number // ROWS)
        place = (20.0, 20.0) if row % 2 == 0 else (90.0, 190.0)
        return Prediction(number, name, arm, point=place, frame=frame.size)


def fail(turn: int) -> None:
    """Raise what a grounder may raise."""
    match turn % 4:
        case 0:
            raise ReplyUnreadable("no point in it", words="label 4", reply="hm")
        case 1:
            raise TimeoutError("30 s")
        case 2:
            raise ModelUnavailable("the server is gone", words="label 4")
        case _:
            raise RuntimeError("a bug\nin two lines")
