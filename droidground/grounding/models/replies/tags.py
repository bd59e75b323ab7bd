"""Numbers between tags: special tokens of Qwen-VL and Qwen2-VL, and <point> of many."""

from __future__ import annotations

import re
from collections.abc import Iterable

from droidground.grounding.models.replies.answer import Boxed, Pointed, from_numbers
from droidground.grounding.models.replies.words import NUMBER, numbers_in

BOX_TOKENS = re.compile(r"<\|box_start\|>([^<]{1,200})<\|box_end\|>")
BOX_TAG = re.compile(r"<(box|quad)>([^<]{1,200})</\1>")
POINT_TAG = re.compile(r"<(point|bbox)>([^<]{1,200})</\1>")
X_Y = re.compile(rf"<x>\s*{NUMBER}\s*</x>\s*<y>\s*{NUMBER}\s*</y>")


def box_tokens(text: str) -> Pointed | Boxed | None:
    """Read the last <|box_start|>(x1,y1),(x2,y2)<|box_end|>; one pair in it is a point."""
    return _last(match[1] for match in BOX_TOKENS.finditer(text))


def box_tag(text: str) -> Pointed | Boxed | None:
    """Read the last <box>(x1,y1),(x2,y2)</box> or <quad> of four corners."""
    return _last(match[2] for match in BOX_TAG.finditer(text))


def point_tag(text: str) -> Pointed | Boxed | None:
    """Read the last <point>x y</point>, <point>[[x, y]]</point> or <bbox>x1, y1, x2, y2</bbox>."""
    return _last(match[2] for match in POINT_TAG.finditer(text))


def x_y_tags(text: str) -> Pointed | Boxed | None:
    """Read the last <x>..</x><y>..</y>."""
    return _last(f"{match[1]} {match[2]}" for match in X_Y.finditer(text))


def _last(contents: Iterable[str]) -> Pointed | Boxed | None:
    texts = list(contents)
    return from_numbers(numbers_in(texts[-1])) if texts else None
