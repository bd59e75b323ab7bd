"""A run that takes its time, to be killed: `python endless_run.py DATA RUN`."""

import hashlib
import sys
from pathlib import Path

from droidground_tasks.dataset import open_dataset
from droidground_tasks.prediction import Prediction
from droidground_tasks.runs.answerers import Asked
from droidground_tasks.runs.asking import run
from droidground_tasks.runs.folder import RunFolder
from droidground_tasks.runs.plan import Plan
from tests.tasks.small_suite import Scripted


class Slow(Scripted):
    """Works some milliseconds on every row."""

    def answer_one(self, asked: Asked) -> Prediction:
        """Answer after a while."""
        for _ in range(40):
            hashlib.sha256(bytes(200_000)).digest()
        return super().answer_one(asked)


if __name__ == "__main__":
    data, out = map(Path, sys.argv[1:])
    run(open_dataset("screens", data), Slow(), RunFolder(out), Plan(), ("tree", "pixels"))
