"""How long `droidground --help` takes as a whole process, beside the bare interpreter.

The first run finds no compiled files at all, neither ours nor click's: PYTHONPYCACHEPREFIX points
to an empty folder. (`make` compiles what it installs: a user's first run lies between the two.)
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
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        cold = seconds(HELP, cache)
        pairs = [(seconds(HELP, cache), seconds(BARE, cache)) for _ in range(RUNS)]
    warm, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print("| process | seconds | must reach |")
    print("|---|---|---|")
    print(f"| `droidground --help`, first run: nothing compiled | {cold:.3f} | |")
    print(f"| `droidground --help`, median of {RUNS} | {warm:.3f} | 0.3 |")
    print(f"| `python -c pass`, median of {RUNS} | {bare:.3f} | |")


if __name__ == "__main__":
    main()
