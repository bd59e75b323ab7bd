"""Everyday names of controls that Android and its apps label otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from droidground.grounding.elements import lexicon
from droidground.grounding.elements.forms import Form, form

_LIGHT = (
    "the a an my this that these those it me i please to want would like your her him them its "
    "i'd let's lets can could you"
)
LIGHT = frozenset(_LIGHT.split())
"""Words that say nothing of the function."""
POINTING = frozenset({"the", "this", "that", "my", "these", "those", "her", "his", "its"})
"""Behind one of these stands what the function is applied to: like this song."""
MAX_OBJECT = 3
"""Words of such an object."""


def other_names(words: Form) -> tuple[Form, ...]:
    """Return what screens call a thing that people call by these words; mostly nothing."""
    for tokens in _ways(words.tokens):
        found = LABELS_OF.get(_key(tokens))
        if found:
            return found
    return ()


def _ways(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words, and those before `this song`, `the results`, `my account`."""
    yield tokens
    for at, token in enumerate(tokens):
        if at and token in POINTING and len(tokens) - at - 1 <= MAX_OBJECT:
            yield tokens[:at]


def _key(tokens: tuple[str, ...]) -> str:
    telling = [token for token in tokens if token not in LIGHT]
    return "".join(telling or tokens)


def _concepts() -> dict[str, tuple[Form, ...]]:
    """Read the table of functions, by what people say."""
    names: dict[str, list[str]] = {}
    for line in _lines(files(lexicon).joinpath("concepts.txt").read_text("utf-8")):
        said, _, shown = line.partition(" = ")
        for phrase in said.split(", "):
            names.setdefault(_key(form(phrase).tokens), []).extend(shown.split(", "))
    return {key: tuple(form(name) for name in dict.fromkeys(shown)) for key, shown in names.items()}


def _lines(table: str) -> list[str]:
    joined = table.replace("\n    ", " ").splitlines()
    return [line for line in joined if line and not line.startswith("#")]


LABELS_OF = _concepts()
