"""UGround-V1's first model (LLaVA) in a worker: CLIP reads tiles, Vicuna reads CLIP.

The published code is a fork of LLaVA (boyugou/llava_uground, pinned to transformers 4.37); these
are its steps, on the Llama and CLIP of transformers: tiles of the tower's size in rows, the second
last layer without the class token, a projector, one "newline" after each row of patches, the
conversation `llava_v1`. Resizing and padding to whole tiles is done before (profile uground-llava).
"""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOADED: dict[str, Any] = {}
PICTURE = "<image>"
FIRST, SECOND = "USER", "ASSISTANT"


def load(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Load `checkpoint` (a folder or an id) to `torch_device`; float16 on a GPU, as published."""
    import torch
    from transformers import (
        AutoTokenizer,
        CLIPImageProcessor,
        CLIPVisionModel,
        LlamaConfig,
        LlamaForCausalLM,
    )

    folder = _folder(arguments["checkpoint"])
    place = arguments["torch_device"]
    if place == "auto":
        place = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = torch.float16 if place.startswith("cuda") else torch.float32
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    tower = arguments.get("tower") or config["mm_vision_tower"]
    llama = LlamaConfig.from_dict({**config, "model_type": "llama"})
    text = LlamaForCausalLM.from_pretrained(folder, config=llama, torch_dtype=dtype)
    vision = CLIPVisionModel.from_pretrained(tower, torch_dtype=dtype)
    extra = _extra_weights(folder)
    own = _under(extra, "model.vision_tower.vision_tower.")
    if own:
        vision.load_state_dict(own, strict=False)
    projector = _projector(_under(extra, "model.mm_projector."))
    LOADED.update(
        text=text.to(place).eval(),
        vision=vision.to(place).eval(),
        projector=projector.to(place, dtype).eval(),
        newline=extra["model.image_newline"].to(place, dtype),
        layer=config.get("mm_vision_select_layer", -2),
        processor=CLIPImageProcessor.from_pretrained(tower),
        tokenizer=AutoTokenizer.from_pretrained(folder, use_fast=False),
    )
    return {}, []


def answer(arguments: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Answer one question about one picture."""
    import torch

    text, tokenizer = LOADED["text"], LOADED["tokenizer"]
    ((height, width),) = arguments["sizes"]
    with torch.inference_mode():
        shown = picture(blobs[0], height, width)
        embedded = torch.cat(
            [
                shown if part is None else text.get_input_embeddings()(part)
                for part in _tokens(conversation(arguments["messages"]), shown.device)
            ]
        )[None]
        output = text.generate(
            inputs_embeds=embedded,
            attention_mask=torch.ones(embedded.shape[:2], dtype=torch.long, device=shown.device),
            do_sample=False,
            max_new_tokens=arguments["max_new_tokens"],
            pad_token_id=tokenizer.eos_token_id,
        )
    said = tokenizer.decode(output[0], skip_special_tokens=not arguments["keep_special_tokens"])
    return {"text": said.strip(), "tokens": int(output.shape[1])}, []


def picture(pixels: bytes, height: int, width: int) -> Any:
    """Return what the language model reads of a picture, tokens x width.

    One token a patch in rows over the whole picture, and the newline after each row.
    """
    import numpy as np
    import torch

    vision, side = LOADED["vision"], LOADED["vision"].config.image_size
    patches = side // vision.config.patch_size
    if height % side or width % side:
        raise ValueError(f"a picture of {width}x{height} is not made of tiles of {side}")
    rows, columns = height // side, width // side
    whole = np.frombuffer(pixels, np.uint8).reshape(rows, side, columns, side, 3)
    tiles = list(whole.transpose(0, 2, 1, 3, 4).reshape(-1, side, side, 3))
    values = LOADED["processor"](tiles, return_tensors="pt")["pixel_values"]
    states = vision(values.to(vision.device, vision.dtype), output_hidden_states=True).hidden_states
    seen = LOADED["projector"](states[LOADED["layer"]][:, 1:])
    seen = seen.view(rows, columns, patches, patches, -1).permute(0, 2, 1, 3, 4)
    seen = seen.reshape(rows * patches, columns * patches, -1)
    ends = LOADED["newline"].expand(len(seen), 1, -1)
    return torch.cat([seen, ends], dim=1).flatten(0, 1)


def conversation(messages: list[dict[str, Any]]) -> str:
    """Return the conversation `llava_v1` with `<image>` for the picture, ready for the answer."""
    said = {
        turn["role"]: "\n".join(PICTURE if part is None else part.strip() for part in turn["parts"])
        for turn in messages
    }
    return f"{said['system']} {FIRST}: {said['user']} {SECOND}:"


def _tokens(prompt: str, place: Any) -> list[Any]:
    """Return the tokens before and after the picture, None between them."""
    import torch

    tokenizer = LOADED["tokenizer"]
    before, after = (tokenizer(part).input_ids for part in prompt.split(PICTURE))
    if after and after[0] == tokenizer.bos_token_id:
        after = after[1:]
    start, end = (torch.tensor(ids, dtype=torch.long, device=place) for ids in (before, after))
    return [start, None, end]


def _projector(weights: dict[str, Any]) -> Any:
    """Return the published projector: linear layers with GELU between them."""
    from torch import nn

    single = "weight" in weights
    numbers = [0] if single else sorted({int(name.split(".")[0]) for name in weights})
    layers: list[Any] = []
    for number in numbers:
        weight, bias = (weights[n if single else f"{number}.{n}"] for n in ("weight", "bias"))
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.load_state_dict({"weight": weight, "bias": bias})
        layers += [linear, nn.GELU()]
    return nn.Sequential(*layers[:-1])


def _extra_weights(folder: str) -> dict[str, Any]:
    """Return the tensors that are no Llama's, from safetensors or from pickles without code."""
    import torch
    from safetensors.torch import load_file

    found: dict[str, Any] = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".safetensors"):
            tensors = load_file(path)
        elif name.endswith(".bin") and name.startswith("pytorch_model"):
            tensors = torch.load(path, map_location="cpu", weights_only=True)
        else:
            continue
        own = ("model.mm_projector.", "model.image_newline", "model.vision_tower.")
        found.update((key, value) for key, value in tensors.items() if key.startswith(own))
    return found


def _under(weights: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {key[len(prefix) :]: value for key, value in weights.items() if key.startswith(prefix)}


def _folder(checkpoint: str) -> str:
    if os.path.isdir(checkpoint):
        return checkpoint
    from huggingface_hub import snapshot_download

    return str(snapshot_download(checkpoint))


METHODS = {"load": load, "answer": answer}
