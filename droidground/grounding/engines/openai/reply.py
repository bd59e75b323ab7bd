"""From the JSON of a server to a reply. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from droidground.grounding.models.engine import ModelReply

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion
    from openai.types.chat.chat_completion import Choice


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
    return ModelReply(
        text,
        score=_score(choice),
        tokens=completion.usage.completion_tokens if completion.usage else None,
        timings_ms={"request": spent_ms},
    )


def _score(choice: Choice) -> float | None:
    """Return the score from the tokens' probabilities, or the one that our own server reckoned."""
    if choice.logprobs and choice.logprobs.content:
        return digit_score((entry.token, entry.logprob) for entry in choice.logprobs.content)
    told = (choice.model_extra or {}).get("score")
    return float(told) if isinstance(told, int | float) and 0 <= told <= 1 else None


def digit_score(tokens: Iterable[tuple[str, float]]) -> float | None:
    """Return the mean probability of the tokens that hold a digit; None where there is none."""
    odds = [
        math.exp(min(0.0, logprob))
        for token, logprob in tokens
        if any(letter.isdigit() for letter in token)
    ]
    return sum(odds) / len(odds) if odds else None
