"""A client of the Chrome DevTools protocol over the browser's pipe.

Protocol: https://chromedevtools.github.io/devtools-protocol/; with --remote-debugging-pipe the
browser reads requests from file 3 and writes answers to file 4, each ended by a NUL byte.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from droidground_emulator.errors import EmulatorError

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
Waiter = Callable[[float], dict[str, Any]]
"""Takes the longest wait in seconds; raises CdpError."""

CALL_S = 10.0
"""Longest wait for an answer, in seconds."""
_CHUNK = 1 << 20
_GONE = ("session", "navigated or closed", "target closed")
"""Words of the browser's messages about a page that was replaced or ended."""


class CdpError(EmulatorError):
    """The browser refused a call; `lost` tells that the page or the browser is gone.

    `hung` tells that it did not answer, so that nothing else may be asked of it.
    """

    def __init__(self, message: str, *, lost: bool = False, hung: bool = False) -> None:
        super().__init__(message)
        self.lost = lost or hung
        self.hung = hung


@dataclass(slots=True)
class _Call:
    method: str
    session: str
    answer: queue.SimpleQueue[dict[str, Any]]


class CdpClient:
    """Calls and events; every method may be called from any thread.

    Handlers run on the reading thread: they must not wait for an answer.
    """

    def __init__(self, read_fd: int, write_fd: int) -> None:
        """Own two ends of the browser's pipes."""
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._write_lock = threading.Lock()
        self._waiting: dict[int, _Call] = {}
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._ended: dict[str, Callable[[], None]] = {}
        self.gone = False
        """Whether the browser closed the pipe."""
        self._reader = threading.Thread(target=self._read_all, name="cdp", daemon=True)
        self._reader.start()

    def on(self, session: str, event: str, handler: Handler) -> None:
        """Call `handler` with the parameters of each such event; session "" is the browser's."""
        with self._lock:
            self._handlers[session, event] = handler

    def on_end(self, session: str, handler: Callable[[], None]) -> None:
        """Call a session's `handler` when the browser is gone."""
        with self._lock:
            self._ended[session] = handler

    def forget(self, session: str) -> None:
        """Drop a session's handlers and fail what waits for its answers."""
        with self._lock:
            for key in [key for key in self._handlers if key[0] == session]:
                del self._handlers[key]
            self._ended.pop(session, None)
        self.fail(session, "the page is gone")

    def fail(self, session: str, why: str) -> None:
        """Fail the calls of a session that wait for an answer."""
        with self._lock:
            calls = [c for c in self._waiting.values() if c.session == session]
        for call in calls:
            call.answer.put({"error": {"message": why}, "lost": True})

    def call(
        self, method: str, session: str = "", *, timeout_s: float = CALL_S, **params: Any
    ) -> dict[str, Any]:
        """Return the answer's result.

        Raises:
            CdpError: the call was refused, was not answered in time, or nobody is there to answer.
        """
        return self.begin(method, session, **params)(timeout_s)

    def begin(self, method: str, session: str = "", **params: Any) -> Waiter:
        """Send a call; the waiter that is returned gives the answer as `call` does."""
        number = next(self._numbers)
        call = _Call(method, session, queue.SimpleQueue())
        with self._lock:
            self._waiting[number] = call
        try:
            self._send(number, method, session, params)
        except CdpError:
            with self._lock:
                del self._waiting[number]
            raise
        return lambda timeout_s: self._wait(number, call, timeout_s)

    def _wait(self, number: int, call: _Call, timeout_s: float) -> dict[str, Any]:
        try:
            answer = call.answer.get(timeout=timeout_s)
        except queue.Empty:
            why = f"{call.method}: no answer within {timeout_s:g} s"
            raise CdpError(why, hung=True) from None
        finally:
            with self._lock:
                self._waiting.pop(number, None)
        error = answer.get("error")
        if error is not None:
            message = str(error.get("message"))
            lost = answer.get("lost", False) or any(word in message.casefold() for word in _GONE)
            raise CdpError(f"{call.method}: {message}", lost=lost)
        result: dict[str, Any] = answer.get("result", {})
        return result

    def post(self, method: str, session: str = "", **params: Any) -> None:
        """Make a call without waiting for its answer."""
        with contextlib.suppress(CdpError):
            self._send(next(self._numbers), method, session, params)

    def close(self) -> None:
        """Close our ends; the browser then ends by itself."""
        with self._write_lock:
            if self._write_fd >= 0:
                os.close(self._write_fd)
                self._write_fd = -1

    def join(self, timeout_s: float) -> None:
        """Wait for the reading thread."""
        self._reader.join(timeout_s)

    def _send(self, number: int, method: str, session: str, params: dict[str, Any]) -> None:
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = memoryview(json.dumps(message).encode() + b"\0")
        with self._write_lock:
            if self.gone or self._write_fd < 0:
                raise CdpError(f"{method}: the browser is gone", lost=True)
            try:
                while data:
                    data = data[os.write(self._write_fd, data) :]
            except OSError as exc:
                raise CdpError(f"{method}: {exc.strerror}", lost=True) from exc

    def _read_all(self) -> None:
        parts: list[bytes] = []
        try:
            while chunk := self._read():
                *whole, rest = chunk.split(b"\0")
                for end in whole:
                    self._take(b"".join([*parts, end]))
                    parts = []
                parts.append(rest)
        finally:
            # Also when a handler failed: a browser that nobody reads counts as gone, not as slow.
            self._end()

    def _read(self) -> bytes:
        try:
            return os.read(self._read_fd, _CHUNK)
        except OSError:
            return b""

    def _take(self, data: bytes) -> None:
        message: dict[str, Any] = json.loads(data)
        number = message.get("id")
        if number is not None:
            with self._lock:
                call = self._waiting.get(number)
            if call is not None:
                call.answer.put(message)
            return
        key = (message.get("sessionId", ""), message.get("method", ""))
        with self._lock:
            handler = self._handlers.get(key)
        if handler is not None:
            handler(message.get("params", {}))

    def _end(self) -> None:
        with self._write_lock:
            self.gone = True
        os.close(self._read_fd)
        with self._lock:
            calls = list(self._waiting.values())
            handlers = tuple(self._ended.values())
        for call in calls:
            call.answer.put({"error": {"message": "the browser is gone"}, "lost": True})
        for handler in handlers:
            handler()
