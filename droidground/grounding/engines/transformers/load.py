"""From a checkpoint to an engine that is warm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from huggingface_hub.utils import (
    are_progress_bars_disabled,
    disable_progress_bars,
    enable_progress_bars,
)
from safetensors import SafetensorError
from transformers.utils import logging

from droidground.errors import ModelUnavailable
from droidground.grounding.engines.transformers.engine import TransformersEngine
from droidground.grounding.engines.transformers.failures import (
    SMALLER,
    first_line,
    is_out_of_memory,
)
from droidground.grounding.engines.transformers.folder import checkpoint_folder
from droidground.grounding.engines.transformers.greedy import Rules
from droidground.grounding.engines.transformers.options import LoadOptions
from droidground.grounding.engines.transformers.quantise import quantisation_config
from droidground.grounding.models.checkpoint import model_type
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart

CLASSES = {
    "qwen2_vl": "Qwen2VLForConditionalGeneration",
    "qwen2_5_vl": "Qwen2_5_VLForConditionalGeneration",
    "qwen3_vl": "Qwen3VLForConditionalGeneration",
    "qwen3_vl_moe": "Qwen3VLMoeForConditionalGeneration",
}
"""By the model_type of config.json."""
OWN_CODE = ("qwen", "llava", "llava_llama")
"""Model types whose code is not in transformers 5: they run in a worker."""
LOADING_ERRORS = (
    ImportError, KeyError, MemoryError, OSError, RuntimeError, SafetensorError, ValueError,
)  # fmt: skip
"""What transformers, accelerate and safetensors raise for a checkpoint they cannot load."""
WARM_UP_TOKENS = 8
"""Tokens from side to side of the picture that the engine is warmed up with."""


def load(checkpoint: str, options: LoadOptions) -> TransformersEngine:
    """Load a checkpoint as `droidground.grounding.engines.transformers.load_engine` says."""
    torch_device = _device(options)
    with _bars(options.progress):
        folder = checkpoint_folder(checkpoint, options)
        name = _class_name(checkpoint, folder)
        with _loading(checkpoint):
            processor = transformers.AutoProcessor.from_pretrained(
                folder, local_files_only=True, trust_remote_code=options.trust_remote_code
            )
            model = _model(name, folder, torch_device, options)
            _check_tokenizer(processor, model.config.image_token_id)
    engine = TransformersEngine(checkpoint, model, processor, _rules(model), options.cache_bytes)
    if options.warm_up:
        _warm_up(engine, processor.image_processor)
    return engine


def _device(options: LoadOptions) -> str:
    wanted = options.torch_device
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if wanted.startswith("cuda") and not torch.cuda.is_available():
        raise ModelUnavailable(
            f"there is no CUDA device for {wanted}",
            words="",
            hint="Install a driver and a CUDA build of torch, or load with torch_device='cpu'.",
        )
    return wanted


def _class_name(checkpoint: str, folder: Path) -> str:
    found = model_type(folder)
    if found in CLASSES:
        return CLASSES[found]
    hint = (
        "It needs code of its own: give its profile, and it runs in a worker."
        if found in OWN_CODE
        else "Serve it with vLLM or SGLang, and give the server as --grounder http://HOST:PORT/v1."
    )
    raise ModelUnavailable(
        f"{checkpoint} is a {found!r} model; this engine runs {', '.join(CLASSES)}",
        words="",
        hint=hint,
    )


@contextmanager
def _loading(checkpoint: str) -> Iterator[None]:
    """Raise `ModelUnavailable` for whatever keeps a checkpoint from being loaded."""
    try:
        yield
    except LOADING_ERRORS as exc:
        line = first_line(exc)
        if is_out_of_memory(exc):
            message, hint = f"{checkpoint} does not fit into memory: {line}", SMALLER
        elif "trust_remote_code" in str(exc):
            message = f"{checkpoint} comes with Python code of its own, which may not run"
            hint = "If you trust it, allow it with --trust-remote-code."
        elif isinstance(exc, ImportError):
            message = f"{checkpoint} needs a package that is not installed: {line}"
            hint = "Install it into the environment of droidground."
        else:
            message = f"{checkpoint} cannot be loaded: {line}"
            hint = "Download the checkpoint again; see the cause with -v."
        raise ModelUnavailable(message, words="", hint=hint) from exc


def _model(name: str, folder: Path, torch_device: str, options: LoadOptions) -> Any:
    """Load the weights; what is missing among them is an error, never drawn at random."""
    model, info = getattr(transformers, name).from_pretrained(
        folder,
        dtype=_dtype(options, torch_device),
        attn_implementation=_attention(options),
        device_map=options.device_map or {"": torch_device},
        quantization_config=quantisation_config(options.quantisation),
        trust_remote_code=options.trust_remote_code,
        use_safetensors=True,
        local_files_only=True,
        output_loading_info=True,
    )
    missing = sorted(info["missing_keys"])
    if missing:
        raise OSError(f"{len(missing)} tensors are missing from its weights, such as {missing[0]}")
    spilled = {"cpu", "disk"} & {str(place) for place in _places(model)}
    if spilled and options.device_map and torch.cuda.is_available():
        raise MemoryError(f"the GPUs are too small, parts would lie in {' and '.join(spilled)}")
    return model.eval()


def _check_tokenizer(processor: Any, placeholder: int) -> None:
    """Refuse a tokenizer that spells the picture's token otherwise, as an empty one does."""
    known = processor.tokenizer.convert_tokens_to_ids(processor.image_token)
    if known != placeholder:
        raise ValueError(
            f"its tokenizer has {processor.image_token} as {known}, its config as {placeholder}"
        )


def _places(model: Any) -> Iterable[object]:
    """Return the devices that accelerate has spread the model over; none without it."""
    placed: Mapping[str, object] = getattr(model, "hf_device_map", {})
    return placed.values()


def _dtype(options: LoadOptions, torch_device: str) -> str:
    if options.dtype == "auto" and torch_device == "cpu":
        return "float32"
    return options.dtype


def _attention(options: LoadOptions) -> str | dict[str, str]:
    if options.attention == "flash_attention_2":
        return {"vision_config": "flash_attention_2", "text_config": "sdpa"}
    return options.attention


def _rules(model: Any) -> Rules:
    config = model.generation_config
    ends = config.eos_token_id
    return Rules(
        ends=frozenset(ends if isinstance(ends, list) else [ends] if ends is not None else []),
        repetition_penalty=config.repetition_penalty or 1.0,
    )


def _warm_up(engine: TransformersEngine, image_processor: Any) -> None:
    side = WARM_UP_TOKENS * image_processor.patch_size * image_processor.merge_size
    picture = ImagePart(np.zeros((side, side, 3), dtype=np.uint8))
    engine.answer(
        [ModelRequest((Message("user", (picture, TextPart(word))),), 2) for word in ("a", "b")]
    )
    engine.forget()


@contextmanager
def _bars(shown: bool) -> Iterator[None]:
    """Show or hide the progress bars of the hub and of transformers, both of which are global."""
    loading, downloading = logging.is_progress_bar_enabled(), not are_progress_bars_disabled()
    _set_bars(shown, shown)
    try:
        yield
    finally:
        _set_bars(loading, downloading)


def _set_bars(loading: bool, downloading: bool) -> None:
    if loading:
        logging.enable_progress_bar()
    else:
        logging.disable_progress_bar()
    if downloading:
        enable_progress_bars()
    else:
        disable_progress_bars()
