"""Tiny checkpoints of the architectures, and the engines that run them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.grounding.engines.transformers import LoadOptions, load_engine
from droidground.grounding.engines.transformers.engine import TransformersEngine
from tests.engines.transformers.tiny import Shape, write_checkpoint

MODEL_TYPES = ("qwen2_vl", "qwen2_5_vl", "qwen3_vl", "qwen3_vl_moe")
QUIET = LoadOptions(progress=False, warm_up=False)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Tests run side by side; torch's threads would only get in each other's way."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One folder a model type."""
    folder = tmp_path_factory.mktemp("checkpoints")
    return {name: write_checkpoint(folder / name, Shape(name)) for name in MODEL_TYPES}


@pytest.fixture(scope="session", params=MODEL_TYPES)
def checkpoint(request: pytest.FixtureRequest, checkpoints: dict[str, Path]) -> Path:
    """Each architecture in turn."""
    return checkpoints[request.param]


@pytest.fixture(scope="session")
def loaded(checkpoint: Path) -> TransformersEngine:
    """The engine of an architecture, shared by tests that leave it as it is."""
    return load_engine(str(checkpoint), options=QUIET)


@pytest.fixture
def engine(loaded: TransformersEngine) -> TransformersEngine:
    """An engine that remembers no screen."""
    loaded.forget()
    return loaded


@pytest.fixture
def qwen2(checkpoints: dict[str, Path]) -> TransformersEngine:
    """A fresh engine of the Qwen2-VL architecture."""
    return load_engine(str(checkpoints["qwen2_vl"]), options=QUIET)
