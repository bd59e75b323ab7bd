"""The sentences that can be checked without a model. Pure: text in, a claim out.

    X is on | off | checked | unchecked | enabled | disabled | selected | visible | gone
    X says Y

X and Y may stand in quotes; they must where the sentence could be read in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from droidground.errors import ModelUnavailable

QUOTES = {'"': '"', "'": "'", "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}"}


class State(StrEnum):
    """What something on the screen can be said to be."""

    ON = "on"
    OFF = "off"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    ENABLED = "enabled"
    DISABLED = "disabled"
    SELECTED = "selected"
    VISIBLE = "visible"
    GONE = "gone"


IS = re.compile(rf"(.*\S)\s+is\s+({'|'.join(State)})", re.DOTALL | re.IGNORECASE)
SAYS = re.compile(r"\s+says(?:\s+|$)", re.IGNORECASE)
HINT = f"Write 'X is {'|'.join(State)}' or 'X says Y', with quotes around X and Y where in doubt."


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence: something is in a state, or says a text."""

    sentence: str
    words: str
    """What it is about."""
    state: State | None = None
    """None when it says something."""
    text: str = ""
    """What it says."""
    is_judged: bool = False
    """Whether it is in no form that we know, so that a model decides."""

    @property
    def wanted(self) -> str:
        """What is claimed, in the sentence's own terms."""
        return self.state.value if self.state else repr(self.text)


def parse_sentence(sentence: str) -> Claim:
    """Return what a sentence claims.

    Raises `ModelUnavailable` for any other sentence, and for one that can be read in two ways:
    it would take a model to understand it.
    """
    stripped = sentence.strip()
    claims = [*_is(stripped), *_says(stripped)]
    if len(claims) == 1:
        return claims[0]
    why = "can be read in two ways" if claims else "is none that can be checked without a model"
    raise ModelUnavailable(f"the sentence {sentence!r} {why}", words=sentence, hint=HINT)


def _is(sentence: str) -> list[Claim]:
    match = IS.fullmatch(sentence)
    words = _unquoted(match[1]) if match else None
    if match is None or not words:
        return []
    return [Claim(sentence, words, State(match[2].lower()))]


def _says(sentence: str) -> list[Claim]:
    claims = []
    for match in SAYS.finditer(sentence):
        words, text = _unquoted(sentence[: match.start()]), _unquoted(sentence[match.end() :])
        if words and text is not None and match.end() < len(sentence):
            claims.append(Claim(sentence, words, text=text))
    return claims


def _unquoted(text: str) -> str | None:
    """Return a part without the quotes around it; None when quotes begin in it and do not fit."""
    text = text.strip()
    closing = QUOTES.get(text[:1])
    if closing is None:
        return text
    inner = text[1:-1]
    is_whole = len(text) > 1 and text.endswith(closing) and closing not in inner
    return inner if is_whole else None
