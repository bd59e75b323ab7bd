"""What a reply says, in the model's own units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Pointed:
    """It names a point."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Boxed:
    """It names a box, its corners in order."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def center(self) -> Pointed:
        """The middle, where a touch would go."""
        return Pointed((self.left + self.right) / 2, (self.top + self.bottom) / 2)


@dataclass(frozen=True, slots=True)
class Refused:
    """It says that what was asked for is not there."""

    words: str
    """The part that says so."""


Answer: TypeAlias = Pointed | Boxed | Refused


def from_numbers(values: Iterable[float]) -> Pointed | Boxed | None:
    """Return two numbers as a point, four as a box, eight (a quad's corners) as the box around.

    Any other count, and what is not finite, is no answer: None.
    """
    numbers = tuple(values)
    if not all(math.isfinite(number) for number in numbers):
        return None
    if len(numbers) == 2:
        return Pointed(*numbers)
    if len(numbers) not in (4, 8):
        return None
    across, down = numbers[0::2], numbers[1::2]
    return Boxed(min(across), min(down), max(across), max(down))
