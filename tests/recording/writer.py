"""A program that kills recorders. Arguments: a folder, and how many.

Each is a fork that records until it is killed at a random moment; per recorder a line tells the
last event that it had written by then.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from itertools import count
from pathlib import Path

import numpy as np

from droidground.recording.events import FORMAT, Captured, Manifest, Noted
from droidground.recording.masks import Masks
from droidground.recording.store import Store
from droidground.screen import Screenshot

LONGEST_S = 0.05


def record_for_ever(folder: Path, told: int) -> None:
    """Write events, and the number of each into a pipe when it is written."""
    store = Store(folder, Manifest(FORMAT, "test", "now"), Masks())
    for number in count(1):
        pixels = np.full((90 + number % 7, 60, 3), number % 251, np.uint8)
        store.write(Captured(store.shot(Screenshot(pixels, density=420))))
        done = store.write(Noted("x" * (number * 37 % 4000)))
        os.write(told, done.to_bytes(4, "big"))


def killed(folder: Path, after_s: float) -> int:
    """Start a recorder, kill it a while after its first events; return the last event told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        record_for_ever(folder, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read(4)
        select.select([], [], [], after_s)
        os.kill(child, signal.SIGKILL)
        told += pipe.read()
    os.waitpid(child, 0)
    whole = len(told) // 4 * 4
    return int.from_bytes(told[whole - 4 : whole], "big")


def main() -> None:
    """Kill as many as asked for."""
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(7)
    for index in range(times):
        sys.stdout.write(f"{killed(folder / str(index), chance.random() * LONGEST_S)}\n")


main()
