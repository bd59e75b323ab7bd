"""From the JSON of a server to a reply. Pure.

The client does not check what a server sends, so every field is looked at before it is believed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from droidground.grounding.models.engine import ModelReply


def model_reply(completion: object, stop: Iterable[str], spent_ms: float) -> ModelReply:
    """Return what the model wrote, before the first of the `stop` texts.

    `completion` is the client's `ChatCompletion`. Raises `ValueError`, with what was sent, for one
    that holds no answer.
    """
    choices = getattr(completion, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = getattr(choice, "message", None)
    text = getattr(message, "content", ())
    text = "" if text is None else text
    if not isinstance(text, str):
        raise ValueError(f"an answer without words: {str(completion)[:200]}")
    for end in stop:
        text = text.partition(end)[0]
    tokens = getattr(getattr(completion, "usage", None), "completion_tokens", None)
    return ModelReply(
        text,
        score=_score(choice),
        tokens=tokens if isinstance(tokens, int) else None,
        timings_ms={"request": spent_ms},
    )


def _score(choice: object) -> float | None:
    """Return the score from the tokens' probabilities, or the one that our own server reckoned."""
    entries = getattr(getattr(choice, "logprobs", None), "content", None)
    if isinstance(entries, list) and entries:
        return digit_score(_tokens(entries))
    told = (getattr(choice, "model_extra", None) or {}).get("score")
    return float(told) if isinstance(told, int | float) and 0 <= told <= 1 else None


def _tokens(entries: Iterable[object]) -> Iterator[tuple[str, float]]:
    for entry in entries:
        token, logprob = getattr(entry, "token", None), getattr(entry, "logprob", None)
        if isinstance(token, str) and isinstance(logprob, int | float):
            yield token, logprob


def digit_score(tokens: Iterable[tuple[str, float]]) -> float | None:
    """Return the mean probability of the tokens that hold a digit; None where there is none."""
    odds = [
        math.exp(min(0.0, logprob))
        for token, logprob in tokens
        if any(letter.isdigit() for letter in token)
    ]
    return sum(odds) / len(odds) if odds else None
