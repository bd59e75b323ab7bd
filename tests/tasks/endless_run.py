"""A run that takes its time, to be killed: `python endless_run.py DATA RUN`."""

import hashlib
import sys
from pathlib import Path

from droidground.screen import Screenshot
from droidground_tasks.dataset import open_dataset
from droidground_tasks.prediction import Prediction
from droidground_tasks.runs.asking import run
from droidground_tasks.runs.folder import RunFolder
from droidground_tasks.runs.plan import Plan
from droidground_tasks.sample import Sample
from tests.tasks.small_suite import Scripted


class Slow(Scripted):
    """Works some milliseconds on every row."""

    def answer(self, number: int, sample: Sample, arm: str, frame: Screenshot) -> Prediction:
        """Answer after a while."""
        for _ in range(40):
            hashlib.sha256(bytes(200_000)).digest()
        return super().answer(number, sample, arm, frame)


if __name__ == "__main__":
    data, out = map(Path, sys.argv[1:])
    run(open_dataset("screens", data), Slow(), RunFolder(out), Plan(), ("tree", "pixels"))
