"""What the ADB client costs, against adbutils, on one phone in one run.

    python tests/benchmarks/bench_adb.py [--rounds 50]

Starts an adb server and a virtual phone of its own. Prints medians as a Markdown table; the exit
code is 1 when a ratio is worse than it must be.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import adbutils

from droidground.device.adb_server import AdbServer
from droidground.device.link import Link
from droidground.device.private_server import private_adb_server
from droidground.device.sync import push_file
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch

FILE = "/data/local/tmp/ten-megabytes"
FILE_BYTES = 10_368_016
SHELL_LIMIT, EXEC_LIMIT = 1 / 5, 1 / 20


def median_ms(call: Callable[[], object], rounds: int) -> float:
    """Median time of one call, after one that is not counted."""
    call()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def read_exec(link: Link) -> int:
    """Read the file over exec and return its length."""
    with link.open(f"exec:cat {FILE}") as stream:
        return len(stream.receive_rest())


def measure(server: AdbServer, serial: str, rounds: int) -> list[tuple[str, float, float, float]]:
    """What, ours, theirs and the largest ratio allowed."""
    link = Link(server, serial)
    theirs = adbutils.AdbClient(server.host, server.port).device(serial)
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(range(256)) * (FILE_BYTES // 256) + bytes(FILE_BYTES % 256))
        file.flush()
        push_file(link, Path(file.name), FILE)
    assert read_exec(link) == FILE_BYTES
    assert len(theirs.shell(f"cat {FILE}", encoding=None)) == FILE_BYTES
    few = max(3, rounds // 10)
    return [
        (
            "shell round trip (`getprop ro.product.model`)",
            median_ms(lambda: link.run_once("getprop ro.product.model"), rounds),
            median_ms(lambda: theirs.shell("getprop ro.product.model"), rounds),
            SHELL_LIMIT,
        ),
        (
            f"{FILE_BYTES / 1e6:.1f} MB: exec, ours; shell read, adbutils",
            median_ms(lambda: read_exec(link), rounds),
            median_ms(lambda: theirs.shell(f"cat {FILE}", encoding=None), few),
            EXEC_LIMIT,
        ),
        (
            "the same over shell v2, ours (how frames are read)",
            median_ms(lambda: link.read_bytes(f"cat {FILE}"), rounds),
            median_ms(lambda: theirs.shell(f"cat {FILE}", encoding=None), few),
            EXEC_LIMIT,
        ),
    ]


def main() -> int:
    """Print the table; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, private_adb_server() as server:
        record = daemon.start_background(parse_launch([f"--state-dir={folder}", "--name=bench"]))[0]
        try:
            server.connect(record.serial)
            rows = measure(server, record.serial, rounds)
        finally:
            daemon.stop(record.name, Path(folder))
    print(
        "| what | ours, ms | adbutils, ms | ratio | must be at most | |\n|---|---|---|---|---|---|"
    )
    for what, ours, theirs, limit in rows:
        verdict = "ok" if ours / theirs <= limit else "MISSED"
        print(
            f"| {what} | {ours:.2f} | {theirs:.1f} | 1/{theirs / ours:.0f} | 1/{1 / limit:.0f} "
            f"| {verdict} |"
        )
    print(
        f"\nMedians of {rounds} rounds; `python tests/benchmarks/bench_adb.py --rounds {rounds}`."
    )
    return int(any(ours / theirs > limit for _, ours, theirs, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
