"""What the words ask for: a label, and perhaps a kind of control. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from droidground.errors import InvalidInput
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.lexicon.paraphrases import other_names
from droidground.grounding.elements.roles import (
    BAR_NAMES,
    LONGEST_ROLE,
    ROLE_WORDS,
    SUFFIX_ROLES,
    Role,
)

QUOTED = re.compile(
    r"""(?<!\w)(?:"([^"]+)"|'([^']+)'|“([^”]+)”|‘([^’]+)’|«([^»]+)»|「([^」]+)」)(?!\w)"""
)

VERBS = (("tap", "on"), ("click", "on"), ("press", "on"), ("tap",), ("click",), ("press",))
ARTICLES = frozenset({"the", "a", "an"})
NAMING = frozenset({"labelled", "labeled", "called", "named", "saying", "for", "of", "with"})
"""Words between a role and the label behind it: the button labelled Save."""
FILLERS = ARTICLES | NAMING | {"that", "says", "text", "label", "reading"}

MAX_NAMED = 3
"""Names told of a thing that has more of them."""
PARAPHRASE_WEIGHT = 0.92
QUOTED_WEIGHT = 0.98
"""A label that holds the quotes itself, such as `Press the "OK" button`, comes first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the words."""

    labels: tuple[Form, ...]
    """What the thing may be called; empty when only its kind is named."""
    role: Role | None = None
    is_exact: bool = False
    """The label must be there as written: the only other readings take words away from it."""
    weight: float = 1.0

    def __str__(self) -> str:
        """Return how the words are understood, for a person."""
        names = " or ".join(repr(label.raw) for label in self.labels[:MAX_NAMED])
        more = " or the like" if len(self.labels) > MAX_NAMED else ""
        label = f"label {names}{more}" if names else ""
        return ", ".join(part for part in (str(self.role or ""), label) if part)


@dataclass(frozen=True, slots=True)
class Query:
    """The words and all ways to understand them, the most literal first."""

    words: str
    readings: tuple[Reading, ...]

    @property
    def letters(self) -> str:
        """The labels that are asked for: what would have to be read."""
        return " ".join(label.normal for reading in self.readings[:1] for label in reading.labels)


def parse_words(words: str) -> Query:
    """Parse what a person calls a thing on the screen.

    Raises `InvalidInput` when there is nothing in it that a screen could show.
    """
    whole = form(words)
    if not whole.normal.strip("\"' "):
        raise InvalidInput(
            f"the words {words!r} name nothing",
            hint='Say what is on the screen, such as "Search" or "Wi-Fi toggle".',
        )
    quoted = _quoted(words)
    if quoted or whole.is_empty:
        literal = Reading((whole,), is_exact=True)
        return Query(words, (literal, quoted) if quoted else (literal,))
    shorter = _without_lead(whole.tokens)
    ways = (whole, shorter) if shorter else (whole,)
    roles = [_with_roles(way) for way in ways]
    plain = (Reading((way,), is_exact=any(roles)) for way in ways)
    return Query(
        words, (*plain, *(reading for way in roles for reading in way), *_paraphrases(ways))
    )


def _quoted(words: str) -> Reading | None:
    """Understand `"Save"`, `the "Save" button` and `button "Save"`: the label as written."""
    match = QUOTED.search(words)
    if match is None:
        return None
    label = form(next(group for group in match.groups() if group is not None))
    rest = form(f"{words[: match.start()]} {words[match.end() :]}").tokens
    role_words = [token for token in rest if token not in FILLERS]
    verb = next((verb for verb in VERBS if tuple(role_words[: len(verb)]) == verb), ())
    phrase = " ".join(role_words[len(verb) :])
    if not label.normal or (phrase and phrase not in ROLE_WORDS):
        return None
    return Reading((label,), ROLE_WORDS.get(phrase), is_exact=True, weight=QUOTED_WEIGHT)


def _with_roles(whole: Form) -> tuple[Reading, ...]:
    """Return the readings that take a role phrase off either end."""
    behind = _role_behind(whole.tokens) or _role_suffix(whole.normal)
    return (*behind, *_role_in_front(whole.tokens))


def _role_behind(tokens: tuple[str, ...]) -> tuple[Reading, ...]:
    for count in range(min(LONGEST_ROLE, len(tokens)), 0, -1):
        phrase, before = " ".join(tokens[-count:]), tokens[:-count]
        role = ROLE_WORDS.get(phrase)
        if role is None or (phrase == "bar" and not BAR_NAMES.intersection(before[-1:])):
            continue
        label = tuple(before[1:] if before[:1] and before[0] in ARTICLES else before)
        return (Reading(_labels(label), role),)
    return ()


def _role_suffix(normal: str) -> tuple[Reading, ...]:
    for suffix, role in SUFFIX_ROLES.items():
        if normal.endswith(suffix):
            label = form(normal.removesuffix(suffix).removesuffix("的"))
            return (Reading(() if label.is_empty else (label,), role),)
    return ()


def _role_in_front(tokens: tuple[str, ...]) -> tuple[Reading, ...]:
    rest = tokens[1:] if tokens[0] in ARTICLES else tokens
    for count in range(min(LONGEST_ROLE, len(rest) - 2), 0, -1):
        role = ROLE_WORDS.get(" ".join(rest[:count]))
        if role is None or rest[count] not in NAMING:
            continue
        label = rest[count + 1 :]
        return (Reading(_labels(label[1:] if label[0] in ARTICLES else label), role),)
    return ()


def _labels(tokens: tuple[str, ...]) -> tuple[Form, ...]:
    return (form(" ".join(tokens)),) if tokens else ()


def _without_lead(tokens: tuple[str, ...]) -> Form | None:
    """Return the words behind a verb of touching and an article; None when there are none."""
    rest = tokens
    for verb in VERBS:
        if rest[: len(verb)] == verb:
            rest = rest[len(verb) :]
            break
    if rest and rest[0] in ARTICLES:
        rest = rest[1:]
    return form(" ".join(rest)) if rest and len(rest) < len(tokens) else None


def _paraphrases(ways: Sequence[Form]) -> tuple[Reading, ...]:
    names = (other_names(way) for way in ways)
    return tuple(
        Reading(labels, is_exact=True, weight=PARAPHRASE_WEIGHT) for labels in names if labels
    )
