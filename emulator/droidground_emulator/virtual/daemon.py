"""Virtual phones in the background: start, stop, list."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import droidground_emulator
from droidground_emulator.clock import Clock
from droidground_emulator.errors import AlreadyRunning, NotRunning, StartFailed
from droidground_emulator.virtual.launch import DEFAULT_STATE_DIR, Launch
from droidground_emulator.virtual.records import (
    PhoneRecord,
    load_record,
    load_records,
    record_path,
    remove_record,
)

_LOG_TAIL = 4000
_TERM_S = 10.0
_KILL_S = 5.0
_children: dict[int, subprocess.Popen[bytes]] = {}
"""Processes that this one started: their zombies are ours to reap."""


def start_background(
    launch: Launch, timeout_s: float = 30.0, *, clock: Clock | None = None
) -> tuple[PhoneRecord, ...]:
    """Start a process that serves the phones and outlives this one; return when they listen.

    Raises AlreadyRunning, and StartFailed when the state folder cannot be written, or with the
    end of its log when the process died or took too long.
    """
    clock = clock or Clock()
    state_dir = launch.state_dir.expanduser().absolute()
    launch = replace(launch, state_dir=state_dir)
    names = [options.name for options in launch.phones()]
    running = {record.name for record in list_phones(state_dir)} & set(names)
    if running:
        raise AlreadyRunning(
            f"a phone called {min(running)!r} is running", hint="Stop it, or choose another name."
        )
    log = state_dir / f"{launch.phone.name}.log"
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
        process = _spawn(launch.argv(), log)
    except OSError as exc:
        raise StartFailed(
            f"cannot write {exc.filename or state_dir}: {exc.strerror}",
            hint="Choose another state folder.",
        ) from exc

    def records() -> list[PhoneRecord]:
        found = (load_record(record_path(state_dir, name)) for name in names)
        return [record for record in found if record is not None and record.pid == process.pid]

    clock.wait_until(
        lambda: len(records()) == len(names) or process.poll() is not None,
        clock.monotonic() + timeout_s,
    )
    found = tuple(records())
    if len(found) == len(names) and process.poll() is None:
        return found
    code = process.poll()
    process.kill()
    process.wait()
    del _children[process.pid]
    what = f"was not up within {timeout_s:g} s" if code is None else f"ended with code {code}"
    raise StartFailed(
        f"the virtual phone {what}: {_last_line(log)}", hint=f"Read {log}.", log=_tail(log)
    )


def stop(
    name: str, state_dir: Path = DEFAULT_STATE_DIR, *, clock: Clock | None = None
) -> tuple[PhoneRecord, ...]:
    """End the process of the phone or group called `name`; return the phones that ended with it.

    Raises NotRunning.
    """
    clock = clock or Clock()
    state_dir = state_dir.expanduser().absolute()
    alive = list_phones(state_dir)
    pids = {record.pid for record in alive if name in (record.name, record.group)}
    if not pids:
        raise NotRunning(f"no phone called {name!r} is running", hint="List the phones.")
    ended = tuple(record for record in alive if record.pid in pids)
    for number, patience_s in ((signal.SIGTERM, _TERM_S), (signal.SIGKILL, _KILL_S)):
        left = [record for record in ended if _is_alive(record)]
        for record in {record.pid: record for record in left}.values():
            _signal(record, number)
        if clock.wait_until(
            lambda: not any(_is_alive(record) for record in ended),
            clock.monotonic() + patience_s,
        ):
            break
    for record in ended:
        remove_record(state_dir, record)
    return ended


def list_phones(state_dir: Path = DEFAULT_STATE_DIR) -> tuple[PhoneRecord, ...]:
    """Return the phones that run, by name; records of dead ones are removed."""
    state_dir = state_dir.expanduser().absolute()
    records = load_records(state_dir)
    alive = tuple(record for record in records if _is_alive(record))
    for record in records:
        if record not in alive:
            remove_record(state_dir, record)
    return alive


def _spawn(argv: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start the process in a session of its own, its output going to `log`."""
    # The working folder is where this package lies, so that -m finds it however we were found.
    home = Path(droidground_emulator.__file__).parent.parent
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "droidground_emulator.virtual", *argv],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _children[process.pid] = process
    return process


def _is_alive(record: PhoneRecord) -> bool:
    child = _children.get(record.pid)
    if child is not None and child.poll() is not None:
        del _children[record.pid]
    return record.is_alive()


def _signal(record: PhoneRecord, number: signal.Signals) -> None:
    """Signal the phone's process, and no other that got its pid."""
    with _held(record.pid) as descriptor:
        if not record.is_alive():
            return
        try:
            if descriptor is None:
                os.kill(record.pid, number)
            else:
                signal.pidfd_send_signal(descriptor, number)
        except ProcessLookupError:
            return


@contextmanager
def _held(pid: int) -> Iterator[int | None]:
    """Hold a process by a descriptor, where the system has such, so that its pid stays its own."""
    if not hasattr(os, "pidfd_open"):
        yield None
        return
    try:
        descriptor = os.pidfd_open(pid)
    except OSError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _tail(log: Path) -> str:
    return log.read_bytes()[-_LOG_TAIL:].decode("utf-8", "replace")


def _last_line(log: Path) -> str:
    lines = _tail(log).strip().splitlines()
    return lines[-1] if lines else "it wrote nothing"
