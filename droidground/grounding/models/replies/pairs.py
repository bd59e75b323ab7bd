"""Bare points and boxes: (x, y) · [x, y] · [x1, y1, x2, y2] · (x1, y1), (x2, y2) · x, y.

A closing bracket is required, so that a number which the length limit cut off is not taken.
"""

from __future__ import annotations

import re

from droidground.grounding.models.replies.answer import Boxed, Pointed, from_numbers
from droidground.grounding.models.replies.words import NUMBER, pair

POINT = re.compile(rf"\({pair()}\)|\[{pair()}\]|\[\s*{NUMBER}\s+{NUMBER}\s*\]")
CORNERS = re.compile(rf"[(\[]{pair()}[)\]]\s*,?\s*[(\[]{pair()}[)\]]")
BOX = re.compile(rf"[(\[]{pair()},{pair()}[)\]]")
BARE = re.compile(rf"{pair()}[.)\]]*\s*")


def point(text: str) -> Pointed | None:
    """Read the last (x, y) or [x, y]."""
    return _point(_last(POINT, text))


def first_point(text: str) -> Pointed | None:
    """Read the first (x, y), as GTA1's own code does."""
    return _point(POINT.search(text))


def box(text: str) -> Boxed | None:
    """Read the last [x1, y1, x2, y2] or (x1, y1), (x2, y2)."""
    found = [match for match in (_last(BOX, text), _last(CORNERS, text)) if match]
    if not found:
        return None
    answer = from_numbers(map(float, max(found, key=lambda match: match.end()).groups()))
    return answer if isinstance(answer, Boxed) else None


def bare(text: str) -> Pointed | None:
    """Read a reply that is two numbers and nothing else."""
    return _point(BARE.fullmatch(text))


def _point(match: re.Match[str] | None) -> Pointed | None:
    if match is None:
        return None
    answer = from_numbers(float(group) for group in match.groups() if group is not None)
    return answer if isinstance(answer, Pointed) else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.end(), default=None)
