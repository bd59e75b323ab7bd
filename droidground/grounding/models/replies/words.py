"""What all formats share: the part of a reply that is the answer, and numbers in it."""

from __future__ import annotations

import re

MAX_LENGTH = 100_000
"""Characters of a reply that are read; an answer is a few dozen."""

NUMBER = r"([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))"
"""One number as models write them; no exponent, no thousands separator."""

THOUGHT_ENDS = re.compile(r"</(?:think|thinking|grounding_think)>")
THOUGHT_STARTS = re.compile(r"<(?:think|thinking|grounding_think)>")

FULL_WIDTH = str.maketrans(
    "（），、［］｛｝：＝．－\u2212０１２３４５６７８９", "(),,[]{}:=.--0123456789"
)
"""Chinese replies write their brackets and digits so."""


def answer_part(reply: str) -> str:
    """Return what a model wrote after it thought, with plain brackets and digits.

    Empty when the reply ends inside a thought: coordinates that were only considered are no answer.
    """
    text = reply[:MAX_LENGTH].translate(FULL_WIDTH)
    ends = list(THOUGHT_ENDS.finditer(text))
    rest = text[ends[-1].end() :] if ends else text
    start = THOUGHT_STARTS.search(rest)
    return rest[: start.start()] if start else rest


def numbers_in(text: str) -> list[float]:
    """Return all numbers of a text."""
    return [float(number) for number in re.findall(NUMBER, text)]


def pair(name_x: str = "", name_y: str = "") -> str:
    """Return the pattern of two numbers with a comma between, each after its name."""
    return rf"\s*{name_x}{NUMBER}\s*,\s*{name_y}{NUMBER}\s*"
