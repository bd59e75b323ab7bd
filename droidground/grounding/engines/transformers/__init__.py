"""Qwen2-VL, Qwen2.5-VL, Qwen3-VL and what was trained from them, run in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground.errors import ModelUnavailable
from droidground.grounding.engines.transformers.options import LoadOptions

if TYPE_CHECKING:
    from droidground.grounding.engines.transformers.engine import TransformersEngine

__all__ = ["LoadOptions", "load_engine"]

DEFAULT = LoadOptions()
INSTALL = "pip install 'droidground[qwen]'"


def load_engine(checkpoint: str, *, options: LoadOptions = DEFAULT) -> TransformersEngine:
    """Load a checkpoint, by its id on the hub or its folder, and warm it up.

    What lies on this machine is used without asking the hub. Only safetensors are read, and no
    code that comes with a checkpoint runs unless the options say so. Raises `ModelUnavailable`
    when packages, weights, memory or the device are missing, or the architecture is another one.
    """
    try:
        import accelerate  # noqa: F401
        import torch  # noqa: F401
        import torchvision  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as exc:
        raise ModelUnavailable(
            f"what models run on is not installed: {exc}", words="", hint=INSTALL
        ) from exc
    from droidground.grounding.engines.transformers.load import load

    return load(checkpoint, options)
