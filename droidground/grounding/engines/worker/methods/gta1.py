"""GTA1 of October 2025 in a worker: Qwen2.5-VL's class with the tokenizer of OpenCUA.

The tokenizer is Python code that comes with the weights and that transformers 5 cannot run. Its
chat template writes a picture as `<|media_begin|>...<|media_end|>`; the model reads it as
Qwen2.5-VL's own tokens, so that is rewritten (as microsoft/Phi-Ground's CUActSpot does for vLLM).
"""

from __future__ import annotations

import inspect
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOADED: dict[str, Any] = {}
MEDIA = re.compile(r"<\|media_begin\|>.*?<\|media_end\|>", re.DOTALL)
PAD = "<|image_pad|>"


def load(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Load `checkpoint` to `torch_device`; bfloat16 on a GPU, as published."""
    import torch
    from transformers import (
        AutoTokenizer,
        Qwen2_5_VLForConditionalGeneration,
        Qwen2VLImageProcessor,
    )

    name, place = arguments["checkpoint"], arguments["torch_device"]
    if place == "auto":
        place = "cuda" if torch.cuda.is_available() else "cpu"
    model = Qwen2_5_VLForConditionalGeneration.from_pretrained(
        name,
        torch_dtype=torch.bfloat16 if place.startswith("cuda") else torch.float32,
        device_map=place,
    )
    LOADED["model"] = model.eval()
    LOADED["processor"] = Qwen2VLImageProcessor.from_pretrained(name)
    LOADED["tokenizer"] = AutoTokenizer.from_pretrained(
        arguments["tokenizer"], trust_remote_code=True
    )
    return {}, []


def answer(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Answer one question about its pictures, which are fed as they are."""
    import torch

    model, tokenizer = LOADED["model"], LOADED["tokenizer"]
    inputs = _pictures(arguments["sizes"], blobs)
    text = prompt(arguments["messages"], inputs.get("image_grid_thw"))
    ids = torch.tensor([tokenizer(text + arguments["prefill"])["input_ids"]])
    inputs.update(input_ids=ids, attention_mask=torch.ones_like(ids))
    if "mm_token_type_ids" in inspect.signature(model.forward).parameters:
        inputs["mm_token_type_ids"] = (ids == model.config.image_token_id).int()
    output = model.generate(
        **{name: value.to(model.device) for name, value in inputs.items()},
        do_sample=False,
        max_new_tokens=arguments["max_new_tokens"],
    )
    new = output[0, ids.shape[1] :].tolist()
    said = tokenizer.decode(new, skip_special_tokens=not arguments["keep_special_tokens"])
    return {"text": said, "tokens": len(new)}, []


def prompt(messages: list[dict[str, Any]], grids: Any) -> str:
    """Return what the chat template writes, each picture as so many tokens of Qwen2.5-VL."""
    turns = [
        {
            "role": turn["role"],
            "content": [
                {"type": "image"} if part is None else {"type": "text", "text": part}
                for part in turn["parts"]
            ],
        }
        for turn in messages
    ]
    for turn in turns:
        if turn["role"] == "system":
            turn["content"] = turn["content"][0]["text"]
    text = LOADED["tokenizer"].apply_chat_template(
        turns, tokenize=False, add_generation_prompt=True
    )
    merged = LOADED["processor"].merge_size ** 2
    counts = iter([] if grids is None else (grids.prod(-1) // merged).tolist())
    return MEDIA.sub(lambda _: "<|vision_start|>" + PAD * next(counts) + "<|vision_end|>", text)


def _pictures(sizes: list[list[int]], blobs: list[bytes]) -> dict[str, Any]:
    from PIL import Image

    if not blobs:
        return {}
    shown = [
        Image.frombytes("RGB", (sizes[number][1], sizes[number][0]), blob)
        for number, blob in enumerate(blobs)
    ]
    return dict(LOADED["processor"](images=shown, do_resize=False, return_tensors="pt"))


METHODS = {"load": load, "answer": answer}
