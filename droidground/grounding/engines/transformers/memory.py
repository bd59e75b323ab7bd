"""What a language model has read: keys and values of a prompt's tokens, and one row that goes on.

A `Reading` stands still and is shared; a `Row` starts from one and grows. Several answers grow in
one row at a time: each token sees what was shared and what its own answer holds, nothing of the
others, and its position is that of a row of its own. So weights are read once a step for all of
them, and the shared keys and values exist once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from transformers import DynamicCache

from droidground.grounding.engines.transformers.prompt import Ids, Prompt, positions
from droidground.grounding.engines.transformers.vision import Encoded

Layer = tuple[torch.Tensor, torch.Tensor]
SHARED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The first tokens of a prompt, read."""

    prompt: Prompt
    layers: tuple[Layer, ...]
    """Keys and values, each 1 x heads x tokens x width."""

    @property
    def nbytes(self) -> int:
        """How many bytes of memory it takes."""
        return sum(tensor.nbytes for layer in self.layers for tensor in layer)

    def __len__(self) -> int:
        return int(self.layers[0][0].shape[-2]) if self.layers else 0

    def first(self, tokens: int) -> Reading:
        """Return the reading of the first `tokens` tokens; it shares the memory."""
        if tokens >= len(self):
            return self
        layers = tuple((k[:, :, :tokens], v[:, :, :tokens]) for k, v in self.layers)
        return Reading(self.prompt, layers)


class Row:
    """One row of tokens in which one or several answers grow."""

    def __init__(self, model: Any, reading: Reading, torch_device: torch.device) -> None:
        self._model = model
        self._torch_device = torch_device
        self._is_eager = model.config.get_text_config()._attn_implementation == "eager"
        self._cache = DynamicCache(reading.layers or None)
        self._owner = np.full(len(reading), SHARED)

    def read(self, prompt: Prompt, end: int, encoded: Encoded | None) -> torch.Tensor:
        """Read the shared tokens up to `end`; return the logits after the last, 1 x vocabulary."""
        start = len(self._owner)
        place = positions(prompt)[:, start:end]
        return self._forward(prompt.ids[start:end], place, np.full(end - start, SHARED), encoded)

    def feed(self, own: Mapping[int, tuple[Sequence[int] | Ids, int]]) -> torch.Tensor:
        """Read further tokens of some answers.

        `own` gives an answer's next tokens and the position of the first of them, by its number.
        Returns the logits after each answer's last token, answers x vocabulary, in `own`'s order.
        """
        runs = [len(tokens) for tokens, _ in own.values()]
        ids = np.concatenate([np.asarray(tokens, dtype=np.int64) for tokens, _ in own.values()])
        place = np.concatenate([np.arange(at, at + len(tokens)) for tokens, at in own.values()])
        return self._forward(
            ids, np.broadcast_to(place, (3, len(place))), np.repeat(list(own), runs), None
        )

    def reading(self, prompt: Prompt) -> Reading:
        """Return what has been read so far."""
        layers: Any = self._cache.layers
        return Reading(prompt, tuple((layer.keys, layer.values) for layer in layers))

    def _forward(self, ids: Any, place: Any, owner: Any, encoded: Encoded | None) -> torch.Tensor:
        """Run the model on the next tokens; return the logits after each owner's last of them."""
        whole = np.concatenate([self._owner, owner])
        last = np.nonzero(np.append(owner[1:] != owner[:-1], True))[0]
        output = self._model(
            input_ids=self._tensor(ids)[None],
            position_ids=self._tensor(place)[:, None],
            attention_mask=self._mask(owner, whole),
            past_key_values=self._cache,
            mm_encoder_outputs={"image": encoded} if encoded else None,
            logits_to_keep=self._tensor(last),
            use_cache=True,
        )
        self._owner = whole
        logits: torch.Tensor = output.logits[0]
        return logits

    def _mask(self, owner: Any, whole: Any) -> torch.Tensor | None:
        """Return which tokens each new token sees; None stands for plain causal attention."""
        before = len(whole) - len(owner)
        is_alone = not np.any((whole != SHARED) & (whole != owner[0]))
        if is_alone and (before == 0 or len(owner) == 1):
            return None
        at = np.arange(before, len(whole))[:, None]
        sees = (whole == SHARED) | (whole == owner[:, None])
        mask = self._tensor(sees & (np.arange(len(whole)) <= at))[None, None]
        if not self._is_eager:
            return mask
        dtype = self._model.dtype
        return torch.zeros(mask.shape, dtype=dtype, device=mask.device).masked_fill_(
            ~mask, torch.finfo(dtype).min
        )

    def _tensor(self, values: Any) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self._torch_device)
