"""Scoring 8,444 AndroidControl steps under every protocol their file can feed, in one process.

The answers are the gold actions themselves. The file is read from ../shared/data/protocol.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from droidground_tasks.areas import Rect
from droidground_tasks.dataset import open_dataset
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import protocols_of
from droidground_tasks.sample import StepSample
from droidground_tasks.scoring import score

SUITE = "android-control"
DATA = Path(__file__).parents[3] / "shared" / "data" / "protocol"
MOST_S, MOST_MB = 20.0, 1000.0


def main() -> int:
    """Print the table; 1 beyond a limit."""
    started = time.process_time()
    dataset = open_dataset(SUITE, DATA)
    rows = []
    for number, (_, step) in enumerate(dataset.records()):
        assert isinstance(step, StepSample)
        box = Rect(*step.point, *step.point) if step.point else None
        rows.append(Prediction(number, step.id, action=step.action, box=box, frame=None))
    found = score(dataset, rows, protocols_of(SUITE))
    seconds = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = ", ".join(each.protocol for each in found.scores)
    print(f"{len(rows)} steps, {names}\n")
    print("| what | measured | must be at most |\n|---|---|---|")
    print(f"| CPU time, reading included | {seconds:.1f} s | {MOST_S:.0f} s |")
    print(f"| memory, highest | {megabytes:.0f} MB | {MOST_MB:.0f} MB |")
    return int(seconds > MOST_S or megabytes > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
