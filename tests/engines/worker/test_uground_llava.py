"""UGround's LLaVA in a worker, with random weights: what it reads of a picture, and its answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from droidground.errors import ModelUnavailable
from droidground.geometry import Size
from droidground.grounding.engines.worker import FAMILIES, WorkerEngine, start_engine
from droidground.grounding.engines.worker.engine import spelt
from droidground.grounding.engines.worker.methods.uground_llava import conversation
from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart
from droidground.grounding.models.prompt import build_request
from tests.engines.transformers.tiny import qwen_tokenizer

torch = pytest.importorskip("torch", reason="torch is not installed")

SIDE, PATCH, WIDTH = 56, 14, 32
SYSTEM = "A chat between a curious human and an artificial intelligence assistant."
QUESTION = 'In the screenshot, where are the pixel coordinates (x, y) of "{words}"?'
TOKENS = 8


@dataclass(frozen=True)
class Parts:
    """The models of which a checkpoint is made."""

    folder: Path
    text: Any
    vision: Any
    projector: Any
    newline: Any
    tokenizer: Any
    processor: Any


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Write a checkpoint as LLaVA does: a Llama with projector and newline, the tower elsewhere."""
    import transformers
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("llava")
    torch.manual_seed(3)
    tokenizer = qwen_tokenizer(400)
    llama = transformers.LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=WIDTH, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=2, bos_token_id=None, eos_token_id=402,
    )  # fmt: skip
    clip = transformers.CLIPVisionConfig(
        hidden_size=16, intermediate_size=32, num_hidden_layers=3, num_attention_heads=2,
        image_size=SIDE, patch_size=PATCH,
    )  # fmt: skip
    text = transformers.LlamaForCausalLM(llama).eval()
    vision = transformers.CLIPVisionModel(clip).eval()
    gelu = torch.nn.GELU()
    projector = torch.nn.Sequential(torch.nn.Linear(16, WIDTH), gelu, torch.nn.Linear(WIDTH, WIDTH))
    newline = torch.randn(WIDTH)
    for weight in [*text.parameters(), *vision.parameters(), *projector.parameters()]:
        if weight.ndim > 1:
            torch.nn.init.normal_(weight, std=1.6 / weight[0].numel() ** 0.5)
    vision.save_pretrained(folder / "tower")
    size = {"shortest_edge": SIDE}
    processor = transformers.CLIPImageProcessor(
        size=size, crop_size={"height": SIDE, "width": SIDE}
    )
    processor.save_pretrained(folder / "tower")
    tokenizer.save_pretrained(folder)
    tensors = {name: value.contiguous() for name, value in text.state_dict().items()}
    tensors |= {f"model.mm_projector.{k}": v for k, v in projector.state_dict().items()}
    tensors["model.image_newline"] = newline
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    config = llama.to_dict() | {
        "model_type": "llava_llama", "architectures": ["LlavaLlamaForCausalLM"],
        "mm_vision_tower": str(folder / "tower"), "mm_vision_select_layer": -2,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    return Parts(folder, text, vision, projector, newline, tokenizer, processor)


@pytest.fixture(scope="module")
def engine(parts: Parts) -> Iterator[WorkerEngine]:
    family = FAMILIES["uground-llava"]
    started = start_engine(str(parts.folder), family, python=Path(sys.executable))
    yield started
    started.close()


def picture(rows: int, columns: int, seed: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    noise = np.random.default_rng(seed)
    return noise.integers(0, 256, (rows * SIDE, columns * SIDE, 3), dtype=np.uint8)


def ask(pixels: np.ndarray[Any, np.dtype[np.uint8]], words: str) -> ModelRequest:
    question = TextPart(QUESTION.format(words=words))
    system = Message("system", (TextPart(SYSTEM),))
    return ModelRequest((system, Message("user", (ImagePart(pixels), question))), TOKENS)


@torch.no_grad()  # type: ignore[untyped-decorator]
def expected(parts: Parts, pixels: np.ndarray[Any, np.dtype[np.uint8]], words: str) -> str:
    """The same, spelt out: patch by patch, then the whole row again for each token."""
    side = SIDE // PATCH
    seen: list[Any] = []
    for y in range(0, pixels.shape[0], PATCH):
        for x in range(0, pixels.shape[1], PATCH):
            top, left = y // SIDE * SIDE, x // SIDE * SIDE
            tile = pixels[top : top + SIDE, left : left + SIDE]
            values = parts.processor(tile, return_tensors="pt")["pixel_values"]
            layer = parts.vision(values, output_hidden_states=True).hidden_states[-2][0]
            patch = (y - top) // PATCH * side + (x - left) // PATCH
            seen.append(parts.projector(layer[1 + patch]))
        seen.append(parts.newline)
    prompt = f"{SYSTEM} USER: ", f"\n{QUESTION.format(words=words)} ASSISTANT:"
    embed = parts.text.get_input_embeddings()
    before, after = (embed(torch.tensor(parts.tokenizer(p)["input_ids"])) for p in prompt)
    row = torch.cat([before, torch.stack(seen), after])
    tokens: list[int] = []
    while len(tokens) < TOKENS and 402 not in tokens:
        token = int(parts.text(inputs_embeds=row[None]).logits[0, -1].argmax())
        tokens.append(token)
        row = torch.cat([row, embed(torch.tensor([token]))])
    return str(parts.tokenizer.decode(tokens, skip_special_tokens=True)).strip()


def test_answers_are_those_of_the_parts(engine: WorkerEngine, parts: Parts) -> None:
    """Pictures of one tile, upright and wide; the words matter, and so does the picture."""
    asked = [
        (picture(rows, columns, seed), words)
        for seed, (rows, columns) in enumerate([(3, 2), (1, 3), (1, 1)])
        for words in ("Wi-Fi toggle", "back")
    ]
    replies = engine.answer([ask(pixels, words) for pixels, words in asked])
    texts = [reply.text for reply in replies]
    assert texts == [expected(parts, pixels, words) for pixels, words in asked]
    assert len(set(texts)) >= 4


def test_the_conversation_is_the_published_one() -> None:
    """From the profile's prompts; as `conv_templates["llava_v1"]` of the fork printed it."""
    profile = load_catalogue(None).match("osunlp/UGround", None, None).profile
    part = ImagePart(picture(1, 1, 0))
    request = build_request(profile.prompt, "Home", part, Size(SIDE, SIDE))
    arguments, _ = spelt(request)
    assert conversation(arguments["messages"]) == (
        "A chat between a curious human and an artificial intelligence assistant. The assistant "
        "gives helpful, detailed, and polite answers to the human's questions. USER: <image>\n"
        "In the screenshot, where are the pixel coordinates (x, y) of the element corresponding to "
        '"Home"? ASSISTANT:'
    )


def test_a_picture_that_is_not_made_of_tiles(engine: WorkerEngine) -> None:
    with pytest.raises(ModelUnavailable, match="56x70 is not made of tiles of 56"):
        engine.answer([ask(np.zeros((70, 56, 3), np.uint8), "back")])
