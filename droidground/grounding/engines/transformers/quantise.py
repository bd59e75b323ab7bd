"""Weights in fewer bits, where asked for."""

from __future__ import annotations

from typing import Any

from droidground.grounding.engines.transformers.options import Quantisation

KEPT = ["visual", "lm_head"]
"""Parts that stay as they are: small, and what pictures and digits hang on."""


def quantisation_config(quantisation: Quantisation | None) -> Any:
    """Return transformers' config for it; None for weights as they are.

    Raises `ImportError` when its package is not installed.
    """
    if quantisation is None:
        return None
    if quantisation.startswith("bitsandbytes"):
        return _bitsandbytes(quantisation)
    return _torchao(quantisation)


def _bitsandbytes(quantisation: Quantisation) -> Any:
    import torch
    from transformers import BitsAndBytesConfig

    if quantisation == "bitsandbytes-8bit":
        return BitsAndBytesConfig(load_in_8bit=True, llm_int8_skip_modules=KEPT)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=torch.bfloat16,
        llm_int8_skip_modules=KEPT,
    )


def _torchao(quantisation: Quantisation) -> Any:
    from torchao.quantization import Int4WeightOnlyConfig, Int8WeightOnlyConfig
    from transformers import TorchAoConfig

    chosen = Int8WeightOnlyConfig if quantisation == "torchao-int8" else Int4WeightOnlyConfig
    return TorchAoConfig(chosen(), modules_to_not_convert=KEPT)
