"""Qwen's real vocabulary: what the engine and the profiles take for granted of it."""

from __future__ import annotations

from typing import Any

import pytest

from droidground.grounding.engines.transformers.words import _is_digits
from tests.engines.transformers.tiny import QWEN3_TEMPLATE, RANKS, TEMPLATE, qwen_tokenizer

pytest.importorskip("transformers", reason="transformers is not installed")


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return qwen_tokenizer()


def test_known_ids(tokenizer: Any) -> None:
    """Ids of Qwen2-VL's tokenizer_config.json."""
    known = {
        "<|endoftext|>": 151643, "<|im_start|>": 151644, "<|im_end|>": 151645,
        "<|box_start|>": 151648, "<|vision_start|>": 151652, "<|vision_end|>": 151653,
        "<|image_pad|>": 151655, "<|video_pad|>": 151656,
    }  # fmt: skip
    assert {token: tokenizer.convert_tokens_to_ids(token) for token in known} == known
    assert len(tokenizer) == RANKS + 14
    assert tokenizer.all_special_ids


def test_each_digit_is_a_token(tokenizer: Any) -> None:
    """So a point is four to six digits whose probabilities mean something one by one."""
    assert tokenizer("0123456789")["input_ids"] == list(range(15, 25))
    ids = tokenizer("(123, 456)<|im_end|>")["input_ids"]
    assert ids == [7, 16, 17, 18, 11, 220, 19, 20, 21, 8, 151645]
    assert tokenizer.decode(ids, skip_special_tokens=True) == "(123, 456)"


def test_the_digits_are_found_in_the_vocabulary(tokenizer: Any) -> None:
    digits = {token for piece, token in tokenizer.get_vocab().items() if _is_digits(piece)}
    assert digits == set(range(15, 25))


@pytest.mark.parametrize(
    ("piece", "is_digits"), [("7", True), ("\u01207", True), ("\u2581123", True), ("²", False)]
)
def test_digits_of_other_vocabularies(piece: str, is_digits: bool) -> None:
    assert _is_digits(piece) is is_digits


@pytest.mark.parametrize("text", ["Wi-Fi", "设置 زر\n\n 12.5 pt", "naïve — 👍🏽", "\ttab  two"])
def test_round_trip(tokenizer: Any, text: str) -> None:
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_chat_templates(tokenizer: Any) -> None:
    """The strings of the fact sheet: an inserted system turn in Qwen2-VL, none in Qwen3-VL."""
    turn = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "TEXT"}]}
    user = (
        "<|im_start|>user\n<|vision_start|><|image_pad|><|vision_end|>TEXT<|im_end|>\n"
        "<|im_start|>assistant\n"
    )
    system = "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
    for template, expected in ((TEMPLATE, system + user), (QWEN3_TEMPLATE, user)):
        text = tokenizer.apply_chat_template(
            [turn], chat_template=template, tokenize=False, add_generation_prompt=True
        )
        assert text == expected
