"""The seam under every model: a prompt in, the model's own words out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rgb: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class ImagePart:
    """A picture as the model is to see it: no engine resizes it again."""

    pixels: Rgb
    """Height x width x 3, RGB."""
    key: str = ""
    """The same for the same pixels; empty when nobody has computed it."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words, verbatim."""

    text: str


Part: TypeAlias = ImagePart | TextPart


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat; parts stand in the prompt in this order."""

    role: Literal["system", "user", "assistant"]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model, answered greedily."""

    messages: tuple[Message, ...]
    max_new_tokens: int
    prefill: str = ""
    """What the answer begins with; the reply does not repeat it."""
    keep_special_tokens: bool = False
    """Whether tokens such as `<|box_start|>` stay in the reply."""
    stop: tuple[str, ...] = ()
    """The reply ends before the first of these."""
    pattern: str | None = None
    """A regular expression the reply obeys, for engines that can hold a model to it."""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What a model wrote."""

    text: str
    score: float | None = None
    """Mean probability of the digits in the text, 0 to 1, uncalibrated; None where unknown."""
    tokens: int | None = None
    """How many tokens it wrote."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)


class Engine(Protocol):
    """Runs one model."""

    @property
    def model(self) -> str:
        """The checkpoint, as results name it."""

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Return one reply a request, in order.

        Raises `ModelUnavailable` when the model cannot be asked at all.
        """
