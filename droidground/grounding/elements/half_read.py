"""Words in letters that the text recognition knows only in part: Greek, Vietnamese. Pure.

PP-OCRv6's character list has no Greek letter with an accent, no final sigma, and hardly any Latin
letter with two marks. Such letters come out as another one or not at all; of the Greek letters that
are in the list some come out as Latin ones of the same shape, and some are lost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from droidground.grounding.elements.forms import without_marks

LOOK_LIKE = {
    "α": "a",
    "β": "b",
    "γ": "y",
    "ε": "e",
    "ζ": "z",
    "η": "nh",
    "θ": "o0",
    "ι": "il1",
    "κ": "k",
    "μ": "mu",
    "ν": "vn",
    "ο": "o0",
    "ρ": "p",
    "σ": "o",
    "τ": "t",
    "υ": "uy",
    "χ": "x",
    "ω": "w",
}
"""Latin letters that look like a small or capital Greek one."""

LOST = 0.25
"""Share of the letters in the list that may be lost in a whole label."""
LOST_OF_WORD = 0.5
"""The same in one word of it."""
MIN_LEFT = 2
"""Letters that must be left to tell a label by."""
EXTRA = 2.0
"""What a letter too many costs: recognition loses letters, it rarely adds one."""


def is_half_read(words: Sequence[str], read: Sequence[str]) -> bool:
    """Tell whether words in such letters may have been read so, word by word (case folded)."""
    if len(words) != len(read) or not any(_is_foreign(char) for word in words for char in word):
        return False
    known = [sum(not _is_unknown(word, at) for at in range(len(word))) for word in words]
    lost = [_lost(word, text) for word, text in zip(words, read, strict=True)]
    return (
        sum(lost) <= LOST * sum(known)
        and sum(known) - sum(lost) >= MIN_LEFT
        and all(one <= LOST_OF_WORD * of for one, of in zip(lost, known, strict=True))
    )


def _is_foreign(char: str) -> bool:
    """Tell whether a letter is Greek or a Latin one with rare marks."""
    return "\u0370" <= char < "\u0400" or "\u1e00" <= char < "\u2000"


def _is_unknown(word: str, at: int) -> bool:
    """Tell whether the character list lacks a letter of a word."""
    if word[at] == "σ" and at == len(word) - 1:
        return True
    return _is_foreign(word[at]) and len(unicodedata.normalize("NFD", word[at])) > 1


def _lost(word: str, read: str) -> float:
    """Return the cost of reading a word so: an edit distance in which unknown letters are free."""
    row = [EXTRA * count for count in range(len(read) + 1)]
    for at, letter in enumerate(word):
        unknown = _is_unknown(word, at)
        last, row = row, [row[0] + (not unknown)]
        for column, char in enumerate(read, 1):
            cost = min(last[column] + (not unknown), row[column - 1] + EXTRA)
            if unknown or _looks_like(letter, char):
                cost = min(cost, last[column - 1])
            row.append(cost)
    return row[-1]


def _looks_like(letter: str, char: str) -> bool:
    plain = without_marks(char)
    return plain == without_marks(letter) or plain in LOOK_LIKE.get(letter, ())
