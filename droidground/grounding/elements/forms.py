"""Text in the forms that it is compared in. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'}
)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))

FORMAT_CATEGORIES = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
"""Characters without a shape of their own, and icon fonts' private ones."""

VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
"""Marks that many people leave out: Latin and Greek accents, Hebrew points, Arabic vowels."""

STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that many people write without their stroke, though Unicode has no mark for it."""

NUMBER = re.compile(r"\d+(?:[.,:/]\d+)+")
SEGMENTS = re.compile(
    r"(?<!\d)[.,:/]|[.,:/](?!\d)|[;!?|·•()\[\]{}\n\"、。，：；！？（）【】《》「」]|\s-\s"
)

ARROWS = frozenset(map(chr, range(0x2190, 0x2200)))

STOP_WORDS = frozenset({"a", "an", "the", "your", "my"})


@dataclass(frozen=True, slots=True)
class Form:
    """A text and what remains of it when case, width, punctuation and spaces do not count."""

    raw: str
    normal: str
    """NFKC, case folded, one kind of quote and dash, single spaces."""
    tokens: tuple[str, ...]
    """Words, numbers and single symbols."""
    squashed: str
    """The tokens without spaces: `Wi-Fi`, `WiFi` and `wi fi` are one."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left that could be compared."""
        return not self.tokens


@lru_cache(maxsize=8192)
def form(text: str) -> Form:
    """Return a text's forms."""
    normal = normalise(text)
    tokens = tokenise(normal)
    return Form(text.strip(), normal, tokens, "".join(tokens))


def normalise(text: str) -> str:
    """Return the text in NFKC, case folded, with one kind of quote, dash and space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFKC", folded).translate(QUOTES).translate(DASHES)
    plain = VARIATION_SELECTORS.sub("", plain)
    kept = (
        char
        for char in plain
        if char.isspace() or unicodedata.category(char) not in FORMAT_CATEGORIES
    )
    lines = ("".join(kept)).splitlines()
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def tokenise(normal: str) -> tuple[str, ...]:
    """Split normalised text into words, numbers (with their separators) and symbols."""
    tokens: list[str] = []
    word = ""
    numbers = {match.start(): match.end() for match in NUMBER.finditer(normal)}
    at = 0
    while at < len(normal):
        end = numbers.get(at, at + 1)
        piece = normal[at:end]
        if len(piece) > 1 or is_word_char(piece) or _joins(normal, at):
            word += piece
        else:
            if word:
                tokens.append(word)
            word = ""
            if _is_symbol(piece):
                tokens.append("and" if piece == "&" else piece)
        at = end
    return (*tokens, word) if word else tuple(tokens)


def is_word_char(char: str) -> bool:
    """Tell whether a character is a letter, a digit or a mark on one."""
    return unicodedata.category(char)[0] in "LNM"


def _is_symbol(char: str) -> bool:
    return char in "&%" or unicodedata.category(char)[0] == "S"


def _joins(normal: str, at: int) -> bool:
    """Tell whether the character is an apostrophe inside a word or the sign of a number."""
    before = normal[at - 1 : at]
    after = normal[at + 1 : at + 2]
    if normal[at] == "'":
        return bool(before and after) and is_word_char(before) and is_word_char(after)
    return normal[at] == "-" and after.isdigit() and not (before and is_word_char(before))


@lru_cache(maxsize=8192)
def without_marks(text: str) -> str:
    """Return the text without the marks and strokes that many people leave out."""
    return OPTIONAL_MARKS.sub("", unicodedata.normalize("NFD", text)).translate(STROKES)


@lru_cache(maxsize=4096)
def segments(label: Form) -> tuple[Form, ...]:
    """Return the parts between a label's separators; empty when it has only one part."""
    return tuple(form(label.normal[start:end]) for start, end in segment_spans(label.normal))


def segment_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the parts between separators begin and end; empty when there is only one."""
    cuts = [(match.start(), match.end()) for match in SEGMENTS.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    spans = zip(starts, ends, strict=True)
    kept = tuple(span for span in spans if not form(text[slice(*span)]).is_empty)
    return kept if len(kept) > 1 else ()


def without_stop_words(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without articles and possessives."""
    return tuple(token for token in tokens if token not in STOP_WORDS)


def without_ornaments(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens without arrows, bullets, emoji and such; `C++` keeps its signs."""
    return tuple(token for token in tokens if not _is_ornament(token))


def _is_ornament(token: str) -> bool:
    return len(token) == 1 and (token in ARROWS or unicodedata.category(token) == "So")
