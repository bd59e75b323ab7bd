"""A tiny engine that answers by rule, and a server around it in this process or its own."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from droidground.config import Secret
from droidground.grounding.engines.local_server import LocalServer
from droidground.grounding.models.engine import (
    Engine,
    ImagePart,
    ModelReply,
    ModelRequest,
    TextPart,
)
from droidground.serving.app import LARGEST_BODY, build_app
from droidground.serving.batches import Batches
from droidground.serving.run import serve


class ScriptedEngine:
    """Answers with what it was shown and told."""

    model = "tiny"

    def __init__(self, answer: Callable[[ModelRequest], ModelReply] | None = None) -> None:
        self.batches: list[tuple[ModelRequest, ...]] = []
        self.gate = threading.Event()
        """Answers wait for it."""
        self.gate.set()
        self._answer = answer or describe

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        self.batches.append(tuple(requests))
        assert self.gate.wait(timeout=20)
        return tuple(self._answer(request) for request in requests)


def describe(request: ModelRequest) -> ModelReply:
    """Return a reply that tells all parts of a request."""
    told = [
        f"{message.role}:{part.text}"
        if isinstance(part, TextPart)
        else f"{message.role}:{part.pixels.shape[1]}x{part.pixels.shape[0]}"
        for message in request.messages
        for part in message.parts
    ]
    return ModelReply(" | ".join(told), score=0.75, tokens=3, timings_ms={"model": 1.5})


def pictures(request: ModelRequest) -> list[ImagePart]:
    """Return the pictures of a request."""
    parts = (part for message in request.messages for part in message.parts)
    return [part for part in parts if isinstance(part, ImagePart)]


@contextmanager
def served(
    engine: Engine, token: Secret | None = None, largest_body: int = LARGEST_BODY
) -> Iterator[str]:
    """The URL of a server in a thread, until the block ends."""
    ready = threading.Event()

    class Program(uvicorn.Server):
        async def startup(self, sockets: object = None) -> None:
            await super().startup()
            ready.set()

    batches = Batches(engine)
    app = build_app(batches, engine.model, token, largest_body)
    program = Program(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=program.run, daemon=True)
    thread.start()
    assert ready.wait(timeout=20)
    try:
        yield f"http://127.0.0.1:{program.servers[0].sockets[0].getsockname()[1]}"
    finally:
        if isinstance(engine, ScriptedEngine):
            engine.gate.set()
        program.should_exit = True
        thread.join(timeout=20)
        batches.close()


def announce(server: LocalServer) -> None:
    """Tell the parent where to ask."""
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve in a process of its own: STATE_DIR PORT [TOKEN_ENV [HOST]]."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    token_env = sys.argv[3] if len(sys.argv) > 3 else None
    host = sys.argv[4] if len(sys.argv) > 4 else "127.0.0.1"
    serve(
        ScriptedEngine,
        state_dir=folder,
        host=host,
        port=port,
        token_env=token_env,
        token=Secret(os.environ[token_env]) if token_env else None,
        on_ready=announce,
    )


if __name__ == "__main__":
    main()
