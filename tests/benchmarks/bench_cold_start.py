"""How long `droidground --help` takes as a whole process, beside the bare interpreter.

The first run finds no compiled files of ours (PYTHONPYCACHEPREFIX points to an empty folder).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
HELP = [sys.executable, "-c", "from droidground.cli import main; main(['--help'])"]
BARE = [sys.executable, "-c", "pass"]


def seconds(command: list[str], cache: str) -> float:
    """Run a command once and return its wall time."""
    start = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPYCACHEPREFIX": cache},
    )
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        cold = seconds(HELP, cache)
        pairs = [(seconds(HELP, cache), seconds(BARE, cache)) for _ in range(RUNS)]
    warm, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print("| process | seconds | must reach |")
    print("|---|---|---|")
    print(f"| `droidground --help`, nothing compiled | {cold:.3f} | 0.3 |")
    print(f"| `droidground --help`, median of {RUNS} | {warm:.3f} | |")
    print(f"| `python -c pass`, median of {RUNS} | {bare:.3f} | |")


if __name__ == "__main__":
    main()
