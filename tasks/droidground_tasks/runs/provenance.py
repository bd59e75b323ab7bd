"""Where a run's numbers come from."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import droidground
from droidground_tasks.dataset import Dataset
from droidground_tasks.runs.folder import IDENTITY
from droidground_tasks.runs.plan import Plan

PACKAGES = (
    "droidground",
    "numpy",
    "pillow",
    "rapidocr",
    "onnxruntime",
    "torch",
    "transformers",
    "openai",
)


def about_run(
    dataset: Dataset, answerer: Mapping[str, Any], plan: Plan, arms: tuple[str, ...]
) -> dict[str, Any]:
    """Return what `run.json` says: an identity that must stay, and what is good to know.

    `answerer` is what answers: its name, profile hash, resize, engine, precision.
    """
    identity = {
        "suite": dataset.suite.name,
        "form": dataset.form.name,
        "dataset_sha256": dataset.fingerprint(),
        "answerer": dict(answerer),
        "arms": list(arms),
        "shard": str(plan.shard) if plan.shard else None,
        "limit": plan.limit,
    }
    return {
        IDENTITY: identity,
        "data": str(dataset.path.resolve()),
        "phrases": str(dataset.phrases.resolve()) if dataset.phrases else None,
        "packages": _versions(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        **_commit(),
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _commit() -> dict[str, Any]:
    """Return the commit of our own checkout and whether it has changes; nulls without one."""
    folder = Path(droidground.__file__).resolve().parents[1]
    head = _git(folder, "rev-parse", "HEAD")
    changes = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return {"commit": head, "is_dirty": None if changes is None else bool(changes)}


def _git(folder: Path, *words: str) -> str | None:
    if not (folder / ".git").exists():
        return None
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
