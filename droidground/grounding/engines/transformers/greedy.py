"""Greedy answers, one step for all of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch

from droidground.grounding.engines.transformers.memory import Row


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every answer of a checkpoint, from its generation config."""

    ends: frozenset[int]
    """Tokens that end an answer."""
    repetition_penalty: float
    """Divides the logits of tokens that were seen before, in the prompt too; 1 changes nothing.

    (CTRL, arXiv 1909.05858, as transformers has it.) Greedy answers of Qwen2.5-VL depend on it:
    its checkpoints ask for 1.05, and `generate` and vLLM obey.
    """


@dataclass(slots=True)
class Answer:
    """An answer that is being written."""

    prompt: Sequence[int]
    """Its whole prompt, for the penalty."""
    position: int
    """Where its next token stands."""
    limit: int
    """How many tokens it may have."""
    is_stopped: Callable[[Sequence[int]], bool]
    """Whether the tokens so far hold a stop string."""
    tokens: list[int] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    """The probability of each token, before any penalty."""


def write(row: Row, logits: torch.Tensor, answers: Sequence[Answer], rules: Rules) -> int:
    """Write all answers to their ends; `logits` are those after each answer's prompt.

    Returns how often the model ran.
    """
    seen = _seen(logits, answers, rules)
    going = list(range(len(answers)))
    steps = 0
    while True:
        tokens, chances = _choose(logits, seen, rules.repetition_penalty)
        for number, token, chance in zip(going, tokens, chances, strict=True):
            answers[number].tokens.append(token)
            answers[number].chances.append(chance)
        kept = [at for at, number in enumerate(going) if not _is_done(answers[number], rules)]
        going = [going[at] for at in kept]
        if not going:
            return steps
        seen = seen[kept] if seen is not None else None
        own = {number: ([answers[number].tokens[-1]], answers[number].position) for number in going}
        for number in going:
            answers[number].position += 1
        logits = row.feed(own)
        steps += 1


def _is_done(answer: Answer, rules: Rules) -> bool:
    return (
        answer.tokens[-1] in rules.ends
        or len(answer.tokens) >= answer.limit
        or answer.is_stopped(answer.tokens)
    )


def _choose(
    logits: torch.Tensor, seen: torch.Tensor | None, penalty: float
) -> tuple[list[int], list[float]]:
    """Return each row's best token and its probability; notes the tokens as seen."""
    scores = logits.float()
    fair = scores
    if seen is not None:
        scores = torch.where(
            seen, torch.where(scores < 0, scores * penalty, scores / penalty), fair
        )
    best = scores.argmax(dim=-1, keepdim=True)
    chances = (fair.gather(-1, best) - fair.logsumexp(dim=-1, keepdim=True)).exp()
    if seen is not None:
        seen.scatter_(-1, best, True)
    return best[:, 0].tolist(), chances[:, 0].tolist()


def _seen(logits: torch.Tensor, answers: Sequence[Answer], rules: Rules) -> torch.Tensor | None:
    """Return which tokens each prompt holds, answers x vocabulary; None without a penalty."""
    if rules.repetition_penalty == 1.0:
        return None
    seen = torch.zeros(logits.shape, dtype=torch.bool)
    for number, answer in enumerate(answers):
        seen[number, torch.tensor(sorted(set(answer.prompt)))] = True
    return seen.to(logits.device)
