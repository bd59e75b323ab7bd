"""A virtual environment made from pinned requirements, once."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from droidground.errors import WorkerFailed

MADE = "made"
"""The file that says that an environment is whole."""


def make_venv(
    requirements: Path, folder: Path, *, python: str = sys.executable, timeout_s: float = 3600.0
) -> Path:
    """Return the Python of an environment with exactly these requirements, under `folder`.

    Each requirement has a version and hashes. An environment is named after the file's content and
    the interpreter, so a changed pin makes another one, and it is made again when a run that made
    it was interrupted. Two processes that want the same one wait for each other.

    Raises `WorkerFailed` when the packages cannot be installed.
    """
    digest = hashlib.sha256(requirements.read_bytes() + python.encode()).hexdigest()
    home = folder / f"{requirements.stem}-{digest[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / MADE).exists():
            _make(home, requirements, python, timeout_s)
            (home / MADE).touch()
    return home / "bin" / "python"


def _make(home: Path, requirements: Path, python: str, timeout_s: float) -> None:
    shutil.rmtree(home, ignore_errors=True)
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    inner = str(home / "bin" / "python")
    pins = ["--require-hashes", "-r", str(requirements)]
    if uv:
        _run([uv, "venv", "--quiet", "--python", python, str(home)], timeout_s)
        _run([uv, "pip", "install", "--quiet", "--python", inner, *pins], timeout_s)
    else:
        _run([python, "-m", "venv", str(home)], timeout_s)
        _run([inner, "-m", "pip", "install", "--quiet", "--no-deps", *pins], timeout_s)


def _run(command: Sequence[str], timeout_s: float) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise _failure(command, str(exc)) from exc
    if done.returncode != 0:
        raise _failure(command, done.stderr.strip())


def _failure(command: Sequence[str], said: str) -> WorkerFailed:
    return WorkerFailed(
        f"a worker's environment could not be made: {' '.join(command[:3])} ... said: {said}",
        stderr=said,
        hint="Check the connection and the free disk space; the interpreter has to suit the pins.",
    )
