"""The vision tower: a picture in, what the language model reads of it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from droidground.errors import InvalidInput
from droidground.grounding.engines.transformers.patches import Patcher, PatchRule
from droidground.grounding.engines.transformers.prompt import Picture
from droidground.grounding.engines.transformers.recent import Recent


@dataclass(frozen=True, slots=True)
class Features:
    """What the language model reads of one picture."""

    tokens: torch.Tensor
    """Tokens x width of the language model."""
    deep: tuple[torch.Tensor, ...]
    """As many again for each of its first layers (Qwen3-VL's DeepStack); else empty."""

    @property
    def nbytes(self) -> int:
        """How many bytes of memory they take."""
        return sum(tensor.nbytes for tensor in (self.tokens, *self.deep))


@dataclass(frozen=True, slots=True)
class Encoded:
    """Features as the models of transformers take them in `mm_encoder_outputs`."""

    pooler_output: tuple[torch.Tensor, ...]
    deepstack_features: list[tuple[torch.Tensor, ...]]


class Vision:
    """The vision tower of one model; pictures seen lately are not encoded again."""

    def __init__(
        self, model: Any, rule: PatchRule, torch_device: torch.device, recent: Recent[str, Features]
    ) -> None:
        self.encoded = 0
        """How many pictures went through the tower."""
        self._model = model
        self._patcher = Patcher(rule, torch_device)
        self._recent = recent

    @property
    def factor(self) -> int:
        """Pixels of a token's side."""
        return self._patcher.rule.factor

    def grid(self, height: int, width: int) -> tuple[int, int]:
        """Return how many tokens a picture has from top to bottom and from left to right.

        Raises `InvalidInput` for a picture that was not resized for this model.
        """
        factor = self.factor
        if min(height, width) < factor or height % factor or width % factor:
            raise InvalidInput(
                f"a picture of {width}x{height} pixels does not fit this model, "
                f"whose sides are multiples of {factor}",
                hint="Resize it first, as droidground.grounding.models.image does.",
            )
        return height // factor, width // factor

    def encode(self, pictures: Sequence[Picture]) -> Encoded:
        """Return what the language model reads of these pictures, in order."""
        seen = [self._features(picture) for picture in pictures]
        return Encoded(
            tuple(features.tokens for features in seen),
            list(zip(*(features.deep for features in seen), strict=True)),
        )

    def _features(self, picture: Picture) -> Features:
        known = self._recent.get(picture.key)
        if known is not None:
            return known
        merge = self._patcher.rule.merge
        output = self._model.get_image_features(
            self._patcher.patches(picture.pixels),
            torch.tensor([[1, picture.rows * merge, picture.columns * merge]]),
            return_dict=True,
        )
        self.encoded += 1
        deep = getattr(output, "deepstack_features", None) or ()
        features = Features(output.pooler_output[0], tuple(layer[0] for layer in deep))
        self._recent.put(picture.key, features)
        return features
