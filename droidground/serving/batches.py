"""One engine for many clients: what waits together is asked together."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from droidground.errors import GroundingError
from droidground.grounding.models.engine import Engine, ModelReply, ModelRequest

MOST = 16
"""Questions in one batch."""


@dataclass(slots=True, eq=False)
class Ticket:
    """One question in the queue."""

    request: ModelRequest
    reply: ModelReply | None = None


class Batches:
    """A queue before an engine that answers one batch at a time.

    Each question brings a job. The job of the oldest one answers all that wait, so that questions
    about one screen share its prefix, and the jobs of the others find their answers there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[Ticket] = deque()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "droidground-engine")

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def submit(self, request: ModelRequest) -> Future[ModelReply]:
        """Queue a question. Its future raises what the engine raised."""
        ticket = Ticket(request)
        with self._lock:
            self._waiting.append(ticket)
        return self._worker.submit(self._serve, ticket)

    def close(self) -> None:
        """End after the batch that is being answered."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _serve(self, ticket: Ticket) -> ModelReply:
        if ticket.reply is None:
            batch = self._take(ticket)
            for one, reply in zip(batch, self._answer(batch), strict=False):
                one.reply = reply
        assert ticket.reply is not None
        return ticket.reply

    def _take(self, ticket: Ticket) -> list[Ticket]:
        """Return the ticket and those that wait behind it."""
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            return [ticket, *(self._waiting.popleft() for _ in range(min(MOST - 1, len(self))))]

    def _answer(self, batch: list[Ticket]) -> tuple[ModelReply, ...]:
        """Ask all at once; where that fails only the first, so that its error is its own."""
        if len(batch) > 1:
            try:
                return self._engine.answer([one.request for one in batch])
            except GroundingError:
                pass
        return self._engine.answer([batch[0].request])
