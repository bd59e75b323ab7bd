"""A worker as its owner sees it: requests with a deadline, errors carried across, a sure end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NoReturn

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.errors import WorkerFailed, WorkerRaised
from droidground.worker import wire

GRACE_S = 2.0
"""How long a worker may take to end by itself."""
EVIDENCE = 4_000
"""Bytes from the end of what a worker printed that an error shows."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a method returned."""

    result: Mapping[str, Any]
    blobs: tuple[bytes, ...]


class Worker:
    """One process with packages of its own.

    One request at a time. A worker that missed a deadline, ended or sent what is no message is
    ended, with everything it started, and answers no more: who needs it starts another.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], connection: socket.socket, printed: IO[bytes],
        clock: Clock,
    ) -> None:  # fmt: skip
        self._process = process
        self._connection = connection
        self._printed = printed
        self._clock = clock
        self._is_open = True
        self._last_words = ""

    @classmethod
    def start(
        cls, python: Path, methods: Path, *, timeout_s: float, clock: Clock = SYSTEM_CLOCK
    ) -> Worker:
        """Start a worker with an environment's Python and a file that defines `METHODS`.

        Raises `WorkerFailed` when it is not ready after `timeout_s`.
        """
        ours, theirs = socket.socketpair()
        printed = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        command = [str(python), "-I", "-u", wire.__file__, str(theirs.fileno()), str(methods)]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except OSError as exc:
            ours.close()
            printed.close()
            raise WorkerFailed(
                f"no worker could be started with {python}: {exc.strerror}",
                stderr="",
                hint="Remove the folder of its environment, so that it is made again.",
            ) from exc
        finally:
            theirs.close()
        worker = cls(process, ours, printed, clock)
        try:
            worker._receive(clock.now() + timeout_s, "it started")
        except WorkerFailed:
            worker.close()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process, which also leads a session and a group of its own."""
        return self._process.pid

    @property
    def stderr(self) -> str:
        """The end of what the worker has printed, on either stream."""
        if self._printed.closed:
            return self._last_words
        end = self._printed.seek(0, os.SEEK_END)
        self._printed.seek(max(0, end - EVIDENCE))
        return self._printed.read().decode(errors="replace").strip()

    def request(
        self,
        method: str,
        arguments: Mapping[str, Any],
        blobs: Sequence[bytes] = (),
        *,
        timeout_s: float,
    ) -> Reply:
        """Call a method and wait for what it returns.

        Raises `WorkerRaised` when the method raised, after which the worker goes on, and
        `WorkerFailed` when there was no answer in time, or none at all.
        """
        if not self._is_open:
            raise WorkerFailed("the worker is closed", stderr="", hint="Start another one.")
        deadline = self._clock.now() + timeout_s
        self._connection.settimeout(timeout_s)
        header = {"method": method, "arguments": dict(arguments)}
        try:
            wire.write_message(self._connection.sendall, header, blobs)
        except OSError as exc:
            self._fail(f"the worker took no {method!r}", exc)
        answer, parts = self._receive(deadline, f"{method!r} was answered")
        return Reply(answer.get("result", {}), tuple(parts))

    def close(self) -> None:
        """End the worker: first by closing the line, then by force, with what it started."""
        if self._is_open:
            self._end(GRACE_S)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _end(self, grace_s: float) -> int | None:
        """Close the line, wait, then end the group; return the exit code, None when it was ended.

        No process gets the number of a group that still has members, so the group is the worker's.
        """
        self._is_open = False
        self._connection.close()
        ended = None
        with suppress(subprocess.TimeoutExpired):
            ended = self._process.wait(grace_s)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._last_words = self.stderr
        self._printed.close()
        return ended

    def _receive(self, deadline: float, event: str) -> tuple[wire.Header, list[bytes]]:
        def receive(count: int) -> bytes:
            self._connection.settimeout(max(0.001, deadline - self._clock.now()))
            return wire.receiver(self._connection)(count)

        try:
            header, blobs = wire.read_message(receive)
        except (OSError, EOFError, wire.WireError) as exc:
            self._fail(f"the worker failed before {event}", exc)
        error = header.get("error")
        if error is not None:
            raise WorkerRaised(
                f"{error['type']}: {error['message']}",
                kind=error["type"],
                traceback=error["traceback"],
                stderr=self.stderr,
                hint="See what the worker printed, with -v.",
            )
        return header, blobs

    def _fail(self, message: str, exc: Exception) -> NoReturn:
        """End the worker and raise, with how it ended and what it printed."""
        is_late = isinstance(exc, TimeoutError)
        ended = self._end(0.0 if is_late else GRACE_S)
        why = "no answer in time" if is_late else str(exc)
        if isinstance(exc, OSError | EOFError) and ended is not None:
            why = f"it ended with exit code {ended}"
        printed = self.stderr
        last = f"; it printed last: {printed.splitlines()[-1]}" if printed else ""
        raise WorkerFailed(
            f"{message}: {why}{last}",
            stderr=printed,
            hint="Give it more time." if is_late else "See what the worker printed, with -v.",
        ) from exc
