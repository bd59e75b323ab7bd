"""Qwen-VL in a worker: the code that comes with its weights, asked as its README asks it.

Needs transformers 4.32 and what `pins/qwen-vl.txt` holds. The model takes its picture as a file
whose path stands in the prompt, squashes it to 448x448 itself, and draws boxes in thousandths.
Source of the calls: QwenLM/Qwen-VL, README (`model.chat`) and eval_mm/evaluate_grounding.py (the
base model's `generate` with 10 to 28 tokens).
"""

from __future__ import annotations

import os
import tempfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOADED: dict[str, Any] = {}
FEWEST = 10


def load(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Load `checkpoint` to `torch_device`, in the dtype its own code chooses there."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

    name = arguments["checkpoint"]
    place = arguments["torch_device"]
    if place == "auto":
        place = "cuda" if torch.cuda.is_available() else "cpu"
    model = AutoModelForCausalLM.from_pretrained(name, device_map=place, trust_remote_code=True)
    model.generation_config = GenerationConfig.from_pretrained(name, trust_remote_code=True)
    LOADED["model"] = model.eval()
    tokenizer = arguments["tokenizer"]
    LOADED["tokenizer"] = AutoTokenizer.from_pretrained(tokenizer, trust_remote_code=True)
    return {}, []


def answer(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Answer one question with its pictures."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _write(folder, arguments["sizes"], blobs)
        if getattr(LOADED["model"].generation_config, "chat_format", "raw") == "chatml":
            return {"text": _chat(arguments, paths)}, []
        return {"text": _continue(arguments, paths)}, []


def _chat(arguments: dict[str, Any], paths: list[str]) -> str:
    """The chat model: one question and its answer."""
    model, tokenizer = LOADED["model"], LOADED["tokenizer"]
    turns = arguments["messages"]
    system = [_text(turn) for turn in turns if turn["role"] == "system"]
    (question,) = [turn for turn in turns if turn["role"] == "user"]
    pictures = iter(paths)
    query = tokenizer.from_list_format(
        [{"image": next(pictures)} if p is None else {"text": p} for p in question["parts"]]
    )
    options = {"system": system[0]} if system else {}
    text, _ = model.chat(
        tokenizer,
        query=query,
        history=None,
        do_sample=False,
        max_new_tokens=arguments["max_new_tokens"],
        **options,
    )
    return str(text)


def _continue(arguments: dict[str, Any], paths: list[str]) -> str:
    """The base model: it goes on with what is written."""
    model, tokenizer = LOADED["model"], LOADED["tokenizer"]
    pictures = iter(paths)
    parts = [part for turn in arguments["messages"] for part in turn["parts"]]
    written = "".join(f"<img>{next(pictures)}</img>" if p is None else p for p in parts)
    inputs = tokenizer(written, return_tensors="pt").to(model.device)
    output = model.generate(
        **inputs,
        do_sample=False,
        min_new_tokens=min(FEWEST, arguments["max_new_tokens"]),
        max_new_tokens=arguments["max_new_tokens"],
        pad_token_id=tokenizer.eod_id,
        eos_token_id=tokenizer.eod_id,
    )
    new = output[0, inputs["input_ids"].shape[1] :].cpu()
    text = tokenizer.decode(new, skip_special_tokens=not arguments["keep_special_tokens"])
    return str(text)


def _text(turn: dict[str, Any]) -> str:
    return "".join(part for part in turn["parts"] if part is not None)


def _write(folder: str, sizes: list[list[int]], blobs: list[bytes]) -> list[str]:
    from PIL import Image

    paths = []
    for number, blob in enumerate(blobs):
        height, width = sizes[number]
        paths.append(os.path.join(folder, f"{number}.png"))
        Image.frombytes("RGB", (width, height), blob).save(paths[-1])
    return paths


METHODS = {"load": load, "answer": answer}
