"""The engine: questions about screens in, the model's words out."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from droidground.clock import SYSTEM_CLOCK
from droidground.grounding.engines.transformers.failures import answering, not_finite
from droidground.grounding.engines.transformers.greedy import Answer, Rules, write
from droidground.grounding.engines.transformers.memory import Reading
from droidground.grounding.engines.transformers.patches import patch_rule
from droidground.grounding.engines.transformers.prompt import Prompt, positions
from droidground.grounding.engines.transformers.reader import Reader
from droidground.grounding.engines.transformers.recent import Recent
from droidground.grounding.engines.transformers.vision import Features, Vision
from droidground.grounding.engines.transformers.words import Words
from droidground.grounding.models.engine import ModelReply, ModelRequest

MOST_TOGETHER = 32
"""Answers that grow in one row; memory for what sees what grows with their square."""


@dataclass(frozen=True, slots=True)
class Work:
    """What answering has cost so far."""

    pictures: int
    """Pictures that went through the vision tower."""
    tokens: int
    """Prompt tokens that went through the language model."""
    steps: int
    """Steps of writing, each for all answers of one screen."""


class TransformersEngine:
    """One model in this process.

    Requests about the same screen are answered together: what their prompts share, the picture and
    the instruction, is read once, and the answers grow in one row. What was read of a screen is
    kept, up to a number of bytes, so that the next question about an unchanged screen only reads
    its own words. Answers are those of `generate` without sampling: equal in float32, and in 16 bit
    equal but for ties of rounding.

    Threads may share an engine; they wait for one another.
    """

    def __init__(
        self, checkpoint: str, model: Any, processor: Any, rules: Rules, cache_bytes: int
    ) -> None:
        self._checkpoint = checkpoint
        self._model = model
        self._rules = rules
        self._torch_device: torch.device = model.get_input_embeddings().weight.device
        self._features: Recent[str, Features] = Recent(cache_bytes // 8)
        self._readings: Recent[tuple[str, ...], Reading] = Recent(cache_bytes - cache_bytes // 8)
        rule = patch_rule(processor.image_processor)
        self._vision = Vision(model, rule, self._torch_device, self._features)
        self._words = Words(processor, model.config.image_token_id, self._vision.grid)
        self._reader = Reader(model, self._vision, self._readings, self._torch_device)
        self._lock = threading.Lock()
        self._steps = 0

    @property
    def model(self) -> str:
        """The checkpoint: an id or a folder."""
        return self._checkpoint

    @property
    def factor(self) -> int:
        """Both sides of a picture are multiples of it, in pixels."""
        return self._vision.factor

    @property
    def work(self) -> Work:
        """What answering has cost so far."""
        return Work(self._vision.encoded, self._reader.tokens, self._steps)

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Return one reply a request, in order; questions about one screen share its reading.

        Raises `ModelUnavailable` when memory runs out or the numbers are not finite, and
        `InvalidInput` for a picture that was not resized for this model.
        """
        replies: dict[int, ModelReply] = {}
        with self._lock, answering(self._checkpoint, self.forget), torch.inference_mode():
            prompts = [self._words.prompt(request) for request in requests]
            for group in _by_screen(prompts):
                together = self._together([prompts[n] for n in group], [requests[n] for n in group])
                replies.update(zip(group, together, strict=True))
        return tuple(replies[number] for number in range(len(requests)))

    def forget(self) -> None:
        """Drop everything that was kept of earlier screens."""
        self._features.clear()
        self._readings.clear()

    def _together(
        self, prompts: Sequence[Prompt], requests: Sequence[ModelRequest]
    ) -> list[ModelReply]:
        """Answer questions whose pictures are the same."""
        started = SYSTEM_CLOCK.now()
        row, logits = self._reader.read(prompts)
        if not logits.isfinite().all():
            raise not_finite(self._checkpoint, self._model.dtype)
        read = SYSTEM_CLOCK.now()
        answers = list(map(self._blank, prompts, requests))
        self._steps += write(row, logits, answers, self._rules)
        written = SYSTEM_CLOCK.now()
        timings = {"read": (read - started) * 1e3, "write": (written - read) * 1e3}
        return [
            self._reply(answer, request, timings)
            for answer, request in zip(answers, requests, strict=True)
        ]

    def _blank(self, prompt: Prompt, request: ModelRequest) -> Answer:
        """Return an answer of which nothing is written yet."""
        return Answer(
            prompt=prompt.ids.tolist(),
            position=int(positions(prompt)[0, -1]) + 1,
            limit=request.max_new_tokens,
            is_stopped=lambda tokens: self._is_stopped(tokens, request),
        )

    def _is_stopped(self, tokens: Sequence[int], request: ModelRequest) -> bool:
        if not request.stop:
            return False
        text = self._words.text(tokens, request.keep_special_tokens)
        return _first_stop(text, request.stop) is not None

    def _reply(
        self, answer: Answer, request: ModelRequest, timings_ms: Mapping[str, float]
    ) -> ModelReply:
        tokens = answer.tokens[:-1] if answer.tokens[-1] in self._rules.ends else answer.tokens
        text = self._words.text(tokens, request.keep_special_tokens)
        return ModelReply(
            text=text[: _first_stop(text, request.stop)],
            score=self._words.score(tokens, answer.chances),
            tokens=len(answer.tokens),
            timings_ms=timings_ms,
        )


def _first_stop(text: str, stop: Sequence[str]) -> int | None:
    """Return where the first stop string begins; None where there is none."""
    return min((at for at in map(text.find, stop) if at >= 0), default=None)


def _by_screen(prompts: Sequence[Prompt]) -> list[list[int]]:
    """Return the numbers of the prompts that agree up to behind their last picture, by group."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, prompt in enumerate(prompts):
        keys = tuple(picture.key for picture in prompt.pictures)
        start = prompt.ids[: prompt.after_pictures()].tobytes()
        groups.setdefault((keys, start), []).append(number)
    return [
        group[at : at + MOST_TOGETHER]
        for group in groups.values()
        for at in range(0, len(group), MOST_TOGETHER)
    ]
