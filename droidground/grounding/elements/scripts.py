"""Which scripts the bundled text recognition can read."""

from __future__ import annotations

import unicodedata

READABLE = frozenset(
    {"LATIN", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "MICRO"}
)
"""First words of the Unicode names of the letters in PP-OCRv6 small's character list."""


def unreadable_scripts(text: str) -> tuple[str, ...]:
    """Return the scripts of the letters in a text that the recognition has no characters for."""
    letters = (char for char in unicodedata.normalize("NFKC", text) if char.isalpha())
    names = (unicodedata.name(char, "UNKNOWN").split()[0] for char in letters)
    return tuple(dict.fromkeys(name.lower() for name in names if name not in READABLE))
