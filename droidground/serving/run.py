"""From an engine to a server that runs until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from droidground.config import Secret
from droidground.errors import InvalidInput, ModelUnavailable
from droidground.grounding.engines.local_server import LocalServer, note_server
from droidground.grounding.engines.openai.address import is_loopback
from droidground.grounding.models.engine import Engine
from droidground.serving.batches import Batches

PORT = 8712
GRACE_S = 10
"""How long answers that are under way may take at the end."""
INSTALL = "pip install 'droidground[server]'"


def serve(
    load: Callable[[], Engine],
    *,
    state_dir: Path,
    host: str = "127.0.0.1",
    port: int = PORT,
    token_env: str | None = None,
    token: Secret | None = None,
    profile: str | None = None,
    on_ready: Callable[[LocalServer], None] = lambda server: None,
) -> None:
    """Load a model and serve it until SIGTERM or Ctrl-C; port 0 takes a free one.

    The port is taken before the model is loaded. A note in `state_dir` says where it listens and
    which `profile` belongs to it. `on_ready` is called once it answers. Raises
    `ModelUnavailable` when the port is taken or a package is missing, `InvalidInput` for an address
    that others can reach when there is no token, and what `load` raises.
    """
    if token is None and not is_loopback(host):
        raise InvalidInput(
            f"{host} can be reached from other machines, and there is no token",
            hint="Give --token-env NAME, a variable with a token that clients send as their key.",
        )
    _require_packages()
    with _bound(host, port) as listener, _terminable():
        engine = load()
        server = LocalServer(
            url=f"http://{_reached_at(host)}:{listener.getsockname()[1]}/v1",
            model=engine.model,
            pid=os.getpid(),
            started_at=time.time(),
            token_env=token_env,
            profile=profile,
        )
        _run(engine, token, listener, server, state_dir, on_ready)


def _run(
    engine: Engine,
    token: Secret | None,
    listener: socket.socket,
    server: LocalServer,
    state_dir: Path,
    on_ready: Callable[[LocalServer], None],
) -> None:
    import uvicorn

    from droidground.serving.app import build_app

    batches = Batches(engine)
    notes: list[Path] = []

    class Program(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            try:
                await super().startup(sockets)
            except OSError as exc:
                raise _taken(server.url, exc) from exc
            notes.append(note_server(state_dir, server))
            on_ready(server)

    config = uvicorn.Config(
        build_app(batches, engine.model, token),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    try:
        Program(config).run([listener])
    finally:
        batches.close()
        for note in notes:
            with suppress(OSError):
                note.unlink()


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """Take a port, without listening yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as exc:
            raise _taken(f"{host}:{port}", exc) from exc
        yield listener


def _taken(where: str, exc: OSError) -> ModelUnavailable:
    return ModelUnavailable(
        f"cannot listen at {where}: {exc.strerror or exc}",
        words="",
        hint="Another program may have the port; give --port N, or --port 0 for a free one.",
    )


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end the block as an exit that cleans up (the main thread hears signals)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _require_packages() -> None:
    try:
        import fastapi
        import uvicorn
    except ImportError as exc:
        raise ModelUnavailable(
            f"a package that the server needs is not installed: {exc.name}", words="", hint=INSTALL
        ) from exc
    del fastapi, uvicorn


def _reached_at(host: str) -> str:
    """Return how this machine reaches an address it listens at, as it stands in a URL."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{here}]" if ":" in here else here
