"""Frames of any size, and what tests ask of profiles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from droidground.geometry import Size
from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.profile import ModelProfile
from droidground.screen import Screenshot

DATA = Path(__file__).resolve().parents[3] / "data" / "models"
CATALOGUE = load_catalogue()


def blank(width: int, height: int, density: int | None = None) -> Screenshot:
    """A black frame."""
    return Screenshot(np.zeros((height, width, 3), np.uint8), density=density)


def profile_of(name: str, model: str | None = None) -> ModelProfile:
    """A built-in profile, with what one of its checkpoints does otherwise."""
    return CATALOGUE.profile(name).for_checkpoint(model or "")


@dataclass(frozen=True)
class Golden:
    """A reply whose pixel was worked out by the family's published rule."""

    profile: str
    size: Size
    reply: str
    point: tuple[int, int]
    source: str
    model: str | None = None
    tolerance: int = 0


@cache
def golden_rows() -> tuple[Golden, ...]:
    """The rows of golden.jsonl."""
    lines = (DATA / "golden.jsonl").read_text("utf-8").splitlines()
    return tuple(_row(json.loads(line)) for line in lines)


def _row(values: dict[str, Any]) -> Golden:
    values["size"] = Size(*values["size"])
    values["point"] = tuple(values["point"])
    return Golden(**values)
