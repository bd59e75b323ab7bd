"""The parts of a phrase around its noun: places, counts, states, openings of relations. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from droidground.grounding.elements.lexicon.ordinals import ORDINALS
from droidground.grounding.elements.lexicon.positions import (
    AREAS,
    COLUMNS,
    FROM,
    INTENSIFIERS,
    MIDDLES,
    PREPOSITIONS,
    ROWS,
    WHOLES,
    Place,
    Side,
)
from droidground.grounding.elements.lexicon.relations import RELATIONS, Near
from droidground.grounding.elements.lexicon.states import (
    ADJECTIVES,
    CLAUSES,
    LEADS,
    PREDICATES,
    TAILS,
    State,
)
from droidground.grounding.elements.phrase import Ordinal, Target
from droidground.grounding.elements.words import ARTICLES

Tokens = tuple[str, ...]
Apply = Callable[[Target], Target | None]

LONGEST = 4
"""Words in the longest entry of a lexicon."""


def leading(tokens: Tokens) -> Iterator[tuple[Apply, int]]:
    """Yield what the words before a noun say, each with the number of words it takes."""
    for phrase, count in _entries(tokens, ORDINALS):
        yield _counted(Ordinal(ORDINALS[phrase])), count
    place, count = _place(tokens)
    if place:
        yield _placed(place, is_zone=False), count
    for phrase, count in _entries(tokens, ADJECTIVES):
        yield _in_state(ADJECTIVES[phrase]), count


def fixed(tokens: Tokens) -> Iterator[tuple[Apply, int]]:
    """Yield what the words behind a noun say that need no anchor."""
    place, count = _place_phrase(tokens)
    if place:
        yield _placed(place, is_zone=True), count
    side, count = _counted_from(tokens)
    if side:
        yield _counting(side), count
    for phrase, count in _entries(tokens, CLAUSES):
        yield _in_state(CLAUSES[phrase]), _past(tokens, count, TAILS)
    lead = next((len(lead) for lead in LEADS if tokens[: len(lead)] == lead), 0)
    if lead:
        for phrase, count in _entries(tokens[lead:], PREDICATES):
            yield _in_state(PREDICATES[phrase]), _past(tokens, lead + count, TAILS)


def relations(tokens: Tokens) -> Iterator[tuple[Near, int]]:
    """Yield the relation that the words open, with the number of words it takes."""
    for phrase, count in _entries(tokens, RELATIONS):
        if count < len(tokens):
            yield RELATIONS[phrase], count
        break


def may_begin(tokens: Tokens) -> bool:
    """Tell whether something that stands behind a noun may begin here."""
    return next(fixed(tokens), None) is not None or next(relations(tokens), None) is not None


def _entries(tokens: Tokens, lexicon: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Yield the entries that the words begin with, the longest first."""
    for count in range(min(LONGEST, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:count])
        if phrase in lexicon:
            yield phrase, count


def _past(tokens: Tokens, at: int, words: frozenset[str]) -> int:
    while at < len(tokens) and tokens[at] in words:
        at += 1
    return at


def _place(tokens: Tokens) -> tuple[Place | None, int]:
    """Read `top`, `bottom right`, `very last`'s kin `far left`, `middle`."""
    at = 1 if tokens[:1] and tokens[0] in INTENSIFIERS - COLUMNS.keys() else 0
    x: Side | None = None
    y: Side | None = None
    is_middle = False
    start = at
    while at < len(tokens):
        pair = " ".join(tokens[at : at + 2])
        token = tokens[at]
        if token in ROWS and y is None:
            y = ROWS[token]
        elif pair in COLUMNS and x is None:
            x = COLUMNS[pair]
            at += 1
        elif token in COLUMNS and x is None:
            x = COLUMNS[token]
        elif token in MIDDLES and not is_middle:
            is_middle = True
        else:
            break
        at += 1
    if at == start:
        return None, 0
    if is_middle:
        x = Side.MIDDLE if x is None else x
        y = Side.MIDDLE if y is None else y
    return Place(x, y), at


def _place_phrase(tokens: Tokens) -> tuple[Place | None, int]:
    """Read `at the top`, `in the bottom right corner of the screen`."""
    at = 1 if tokens[:1] == ("right",) else 0
    if tokens[at : at + 1] and tokens[at] in PREPOSITIONS:
        at += 1
    else:
        return None, 0
    at = _past(tokens, at, ARTICLES)
    at = _past(tokens, at, INTENSIFIERS - COLUMNS.keys())
    place, count = _place(tokens[at:])
    if place is None:
        return None, 0
    at = _past(tokens, at + count, AREAS)
    whole = _past(tokens, at + 1, ARTICLES)
    if tokens[at : at + 1] == ("of",) and tokens[whole : whole + 1] and tokens[whole] in WHOLES:
        at = whole + 1
    return place, at


def _counted_from(tokens: Tokens) -> tuple[Place | None, int]:
    """Read `from the left`."""
    if tokens[:1] != (FROM,):
        return None, 0
    at = _past(tokens, 1, ARTICLES)
    place, count = _place(tokens[at:])
    if place is None or Side.MIDDLE in (place.x, place.y):
        return None, 0
    return place, at + count


def _counted(ordinal: Ordinal) -> Apply:
    return lambda target: None if target.ordinal else replace(target, ordinal=ordinal)


def _counting(start: Place) -> Apply:
    def apply(target: Target) -> Target | None:
        if target.ordinal is None or target.ordinal.start:
            return None
        return replace(target, ordinal=replace(target.ordinal, start=start))

    return apply


def _placed(place: Place, *, is_zone: bool) -> Apply:
    def apply(target: Target) -> Target | None:
        if target.place is None:
            return replace(target, place=place, is_zone=is_zone)
        x = target.place.x if target.place.x is not None else place.x
        y = target.place.y if target.place.y is not None else place.y
        return replace(target, place=Place(x, y), is_zone=target.is_zone and is_zone)

    return apply


def _in_state(state: State) -> Apply:
    return lambda target: replace(target, states=(*target.states, state))
