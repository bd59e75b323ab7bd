"""The engine whose model runs in a worker."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from droidground.clock import SYSTEM_CLOCK
from droidground.errors import ModelUnavailable, WorkerFailed
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    TextPart,
)
from droidground.worker import Worker

ANSWER_S = 600.0


class WorkerEngine:
    """Sends pictures as raw RGB and prompts as messages; the worker writes the answer.

    Nothing is shared between questions: the code there is the family's own, as it was published.
    """

    def __init__(self, checkpoint: str, worker: Worker, timeout_s: float = ANSWER_S) -> None:
        self._checkpoint = checkpoint
        self._worker = worker
        self._timeout_s = timeout_s
        self._lock = threading.Lock()

    @property
    def model(self) -> str:
        """The checkpoint: an id or a folder."""
        return self._checkpoint

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Return one reply a request, in order.

        Raises `ModelUnavailable` when the code there raises, or the worker ends or hangs; after the
        latter the engine has to be started again.
        """
        with self._lock:
            return tuple(map(self._one, requests))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def _one(self, request: ModelRequest) -> ModelReply:
        arguments, blobs = spelt(request)
        started = SYSTEM_CLOCK.now()
        try:
            reply = self._worker.request("answer", arguments, blobs, timeout_s=self._timeout_s)
        except WorkerFailed as exc:
            raise ModelUnavailable(
                f"{self._checkpoint} failed in its worker: {exc.message}", words="", hint=exc.hint
            ) from exc
        spent = (SYSTEM_CLOCK.now() - started) * 1e3
        text = str(reply.result["text"])
        end = min((at for at in map(text.find, request.stop) if at >= 0), default=None)
        return ModelReply(
            text=text[:end],
            tokens=reply.result.get("tokens"),
            timings_ms={"worker": spent},
        )


def spelt(request: ModelRequest) -> tuple[dict[str, Any], list[bytes]]:
    """Return a request as a worker gets it: JSON, and one blob of RGB bytes a picture."""
    pictures = [
        part.pixels
        for message in request.messages
        for part in message.parts
        if isinstance(part, ImagePart)
    ]
    arguments = {
        "messages": [_turn(message) for message in request.messages],
        "sizes": [list(pixels.shape[:2]) for pixels in pictures],
        "max_new_tokens": request.max_new_tokens,
        "prefill": request.prefill,
        "keep_special_tokens": request.keep_special_tokens,
    }
    return arguments, [np.ascontiguousarray(pixels).tobytes() for pixels in pictures]


def _turn(message: Message) -> dict[str, Any]:
    """Return a turn; a picture is null, and stands for the next blob."""
    texts = [part.text if isinstance(part, TextPart) else None for part in message.parts]
    return {"role": message.role, "parts": texts}
