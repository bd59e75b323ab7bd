"""Which families run in a worker, with which packages and which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from droidground.errors import ModelUnavailable, WorkerFailed
from droidground.grounding.engines.worker.engine import WorkerEngine
from droidground.worker import Worker, make_venv

HERE = Path(__file__).parent
START_S = 120.0
LOAD_S = 3600.0
"""A first load may download the weights."""


@dataclass(frozen=True, slots=True)
class Family:
    """What a family's worker is made of."""

    name: str
    """The profile's id."""
    runs_remote_code: bool
    """Whether it runs Python files that come with the checkpoint."""

    @property
    def pins(self) -> Path:
        """Its packages, with hashes; for Linux and Python 3.11."""
        return HERE / "pins" / f"{self.name}.txt"

    @property
    def methods(self) -> Path:
        """The code that runs there."""
        return HERE / "methods" / f"{self.name.replace('-', '_')}.py"


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("qwen-vl", runs_remote_code=True),
        Family("uground-llava", runs_remote_code=False),
    )
}


def start_engine(
    checkpoint: str,
    family: Family,
    venvs: Path,
    *,
    trust_remote_code: bool = False,
    torch_device: str = "auto",
    python: Path | None = None,
    methods: Mapping[str, Any] | None = None,
) -> WorkerEngine:
    """Make a family's environment under `venvs` unless it is there, and load a checkpoint in it.

    `python` is an environment to take instead of making one, and `methods` further arguments of the
    worker's `load`. Raises `ModelUnavailable` when the environment cannot be made, the code may not
    run, or the checkpoint cannot be loaded.
    """
    if family.runs_remote_code and not trust_remote_code:
        raise ModelUnavailable(
            f"{checkpoint} runs Python code that comes with its weights",
            words="",
            hint="If you trust it, allow it with --trust-remote-code.",
        )
    asked = {"checkpoint": checkpoint, "torch_device": torch_device, **(methods or {})}
    worker = None
    try:
        python = python or make_venv(family.pins, venvs)
        worker = Worker.start(python, family.methods, timeout_s=START_S)
        worker.request("load", asked, timeout_s=LOAD_S)
    except WorkerFailed as exc:
        if worker is not None:
            worker.close()
        raise ModelUnavailable(
            f"{checkpoint} cannot be loaded in a worker: {exc.message}", words="", hint=exc.hint
        ) from exc
    return WorkerEngine(checkpoint, worker)
