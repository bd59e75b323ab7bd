"""Reads prompts; what several share is read once, and what was read before is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from droidground.grounding.engines.transformers.memory import Reading, Row
from droidground.grounding.engines.transformers.prompt import (
    Prompt,
    positions,
    shared,
    shared_by_all,
)
from droidground.grounding.engines.transformers.recent import Recent
from droidground.grounding.engines.transformers.vision import Vision

NOTHING: tuple[()] = ()


class Reader:
    """Keeps the readings of screens seen lately, one a screen: the newest."""

    def __init__(
        self,
        model: Any,
        vision: Vision,
        recent: Recent[tuple[str, ...], Reading],
        torch_device: torch.device,
    ) -> None:
        self.tokens = 0
        """How many prompt tokens went through the language model."""
        self._model = model
        self._vision = vision
        self._recent = recent
        self._torch_device = torch_device

    def read(self, prompts: Sequence[Prompt]) -> tuple[Row, torch.Tensor]:
        """Read prompts that agree up to behind their last picture.

        Returns a row in which they can be answered, and the logits after each prompt, prompts x
        vocabulary.
        """
        first = prompts[0]
        if len(prompts) == 1:
            return self._read(first, len(first), self._known(first, len(first) - 1))
        common = shared_by_all(prompts)
        known = self._known(first, common)
        if len(known) < common:
            row, _ = self._read(first, common, known)
        else:
            row = Row(self._model, known, self._torch_device)
        own = {
            number: (prompt.ids[common:], int(positions(prompt)[0, common]))
            for number, prompt in enumerate(prompts)
        }
        self.tokens += sum(len(prompt) - common for prompt in prompts)
        return row, row.feed(own)

    def _read(self, prompt: Prompt, end: int, known: Reading) -> tuple[Row, torch.Tensor]:
        """Read on from what is known up to `end`, and keep the reading."""
        row = Row(self._model, known, self._torch_device)
        pictures = prompt.within(len(known), end)
        logits = row.read(prompt, end, self._vision.encode(pictures) if pictures else None)
        self.tokens += end - len(known)
        kept = row.reading(prompt.without_pixels())
        self._recent.put(tuple(picture.key for picture in prompt.pictures), kept)
        return row, logits

    def _known(self, prompt: Prompt, limit: int) -> Reading:
        """Return the longest kept reading that `prompt` begins with, up to `limit` tokens."""
        best, longest = None, 0
        for key, reading in self._recent.items():
            length = min(shared(reading.prompt, prompt), len(reading), limit)
            if length > longest:
                best, longest = key, length
        found = self._recent.get(best) if best is not None else None
        return found.first(longest) if found is not None else Reading(prompt, NOTHING)
