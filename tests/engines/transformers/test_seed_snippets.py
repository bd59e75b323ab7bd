"""The snippets of the founding documents, and our engine on the same weights, token for token.

Fixes that transformers 5 and this machine force, and no others:
- `torch_dtype=` is `dtype=` now, and `.to("cuda")` is `.to(model.device)`;
- `attn_implementation="flash_attention_2"` is left out, for want of a GPU;
- `processor.image_processor.min_pixels` and `max_pixels` are gone: they stand in `size`;
- `clean_up_tokenization_spaces=True` no longer does anything to these tokenizers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

from droidground.grounding.engines.transformers import load_engine
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    Part,
    TextPart,
)
from tests.engines.transformers.conftest import QUIET
from tests.engines.transformers.questions import INSTRUCTION, WORDS, texts
from tests.engines.transformers.tiny import Shape, write_checkpoint

qwen_vl_utils = pytest.importorskip("qwen_vl_utils", reason="qwen-vl-utils is not installed")

PUBLISHED = {
    "do_sample": True, "temperature": 0.01, "top_k": 1, "top_p": 0.001, "repetition_penalty": 1.05,
}  # fmt: skip
"""What generation_config.json of these families says; top_k 1 makes sampling greedy."""
SYSTEM_PROMPT = """
You are an expert UI element locator. Given a GUI image and a user's element description, provide the coordinates of the specified element as a single (x,y) point. The image resolution is height {height} and width {width}. For elements with area, return the center point.

Output the coordinate pair exactly:
(x,y)
""".strip()  # noqa: E501


def screenshot(width: int, height: int, seed: int) -> PIL.Image.Image:
    """A picture whose size does not fit yet; RGBA, as Android's are."""
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    noise[..., 3] = 255
    return PIL.Image.fromarray(noise)


def as_fed(picture: PIL.Image.Image) -> ImagePart:
    """What `process_vision_info` has made of a picture."""
    return ImagePart(np.asarray(picture))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Checkpoints that sample as the published ones say."""
    folder = tmp_path_factory.mktemp("published")
    return {
        name: write_checkpoint(folder / name, Shape(name, generation=PUBLISHED), seed=5)
        for name in ("qwen2_vl", "qwen2_5_vl")
    }


def snippet(folder: Path, conversations: Sequence[Any], max_new_tokens: int) -> tuple[Any, Any]:
    """Qwen2-VL's quick start (also its batch and several pictures): pictures as fed, words."""
    from transformers import AutoProcessor, Qwen2VLForConditionalGeneration

    model: Any = Qwen2VLForConditionalGeneration.from_pretrained(
        folder, dtype="auto", device_map="auto"
    )
    processor: Any = AutoProcessor.from_pretrained(folder)
    processor.tokenizer.padding_side = "left"
    text = [
        processor.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        for messages in conversations
    ]
    image_inputs, video_inputs = qwen_vl_utils.process_vision_info(conversations)
    inputs = processor(
        text=text, images=image_inputs, videos=video_inputs, padding=True, return_tensors="pt"
    )
    inputs = inputs.to(model.device)
    generated_ids = model.generate(**inputs, max_new_tokens=max_new_tokens)
    generated_ids_trimmed = [
        out_ids[len(in_ids) :]
        for in_ids, out_ids in zip(inputs.input_ids, generated_ids, strict=True)
    ]
    output_text = processor.batch_decode(
        generated_ids_trimmed, skip_special_tokens=True, clean_up_tokenization_spaces=False
    )
    return image_inputs, output_text


def test_qwen2_vl_and_uground(published: dict[str, Path]) -> None:
    """One picture, a description at a time, 128 new tokens as written there."""
    engine = load_engine(str(published["qwen2_vl"]), options=QUIET)
    found: list[ModelReply] = []
    expected: list[str] = []
    for seed, words in enumerate(WORDS[:4]):
        prompt = INSTRUCTION.format(words=words)
        image = {"type": "image", "image": screenshot(100 + 37 * seed, 211, seed)}
        messages = [{"role": "user", "content": [image, {"type": "text", "text": prompt}]}]
        pictures, output = snippet(published["qwen2_vl"], [messages], 128)
        expected += output
        parts: tuple[Part, ...] = (as_fed(pictures[0]), TextPart(prompt))
        found += engine.answer([ModelRequest((Message("user", parts),), 128)])
    assert texts(found) == expected
    assert len(set(expected)) == len(expected)


def test_several_pictures_and_a_batch(published: dict[str, Path]) -> None:
    """The batch is padded there, and each answered on its own here."""
    one, two = screenshot(120, 200, 1), screenshot(200, 90, 2)
    content = [{"type": "image", "image": picture} for picture in (one, two)]
    question = "What are the common elements in these pictures?"
    messages1 = [{"role": "user", "content": [*content, {"type": "text", "text": question}]}]
    messages2 = [
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Who are you?"},
    ]
    pictures, expected = snippet(published["qwen2_vl"], [messages1, messages2], 24)
    engine = load_engine(str(published["qwen2_vl"]), options=QUIET)
    parts: tuple[Part, ...] = (*map(as_fed, pictures), TextPart(question))
    turns = (
        Message("system", (TextPart("You are a helpful assistant."),)),
        Message("user", (TextPart("Who are you?"),)),
    )
    requests = [ModelRequest((Message("user", parts),), 24), ModelRequest(turns, 24)]
    assert texts(engine.answer(requests)) == expected


def test_gta1(published: dict[str, Path]) -> None:
    from transformers import AutoProcessor, Qwen2_5_VLForConditionalGeneration

    folder = published["qwen2_5_vl"]
    model: Any = Qwen2_5_VLForConditionalGeneration.from_pretrained(folder, device_map="auto")
    processor: Any = AutoProcessor.from_pretrained(folder, min_pixels=3136, max_pixels=4096 * 2160)
    engine = load_engine(str(folder), options=QUIET)
    found: list[ModelReply] = []
    expected: list[str] = []
    for seed, instruction in enumerate(WORDS[:4]):
        image = screenshot(150 + 31 * seed, 230, seed).convert("RGB")
        resized_height, resized_width = qwen_vl_utils.smart_resize(
            image.height,
            image.width,
            factor=processor.image_processor.patch_size * processor.image_processor.merge_size,
            min_pixels=processor.image_processor.size["shortest_edge"],
            max_pixels=processor.image_processor.size["longest_edge"],
        )
        resized_image = image.resize((resized_width, resized_height))
        system = SYSTEM_PROMPT.format(height=resized_height, width=resized_width)
        system_message = {"role": "system", "content": system}
        user_message = {
            "role": "user",
            "content": [
                {"type": "image", "image": resized_image},
                {"type": "text", "text": instruction},
            ],
        }
        image_inputs, video_inputs = qwen_vl_utils.process_vision_info(
            [system_message, user_message]
        )
        text = processor.apply_chat_template(
            [system_message, user_message], tokenize=False, add_generation_prompt=True
        )
        inputs = processor(
            text=[text],
            images=image_inputs,
            videos=video_inputs,
            padding=True,
            return_tensors="pt",
        )
        inputs = inputs.to(model.device)
        output_ids = model.generate(
            **inputs, max_new_tokens=32, do_sample=False, temperature=1.0, use_cache=True
        )
        generated_ids = [
            output_ids[len(input_ids) :]
            for input_ids, output_ids in zip(inputs.input_ids, output_ids, strict=True)
        ]
        expected += processor.batch_decode(
            generated_ids, skip_special_tokens=True, clean_up_tokenization_spaces=True
        )
        parts: tuple[Part, ...] = (ImagePart(np.asarray(resized_image)), TextPart(instruction))
        turns = (Message("system", (TextPart(system),)), Message("user", parts))
        found += engine.answer([ModelRequest(turns, 32)])
    assert texts(found) == expected
    assert len(set(expected)) == len(expected)
