"""The local model server: where it listens, as it notes it and as others find it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from droidground.errors import ConfigError, ModelUnavailable

HINT = "Start one with `droidground serve --model CHECKPOINT`."
KNOCK_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class LocalServer:
    """One running server."""

    url: str
    model: str
    pid: int
    started_at: float
    """Seconds since the epoch."""
    token_env: str | None = None
    """The environment variable that holds its token; None when it wants none."""
    profile: str | None = None
    """The model profile that it was started with."""


def note_server(folder: Path, server: LocalServer) -> Path:
    """Write where a server listens; return the file, which the server removes at its end.

    Raises `ConfigError` when the folder cannot be written.
    """
    path = folder / f"server-{urlsplit(server.url).port}.json"
    draft = path.with_suffix(f".{server.pid}.tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(server)), "utf-8")
        draft.replace(path)
    except OSError as exc:
        raise ConfigError(
            f"{folder} cannot be written: {exc.strerror}",
            key="server.state_dir",
            source="the settings",
            hint="Set DROIDGROUND_SERVER_DIR to a folder that can.",
        ) from exc
    return path


def find_server(folder: Path) -> LocalServer:
    """Return the server that was started last and still listens.

    Notes of servers that are gone are removed. Raises `ModelUnavailable` when there is none.
    """
    living = [server for path in folder.glob("server-*.json") if (server := _read(path))]
    if not living:
        raise ModelUnavailable("no local model server runs", words="", hint=HINT)
    return max(living, key=lambda server: server.started_at)


def _read(path: Path) -> LocalServer | None:
    """Return a server that listens; forget one that does not."""
    try:
        server = LocalServer(**json.loads(path.read_text("utf-8")))
        os.kill(server.pid, 0)
        parts = urlsplit(server.url)
        socket.create_connection((parts.hostname, parts.port), KNOCK_TIMEOUT_S).close()
    except PermissionError:
        return None
    except (OSError, ValueError, TypeError):
        with suppress(OSError):
            path.unlink()
        return None
    return server
