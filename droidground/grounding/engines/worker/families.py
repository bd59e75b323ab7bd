"""Which families run in a worker, with which packages and which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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

    code: str
    """What its packages and its methods are named after."""
    runs_remote_code: bool
    """Whether it runs Python files that come with the checkpoint."""
    tokenizer: str | None = None
    """Where its tokenizer is, when not with the weights."""

    @property
    def pins(self) -> Path:
        """Its packages, with hashes; for Linux and Python 3.11."""
        return HERE / "pins" / f"{self.code}.txt"

    @property
    def methods(self) -> Path:
        """The code that runs there."""
        return HERE / "methods" / f"{self.code.replace('-', '_')}.py"


FAMILIES: Mapping[str, Family] = {
    "gta1-2025-10": Family("gta1", runs_remote_code=True),
    "qwen-vl": Family("qwen-vl", runs_remote_code=True),
    "seeclick": Family("qwen-vl", runs_remote_code=True, tokenizer="Qwen/Qwen-VL-Chat"),
    "uground-llava": Family("uground-llava", runs_remote_code=False),
}
"""By the profile's id."""
VENVS = Path.home() / ".cache" / "droidground" / "workers"


def start_engine(
    checkpoint: str,
    family: Family,
    *,
    trust_remote_code: bool = False,
    torch_device: str = "auto",
    venvs: Path = VENVS,
    python: Path | None = None,
) -> WorkerEngine:
    """Make a family's environment under `venvs` unless it is there, and load a checkpoint in it.

    `python` is that of an environment to take instead of making one. Raises `ModelUnavailable` when
    the environment cannot be made, the code may not run, or the checkpoint cannot be loaded.
    """
    if family.runs_remote_code and not trust_remote_code:
        raise ModelUnavailable(
            f"{checkpoint} runs Python code that comes with its weights",
            words="",
            hint="If you trust it, allow it with --trust-remote-code.",
        )
    asked = {
        "checkpoint": checkpoint,
        "torch_device": torch_device,
        "tokenizer": family.tokenizer or checkpoint,
    }
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
