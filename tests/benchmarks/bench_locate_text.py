"""What reading the text of a screen costs: new, unchanged, and changed in part.

    python tests/benchmarks/bench_locate_text.py [SCREENS]

The frames are those of shared/data/screens that are 1080 pixels wide. CPU seconds are of all
threads together: they tell the cost on a busy machine too, where the wall clock does not.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from droidground.grounding.elements import ocr
from droidground.screen import Screenshot
from tests.grounding import screens

USUAL = 24
WIDTH = 1080
CHANGED_ROWS = slice(1000, 1200)

Times = tuple[float, float]
"""Wall and CPU milliseconds."""


def changed(screenshot: Screenshot) -> Screenshot:
    """Return the frame with a band of rows turned to its negative."""
    pixels = screenshot.pixels.copy()
    pixels[CHANGED_ROWS] = 255 - pixels[CHANGED_ROWS]
    return Screenshot(pixels)


def timed(reader: ocr.RapidOcrReader, screenshot: Screenshot) -> Times:
    """Read a frame."""
    wall, cpu = time.perf_counter(), time.process_time()
    reader.read(screenshot)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def print_line(name: str, times: Sequence[Times], new: Sequence[Times]) -> None:
    """Print medians and their share of a new screen's."""
    wall, cpu = (statistics.median(part) for part in zip(*times, strict=True))
    whole = statistics.median(cpu for _, cpu in new)
    print(f"| {name} | {wall:.0f} | {cpu:.0f} | {cpu / whole:.3f} |", flush=True)


def main() -> None:
    """Print the table."""
    if not screens.SCREENS.exists():
        print(f"skipped: {screens.ABSENT}")
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    frames = [screen.screenshot() for screen in screens.screens().values()]
    frames = [frame for frame in frames if frame.size.width == WIDTH][:: max(1, 60 // count)]
    ocr.RapidOcrReader().read(Screenshot(np.full((90, 90, 3), 255, np.uint8)))
    new, same, part = [], [], []
    for frame in frames:
        reader = ocr.RapidOcrReader()
        new.append(timed(reader, frame))
        same.append(timed(reader, Screenshot(frame.pixels.copy())))
        part.append(timed(reader, changed(frame)))
    print(f"{len(frames)} screens, {ocr.THREADS} threads, medians\n")
    print("| screen | wall ms | CPU ms | of new |\n|---|---|---|---|")
    for name, times in (("new", new), ("unchanged", same), ("a band of 200 rows changed", part)):
        print_line(name, times, new)


if __name__ == "__main__":
    main()
