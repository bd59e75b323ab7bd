"""What the virtual phone's Chromium screen costs, through a real adb server.

    python tests/benchmarks/bench_virtual_phone.py [--rounds 20] [--phones 8] [--noisy]

Starts an adb server and phones of its own. Prints medians with their spread as a Markdown table;
the exit code is 1 when a limit is missed, unless --noisy says that the machine is busy with other
work. Memory is PSS, what the browser's processes would free together (proc_pid_smaps(5)).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from droidground.clock import SYSTEM_CLOCK
from droidground.device.adb_server import AdbServer
from droidground.device.link import Link
from droidground.device.private_server import private_adb_server
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch
from droidground_emulator.virtual.records import PhoneRecord

START_S, FEW_STARTS = 4.0, 5
SHOT_MS, CHANGE_MS = 120.0, 250.0
ONE_MB, EIGHT_MB = 500.0, 1300.0
IDLE_S = 5.0
CHANGE_DEADLINE_S = 5.0
START = "import sys; from droidground.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured line."""

    what: str
    unit: str
    values: Sequence[float]
    limit: float | None = None
    """The largest median allowed."""

    @property
    def missed(self) -> bool:
        """Whether the limit is exceeded."""
        return self.limit is not None and statistics.median(self.values) > self.limit

    def __str__(self) -> str:
        """Return the line of the table."""
        digits = 2 if self.unit == "s" else 1 if self.unit == "%" else 0
        low, median, high = (
            f"{pick(self.values):.{digits}f}" for pick in (min, statistics.median, max)
        )
        spread = f"{low} to {high}" if len(self.values) > 1 else ""
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}"
        verdict = "" if self.limit is None else "MISSED" if self.missed else "ok"
        return f"| {self.what} | {median} {self.unit} | {spread} | {limit} | {verdict} |"


def repeat_ms(call: Callable[[], object], rounds: int) -> list[float]:
    """Times of a call, after one that is not counted."""
    call()
    return [_seconds(call) * 1000 for _ in range(rounds)]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@contextmanager
def phones(server: AdbServer, app: str, count: int = 1) -> Iterator[tuple[list[Link], int]]:
    """Phones in one process that adb is connected to, and that process's id."""
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--state-dir={folder}", "--name=bench", "--screen=chromium", "--seed=1"]
        launch = parse_launch([*options, f"--count={count}", f"--app={app}"])
        records: Sequence[PhoneRecord] = daemon.start_background(launch, timeout_s=60)
        try:
            for record in records:
                server.connect(record.serial)
            yield [Link(server, record.serial) for record in records], records[0].pid
        finally:
            daemon.stop("bench", Path(folder))
            for record in records:
                server.disconnect(record.serial)


def start_once(server: AdbServer) -> float:
    """Seconds of `droidground phone start`, until adb answers from the phone."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "HOME": home,
            "ANDROID_ADB_SERVER_PORT": str(server.port),
        }
        environment.pop("ANDROID_SERIAL", None)
        command = [sys.executable, "-c", START, "phone"]
        began = time.perf_counter()
        serial = subprocess.run(
            [*command, "start", "--screen=chromium"],
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()[-1]
        assert shot(Link(server, serial)).startswith(b"\x89PNG")
        spent = time.perf_counter() - began
        subprocess.run([*command, "stop"], env=environment, capture_output=True, check=True)
        return spent


def shot(link: Link) -> bytes:
    """Return the PNG that screencap writes."""
    with link.open("exec:screencap -p") as stream:
        return bytes(stream.receive_rest())


class Taps:
    """Taps on a pad that names where it was touched: each changes the screen."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._seen = shot(link)
        self._count = 0

    def tap(self) -> None:
        """Tap elsewhere than before and wait for a screenshot that shows it."""
        self._count += 1
        self._link.run_once(f"input tap {200 + 7 * (self._count % 90)} 1200")
        deadline = time.monotonic() + CHANGE_DEADLINE_S
        while (now := shot(self._link)) == self._seen:
            assert time.monotonic() < deadline, "a tap changed nothing"
        self._seen = now


def processes_below(root: int) -> list[int]:
    """Ids of a process's descendants."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    found, known = [], {root}
    while fresh := {pid for pid, parent in parents.items() if parent in known} - known:
        found += sorted(fresh)
        known |= fresh
    return found


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def pss_mb(pids: Sequence[int]) -> float:
    """Memory of processes in 10^6 bytes, shared pages divided among those that share them."""
    kilobytes = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes * 1024 / 1e6


def strangers(root: int) -> int:
    """Count processes of the same browser that are not ours: they lower our PSS."""
    ours = processes_below(root)
    programs = {_program(Path(f"/proc/{pid}")) for pid in ours} - {None}
    return sum(
        _program(path) in programs
        for path in Path("/proc").glob("[0-9]*")
        if int(path.name) not in (root, *ours)
    )


def _program(process: Path) -> str | None:
    try:
        return os.readlink(process / "exe")
    except OSError:
        return None


def cpu_s(pids: Sequence[int]) -> float:
    """Processor time that processes have used, seconds."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def idle_percent(root: int) -> float:
    """Share of one core that a phone nobody touches uses."""
    SYSTEM_CLOCK.sleep(2)  # what the last call set in motion has come to rest
    pids = [root, *processes_below(root)]
    before = cpu_s(pids)
    SYSTEM_CLOCK.sleep(IDLE_S)
    return (cpu_s(pids) - before) / IDLE_S * 100


def memory_of(what: str, root: int) -> str:
    """Name the row of memory, and how many other processes run the same program."""
    others = strangers(root)
    note = f" ({others} foreign processes share its pages)" if others else ""
    return f"browser's memory, {what}{note}"


def measure_one(server: AdbServer, rounds: int) -> list[Row]:
    """One phone alone."""
    dump = "uiautomator dump /data/local/tmp/ui.xml"
    with phones(server, "touchpad") as ((link,), pid):
        taps = Taps(link)
        rows = [
            Row(
                "`screencap -p`, 1080x2400, through adb",
                "ms",
                repeat_ms(lambda: shot(link), rounds),
                SHOT_MS,
            ),
            Row(
                "`input tap` until a screenshot shows it",
                "ms",
                repeat_ms(taps.tap, rounds),
                CHANGE_MS,
            ),
        ]
    with phones(server, "settings") as ((link,), pid):
        rows += [
            Row("the same of Settings", "ms", repeat_ms(lambda: shot(link), rounds), SHOT_MS),
            Row("raw `screencap`", "ms", repeat_ms(lambda: link.read_bytes("screencap"), rounds)),
            Row("`uiautomator dump`", "ms", repeat_ms(lambda: link.run_once(dump), rounds)),
            Row("idle: both processes, of one core", "%", [idle_percent(pid)]),
            Row(memory_of("1 phone", pid), "MB", [pss_mb(processes_below(pid))], ONE_MB),
        ]
    return rows


def measure_many(server: AdbServer, count: int) -> list[Row]:
    """Several phones in one process."""
    began = time.perf_counter()
    with phones(server, "settings", count) as (links, pid), ThreadPoolExecutor(count) as pool:
        started = time.perf_counter() - began
        list(pool.map(shot, links))
        memory = pss_mb(processes_below(pid))
        alone = repeat_ms(lambda: shot(links[0]), 10)
        together = repeat_ms(lambda: list(pool.map(shot, links)), 10)
        return [
            Row(f"{count} phones in one process: start to ready", "s", [started]),
            Row(f"{count} phones: one screenshot", "ms", alone),
            Row(f"{count} phones: a screenshot of each at once", "ms", together),
            Row(
                f"browser's memory, {count} phones",
                "MB",
                [memory],
                EIGHT_MB if count == 8 else None,
            ),
            Row(f"{count} phones idle, of one core", "%", [idle_percent(pid)]),
        ]


def main() -> int:
    """Print the table; 1 when a limit is missed on a machine that is not said to be noisy."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--phones", type=int, default=8, help="in one process")
    parser.add_argument("--noisy", action="store_true", help="exit with 0 all the same")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    with private_adb_server() as server:
        start_once(server)
        starts = [start_once(server) for _ in range(FEW_STARTS)]
        rows = [Row("`phone start` to the first screenshot", "s", starts, START_S)]
        rows += measure_one(server, args.rounds)
        rows += measure_many(server, args.phones)
    print("| what | median | spread | must be at most | |\n|---|---|---|---|---|")
    print("\n".join(str(row) for row in rows))
    print(
        f"\n{args.rounds} rounds, {os.cpu_count()} cores, load average {load:.1f} before and "
        f"{os.getloadavg()[0]:.1f} after."
    )
    return int(any(row.missed for row in rows) and not args.noisy)


if __name__ == "__main__":
    sys.exit(main())
