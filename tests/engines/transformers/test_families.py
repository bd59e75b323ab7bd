"""Every family that runs in this process: its prompt and its image, through the real class.

Weights are random, so that the words say nothing; what counts is that the class takes what the
profile makes, sees the picture, and that whatever it writes ends as an answer or as its error.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from droidground.errors import OutsideScreen, ReplyUnreadable
from droidground.grounding.engines.transformers import load_engine
from droidground.grounding.engines.transformers.engine import TransformersEngine
from droidground.grounding.location import Location
from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.grounder import ModelGrounder
from droidground.grounding.models.profile import Evidence, ModelProfile
from droidground.screen import Screenshot
from tests.engines.transformers.conftest import MODEL_TYPES, QUIET

FAMILIES = [one for one in load_catalogue().profiles if "transformers" in one.engines]
WRITTEN = 6


def test_these_are_the_native_classes() -> None:
    assert all(one.evidence is Evidence.NATIVE_CLASS for one in FAMILIES)
    assert all(set(one.model_types) <= set(MODEL_TYPES) for one in FAMILIES)


@pytest.fixture(scope="module")
def engines(checkpoints: dict[str, Path]) -> dict[str, TransformersEngine]:
    """One engine a model type."""
    return {name: load_engine(str(path), options=QUIET) for name, path in checkpoints.items()}


@pytest.mark.parametrize(
    ("profile", "kind"),
    [(one, kind) for one in FAMILIES for kind in one.model_types],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_a_family(profile: ModelProfile, kind: str, engines: dict[str, TransformersEngine]) -> None:
    engine = engines[kind]
    engine.forget()
    short = replace(profile, prompt=replace(profile.prompt, max_new_tokens=WRITTEN))
    pixels = np.random.default_rng(5).integers(0, 256, (300, 200, 3), np.uint8)
    grounder = ModelGrounder(engine, short)
    before = engine.work
    outcomes = grounder.locate_all(Screenshot(pixels), ["Wi-Fi toggle", "back arrow"])
    for outcome in outcomes:
        assert isinstance(outcome, Location | ReplyUnreadable | OutsideScreen)
        assert isinstance(outcome.reply, str)
    assert engine.work.pictures == before.pictures + 1
