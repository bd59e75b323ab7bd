"""What a model reads: tokens, where pictures stand among them, and every token's position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from droidground.grounding.models.engine import Rgb

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture of a prompt."""

    pixels: Rgb
    key: str
    """The same for the same pixels."""
    rows: int
    """Tokens from top to bottom."""
    columns: int
    """Tokens from left to right."""

    @property
    def tokens(self) -> int:
        """How many tokens of the prompt are the picture."""
        return self.rows * self.columns


@dataclass(frozen=True, slots=True, eq=False)
class Prompt:
    """Tokens in which each picture has its full number of placeholders."""

    ids: Ids
    pictures: tuple[Picture, ...]
    starts: tuple[int, ...]
    """The index of each picture's first token."""

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, start: int, end: int) -> tuple[Picture, ...]:
        """Return the pictures whose tokens are all among those from `start` to before `end`."""
        placed = zip(self.starts, self.pictures, strict=True)
        return tuple(p for at, p in placed if start <= at and at + p.tokens <= end)

    def without_pixels(self) -> Prompt:
        """Return what tells this prompt from others; pictures keep their keys and their places."""
        nothing = np.zeros((0, 0, 3), np.uint8)
        bare = tuple(Picture(nothing, p.key, p.rows, p.columns) for p in self.pictures)
        return Prompt(self.ids, bare, self.starts)

    def after_pictures(self) -> int:
        """Return the index behind the last picture; 0 without pictures."""
        return self.starts[-1] + self.pictures[-1].tokens if self.pictures else 0


def place_pictures(ids: Ids, pictures: Sequence[Picture], placeholder: int) -> Prompt:
    """Repeat each picture's placeholder as often as the picture has tokens.

    Raises `ValueError` when there are not as many placeholders as pictures.
    """
    (found,) = np.nonzero(ids == placeholder)
    if len(found) != len(pictures):
        raise ValueError(f"{len(found)} placeholders for {len(pictures)} pictures")
    counts = np.ones(len(ids), dtype=np.int64)
    counts[found] = [picture.tokens for picture in pictures]
    starts = found + np.concatenate([[0], np.cumsum(counts[found] - 1)[:-1]]) if len(found) else []
    return Prompt(np.repeat(ids, counts), tuple(pictures), tuple(int(start) for start in starts))


def positions(prompt: Prompt) -> NDArray[np.int64]:
    """Return time, height and width of every token, as an array 3 x tokens.

    Multimodal rotary positions (Qwen2-VL, arXiv 2409.12191, section 2.1): text counts up on all
    three; a picture keeps the time of its first token and spreads over height and width; what
    follows goes on after the largest.
    """
    runs: list[NDArray[np.int64]] = []
    at = end = 0
    for start, picture in zip(prompt.starts, prompt.pictures, strict=True):
        runs.append(_text(at, start - end))
        at += start - end
        rows, columns = np.divmod(np.arange(picture.tokens), picture.columns)
        runs.append(np.stack([np.zeros_like(rows), rows, columns]) + at)
        at += max(picture.rows, picture.columns)
        end = start + picture.tokens
    runs.append(_text(at, len(prompt) - end))
    return np.concatenate(runs, axis=1)


def shared(one: Prompt, other: Prompt) -> int:
    """Return how many leading tokens of two prompts mean the same.

    Placeholders of different pictures are equal as numbers, so a differing picture ends the count.
    """
    length = min(len(one), len(other))
    differing = np.nonzero(one.ids[:length] != other.ids[:length])[0]
    length = int(differing[0]) if len(differing) else length
    for at, mine, theirs in zip(one.starts, one.pictures, other.pictures, strict=False):
        if mine.key != theirs.key:
            return min(length, at)
    return _whole_pictures(one, length)


def shared_by_all(prompts: Sequence[Prompt]) -> int:
    """Return how many leading tokens all prompts share, leaving each at least one of its own."""
    common = min((shared(*pair) for pair in pairwise(prompts)), default=len(prompts[0]))
    return _whole_pictures(prompts[0], min(common, min(map(len, prompts)) - 1))


def _whole_pictures(prompt: Prompt, length: int) -> int:
    """Cut `length` back so that it does not end inside a picture."""
    for at, picture in zip(prompt.starts, prompt.pictures, strict=True):
        if at < length < at + picture.tokens:
            return at
    return length


def _text(at: int, count: int) -> NDArray[np.int64]:
    return np.broadcast_to(np.arange(at, at + count), (3, count))
