"""Checkpoints of the real architectures with random weights, written as a hub would hold them.

Weights at the usual scale give almost the same answer to everything, so these are large: matrices
of standard deviation 1.6 / sqrt(inputs), embeddings of 1. Answers then depend on picture and words.
"""

from __future__ import annotations

import base64
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SPECIAL = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>",
    "<|box_start|>", "<|box_end|>", "<|quad_start|>", "<|quad_end|>", "<|vision_start|>",
    "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
)  # fmt: skip
"""Qwen2-VL's special tokens: the first is 151643 and the others follow in this order."""
RANKS = 151_643
TEMPLATE = (
    "{% for m in messages %}"
    "{% if loop.first and m['role'] != 'system' %}"
    "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n{% endif %}"
    "<|im_start|>{{ m['role'] }}\n"
    "{% if m['content'] is string %}{{ m['content'] }}{% else %}{% for c in m['content'] %}"
    "{% if c['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% else %}{{ c['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""Writes what the template of Qwen2-VL and Qwen2.5-VL writes for pictures and text."""
QWEN3_TEMPLATE = TEMPLATE.replace(
    "{% if loop.first and m['role'] != 'system' %}"
    "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n{% endif %}",
    "",
)
CLIP = {
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
}
HALF = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}


@dataclass(frozen=True, slots=True)
class Shape:
    """One architecture at a size for tests."""

    model_type: str
    layers: int = 3
    width: int = 64
    vision_layers: int = 2
    vision_width: int = 32
    ranks: int = 2_000
    """How many of Qwen's token ranks the vocabulary keeps."""
    generation: Mapping[str, object] = field(default_factory=dict)
    """What else generation_config.json says."""

    @property
    def patch(self) -> int:
        return 16 if self.model_type.startswith("qwen3") else 14


def write_checkpoint(folder: Path, shape: Shape, seed: int = 0) -> Path:
    """Write config, weights, tokenizer, processor and chat template; return the folder."""
    tokenizer = qwen_tokenizer(shape.ranks)
    model = random_model(shape, len(tokenizer), seed)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    three = shape.model_type.startswith("qwen3")
    kind = "Qwen3VLProcessor" if three else "Qwen2VLProcessor"
    preprocessor = {
        "min_pixels": 3136, "max_pixels": 12845056, "patch_size": shape.patch,
        "temporal_patch_size": 2, "merge_size": 2, **(HALF if three else CLIP),
        "image_processor_type": "Qwen2VLImageProcessor", "processor_class": kind,
    }  # fmt: skip
    template = QWEN3_TEMPLATE if three else TEMPLATE
    _write(folder / "preprocessor_config.json", preprocessor)
    _write(folder / "chat_template.json", {"chat_template": template})
    ends = tokenizer.convert_tokens_to_ids(["<|im_end|>", "<|endoftext|>"])
    generation = {"eos_token_id": ends, "pad_token_id": ends[1], **shape.generation}
    _write(folder / "generation_config.json", generation)
    return folder


def random_model(shape: Shape, vocabulary: int, seed: int) -> Any:
    """Return the real class with large random weights."""
    import torch
    import transformers

    config = transformers.AutoConfig.for_model(shape.model_type, **_config(shape, vocabulary))
    torch.manual_seed(seed)
    model = transformers.AutoModelForImageTextToText.from_config(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "embed" in name and weight.ndim == 2:
                weight.normal_(std=1.0)
            elif weight.ndim > 1:
                weight.normal_(std=1.6 / weight[0].numel() ** 0.5)
        model.lm_head.weight[15:25] *= 2.0  # digits: ids of the bytes "0" to "9"
        model.lm_head.weight[vocabulary - len(SPECIAL) + 2] *= 2.0  # <|im_end|>
    return model


def _config(shape: Shape, vocabulary: int) -> dict[str, object]:
    first = vocabulary - len(SPECIAL)
    ids = {name: first + SPECIAL.index(name) for name in SPECIAL}
    heads = max(1, shape.width // 32)
    text: dict[str, object] = {
        "vocab_size": vocabulary, "hidden_size": shape.width, "head_dim": shape.width // heads,
        "intermediate_size": 2 * shape.width, "num_hidden_layers": shape.layers,
        "num_attention_heads": heads, "num_key_value_heads": max(1, heads // 2),
        "rope_parameters": {
            "rope_type": "default", "rope_theta": 1e6,
            "mrope_section": _sections(shape.width // heads // 2),
        },
        "bos_token_id": ids["<|endoftext|>"], "eos_token_id": ids["<|im_end|>"],
    }  # fmt: skip
    vision: dict[str, object] = {
        "depth": shape.vision_layers, "num_heads": 2, "patch_size": shape.patch,
        "spatial_merge_size": 2, "temporal_patch_size": 2,
    }  # fmt: skip
    wide: dict[str, object] = {"hidden_size": shape.vision_width, "out_hidden_size": shape.width}
    inner: dict[str, object] = {"intermediate_size": 2 * shape.vision_width}
    own: dict[str, dict[str, object]] = {
        "qwen2_vl": {"embed_dim": shape.vision_width, "hidden_size": shape.width},
        "qwen2_5_vl": wide | inner | {"window_size": 112, "fullatt_block_indexes": [1]},
        "qwen3_vl": wide | inner | {"deepstack_visual_indexes": [0, 1]},
    }
    own["qwen3_vl_moe"] = own["qwen3_vl"]
    if shape.model_type == "qwen3_vl_moe":
        text |= {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32}
    return {
        "text_config": text, "vision_config": vision | own[shape.model_type],
        "image_token_id": ids["<|image_pad|>"], "video_token_id": ids["<|video_pad|>"],
        "vision_start_token_id": ids["<|vision_start|>"],
        "vision_end_token_id": ids["<|vision_end|>"], "tie_word_embeddings": False,
    }  # fmt: skip


def _sections(half: int) -> list[int]:
    """Shares of time, height and width in a rotary half, as in the published 16:24:24."""
    side = half * 3 // 8
    return [half - 2 * side, side, side]


def qwen_tokenizer(ranks: int = RANKS) -> Any:
    """Return Qwen2's tokenizer from the ranks that PyPI's `dashscope` holds.

    A smaller number keeps the commonest merges and puts the special tokens right after them.
    """
    from transformers import Qwen2Tokenizer
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    letters = bytes_to_unicode()
    pieces = _pieces()[:ranks]
    spelt = {piece: "".join(letters[byte] for byte in piece) for piece in pieces}
    merges: Any = [
        (spelt[piece[:cut]], spelt[piece[cut:]])
        for piece in pieces
        for cut in range(1, len(piece))
        if piece[:cut] in spelt and piece[cut:] in spelt
    ]
    tokenizer = Qwen2Tokenizer(
        vocab={name: rank for rank, name in enumerate([*spelt.values(), *SPECIAL])},
        merges=merges,
        eos_token="<|im_end|>",
    )
    tokenizer.add_special_tokens({"additional_special_tokens": list(SPECIAL)})
    return tokenizer


def _pieces() -> list[bytes]:
    """Every token of Qwen's vocabulary, by rank; the package itself is not imported."""
    package = importlib.util.find_spec("dashscope")
    if package is None or package.origin is None:
        pytest.skip("dashscope, which holds Qwen's token ranks, is not installed")
    lines = Path(package.origin).with_name("resources") / "qwen.tiktoken"
    return [base64.b64decode(line.split()[0]) for line in lines.read_bytes().splitlines() if line]


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
