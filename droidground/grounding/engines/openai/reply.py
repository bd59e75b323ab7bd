"""From the JSON of a server to a reply. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from droidground.grounding.models.engine import ModelReply

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


def model_reply(completion: ChatCompletion, stop: Iterable[str], spent_ms: float) -> ModelReply:
    """Return what the model wrote, before the first of the `stop` texts.

    Raises `ValueError` for an answer that holds no text.
    """
    if not getattr(completion, "choices", None):
        raise ValueError(f"an answer without a choice: {str(completion)[:200]}")
    choice = completion.choices[0]
    text = choice.message.content or ""
    for end in stop:
        text = text.partition(end)[0]
    logprobs = choice.logprobs.content if choice.logprobs else None
    return ModelReply(
        text,
        score=digit_score((entry.token, entry.logprob) for entry in logprobs or ()),
        tokens=completion.usage.completion_tokens if completion.usage else None,
        timings_ms={"request": spent_ms},
    )


def digit_score(tokens: Iterable[tuple[str, float]]) -> float | None:
    """Return the mean probability of the tokens that hold a digit; None where there is none."""
    odds = [
        math.exp(min(0.0, logprob))
        for token, logprob in tokens
        if any(letter.isdigit() for letter in token)
    ]
    return sum(odds) / len(odds) if odds else None
