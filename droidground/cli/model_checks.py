"""What `doctor` says of models: the packages they run on, and the local server."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from droidground.cli.checks import Check, Status
from droidground.errors import ModelUnavailable

EXTRAS = {
    "models in process": ("qwen", ("torch", "torchvision", "transformers", "accelerate")),
    "model servers": ("server", ("openai", "fastapi", "uvicorn")),
}
"""What is done with it -> the extra that brings it, and its packages."""


def check_models(server_folder: Path) -> Iterator[Check]:
    """Look for the packages of both engines, and for a local server that runs."""
    for name, (extra, packages) in EXTRAS.items():
        yield _packages(name, extra, packages)
    from droidground.grounding.engines.local_server import find_server

    try:
        server = find_server(server_folder)
    except ModelUnavailable:
        return
    yield Check("local model server", Status.OK, f"{server.model} at {server.url}")


def _packages(name: str, extra: str, packages: tuple[str, ...]) -> Check:
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        line = f"pip install 'droidground[{extra}]'"
        return Check(name, Status.NOTE, f"{', '.join(missing)} not found", line)
    return Check(name, Status.OK, f"{packages[0]} {version(packages[0])}")
