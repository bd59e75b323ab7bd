"""What a tap by words costs, effect check included, and which part takes how much of it.

    python tests/benchmarks/bench_tap.py [--rounds 20] [--screen chromium]

Starts an adb server and a virtual phone of its own, and taps back and forth between a page and a
switch of Settings. Prints medians as a Markdown table; the exit code is 1 when the whole takes
longer than it must. The virtual phone is not Android: on a real one the shares differ.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from droidground.actions import Effect, Step
from droidground.config import DeviceSettings
from droidground.device import connect_device
from droidground.device.private_server import private_adb_server
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch

LIMIT_MS = 600
PARTS = {
    "screenshot": "two frames before",
    "tree": "the view hierarchy before",
    "locate": "finding the words",
    "act": "the tap itself (`input tap`)",
    "settle": "frames until the answer stands still",
    "effect": "comparing; where needed, the hierarchy after",
}


def taps(phone: Phone, rounds: int) -> Iterator[tuple[Step, float]]:
    """Yield taps on a switch and on a row that opens a page, with their times in ms."""
    for _ in range(rounds):
        for words in ("Airplane mode switch", "Internet"):
            start = time.perf_counter()
            step = phone.tap(words)
            yield step, (time.perf_counter() - start) * 1000
        phone.back()


def measure(phone: Phone, rounds: int) -> tuple[list[Step], list[float]]:
    """Return the taps and their times, after a round that is not counted."""
    phone.open("Settings")
    phone.tap("Network & internet")
    list(taps(phone, 1))
    done = list(taps(phone, rounds))
    return [step for step, _ in done], [spent for _, spent in done]


def main() -> int:
    """Print the table; 1 when the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--screen", default="chromium", choices=("chromium", "pillow"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, private_adb_server() as server:
        launch = parse_launch(
            [f"--state-dir={folder}", "--name=bench", f"--screen={options.screen}"]
        )
        record = daemon.start_background(launch)[0]
        try:
            server.connect(record.serial)
            settings = DeviceSettings(
                serial=record.serial, adb_host=server.host, adb_port=server.port
            )
            with Phone(connect_device(settings), ElementsGrounder()) as phone:
                steps, spent = measure(phone, options.rounds)
        finally:
            daemon.stop(record.name, Path(folder))
    whole = statistics.median(spent)
    print(f"| part of `phone.tap(words)`, {options.screen} screen | median, ms | share |")
    print("|---|---|---|")
    for name, what in PARTS.items():
        part = statistics.median(step.timings_ms.get(name, 0.0) for step in steps)
        print(f"| {what} | {part:.0f} | {part / whole:.0%} |")
    verdict = "ok" if whole <= LIMIT_MS else "MISSED"
    print(f"| all, must be at most {LIMIT_MS} | {whole:.0f} | {verdict} |")
    changed = sum(step.effect is Effect.CHANGED for step in steps)
    print(f"\n{changed} of {len(steps)} taps were seen to change the screen.")
    return int(whole > LIMIT_MS or changed < len(steps))


if __name__ == "__main__":
    sys.exit(main())
