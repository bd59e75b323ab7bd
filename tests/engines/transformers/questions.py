"""Pictures and questions for the engines, and the plain way to answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelRequest,
    Part,
    Rgb,
    TextPart,
)

INSTRUCTION = (
    "\nYour task is to help the user identify the precise coordinates (x, y) of a specific "
    "area/element/object on the screen based on a description.\n\nDescription: {words}\n\nAnswer:"
)
TOKENS = 12
WORDS = (
    "Wi-Fi toggle",
    "the gear at the top right",
    "a row that says 123",
    "Settings",
    "back",
    "زر الرجوع",
)


def picture(height: int, width: int, factor: int = 28, seed: int = 0) -> Rgb:
    """Return noise of so many tokens from top to bottom and from left to right."""
    noise = np.random.default_rng(seed)
    return noise.integers(0, 256, (height * factor, width * factor, 3), dtype=np.uint8)


def ask(words: str, *pixels: Rgb, tokens: int = TOKENS, system: str = "") -> ModelRequest:
    """Return a grounding question, pictures first."""
    parts: tuple[Part, ...] = (*map(ImagePart, pixels), TextPart(INSTRUCTION.format(words=words)))
    start = (Message("system", (TextPart(system),)),) if system else ()
    return ModelRequest((*start, Message("user", parts)), tokens)


@dataclass(frozen=True, slots=True)
class Plain:
    """What an answer of `generate` was."""

    tokens: list[int]
    text: str
    logits: Any
    """Before any penalty, tokens x vocabulary."""


class PlainModel:
    """The model as the founding documents run it: one prompt at a time, nothing shared."""

    def __init__(self, checkpoint: Path, dtype: str = "float32") -> None:
        from transformers import AutoModelForImageTextToText, AutoProcessor

        self.processor: Any = AutoProcessor.from_pretrained(checkpoint)
        self.model: Any = AutoModelForImageTextToText.from_pretrained(checkpoint, dtype=dtype)

    def answer(self, request: ModelRequest, **options: Any) -> Plain:
        """Answer with `generate`, from the processor's own tensors."""
        pixels = [
            part.pixels
            for message in request.messages
            for part in message.parts
            if isinstance(part, ImagePart)
        ]
        text = self.processor.apply_chat_template(
            chat(request), tokenize=False, add_generation_prompt=True
        )
        inputs = self.processor(
            text=[text + request.prefill],
            images=pixels or None,
            do_resize=False,
            return_tensors="pt",
        )
        output = self.model.generate(
            **inputs,
            max_new_tokens=request.max_new_tokens,
            do_sample=False,
            return_dict_in_generate=True,
            output_logits=True,
            **options,
        )
        tokens = output.sequences[0, inputs["input_ids"].shape[1] :].tolist()
        text = self.processor.decode(tokens, skip_special_tokens=True)
        return Plain(tokens, text, [step[0] for step in output.logits])


def chat(request: ModelRequest) -> list[dict[str, Any]]:
    """Return the messages as the founding documents spell them."""
    return [
        {
            "role": message.role,
            "content": [
                {"type": "text", "text": part.text}
                if isinstance(part, TextPart)
                else {"type": "image"}
                for part in message.parts
            ],
        }
        for message in request.messages
    ]


def texts(answers: Sequence[Any]) -> list[str]:
    """The words of some answers."""
    return [answer.text for answer in answers]
