"""The text side of a checkpoint: its chat template, its tokenizer, its digits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from droidground.errors import InvalidInput
from droidground.grounding.engines.transformers.prompt import Picture, Prompt, place_pictures
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart

Grid = Callable[[int, int], tuple[int, int]]


class Words:
    """Turns messages into a prompt, and tokens into text."""

    def __init__(self, processor: Any, placeholder: int, grid: Grid) -> None:
        self._processor = processor
        self._tokenizer = processor.tokenizer
        self._placeholder = placeholder
        self._grid = grid
        pieces = self._tokenizer.get_vocab().items()
        self._digits = {token for piece, token in pieces if _is_digits(piece)}

    def prompt(self, request: ModelRequest) -> Prompt:
        """Return the prompt as the checkpoint's own chat template writes it.

        Raises `InvalidInput` when a picture has the wrong size, or when the words spell the
        picture's own token.
        """
        chat = [_turn(message) for message in request.messages]
        text = self._processor.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
        ids = self._tokenizer(text + request.prefill, add_special_tokens=False)["input_ids"]
        parts = [part for message in request.messages for part in message.parts]
        pictures = [self._picture(part) for part in parts if isinstance(part, ImagePart)]
        try:
            return place_pictures(np.asarray(ids, dtype=np.int64), pictures, self._placeholder)
        except ValueError as exc:
            raise InvalidInput(
                f"the prompt does not go with its pictures: {exc}",
                hint="Leave <|image_pad|> out of the words.",
            ) from exc

    def text(self, tokens: Sequence[int], keep_special_tokens: bool) -> str:
        """Return what the tokens say."""
        text: str = self._tokenizer.decode(
            tokens,
            skip_special_tokens=not keep_special_tokens,
            clean_up_tokenization_spaces=False,
        )
        return text

    def score(self, tokens: Sequence[int], chances: Sequence[float]) -> float | None:
        """Return the mean probability of the digits; None where there are none."""
        pairs = zip(tokens, chances, strict=False)
        digits = [chance for token, chance in pairs if token in self._digits]
        return sum(digits) / len(digits) if digits else None

    def _picture(self, part: ImagePart) -> Picture:
        height, width, _ = part.pixels.shape
        rows, columns = self._grid(height, width)
        key = part.key or hashlib.sha256(np.ascontiguousarray(part.pixels).data).hexdigest()
        return Picture(part.pixels, f"{width}x{height}:{key}", rows, columns)


def _turn(message: Message) -> dict[str, Any]:
    """Return a turn as chat templates take it; some of them want a lone text as a string."""
    match message.parts:
        case (TextPart(text),):
            return {"role": message.role, "content": text}
    return {
        "role": message.role,
        "content": [
            {"type": "text", "text": part.text} if isinstance(part, TextPart) else {"type": "image"}
            for part in message.parts
        ],
    }


def _is_digits(piece: str) -> bool:
    """Whether a token is ASCII digits; tokenizers spell a leading space as another character."""
    bare = piece.lstrip("\u0120\u2581 ")
    return bare.isascii() and bare.isdigit()
