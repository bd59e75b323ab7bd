"""From a phrase to the ways it may be understood. Pure.

phrase   = core modifier*
core     = (article | ordinal | place | state | colour)* [label] [noun]
modifier = "at the top" | "from the left" | "that is on" | relation phrase
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from droidground.grounding.elements import modifiers
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.lexicon.colours import COLOURS
from droidground.grounding.elements.lexicon.looks import LOOKS
from droidground.grounding.elements.lexicon.nouns import (
    LONGEST_NOUN,
    NOUNS,
    OPEN_NOUNS,
    PRONOUNS,
    REGIONS,
    singular,
)
from droidground.grounding.elements.lexicon.ordinals import (
    CARDINALS,
    CJK_NUMBERS,
    COUNTED,
    NUMBERED,
)
from droidground.grounding.elements.lexicon.relations import Near
from droidground.grounding.elements.phrase import Ordinal, Relation, Target
from droidground.grounding.elements.roles import SUFFIX_ROLES, Role
from droidground.grounding.elements.words import ARTICLES, NAMING, VERBS

MAX_WORDS = 16
"""Longer texts are labels, or goals."""
MAX_UNKNOWN = 2
"""Words of a noun that is not in the lexicon."""
MAX_READINGS = 1500
MAX_DEPTH = 2
"""Relations inside relations: the switch next to the row below the heading."""

ENDINGS = frozenset((word,) for word in {*ARTICLES, "by", "to", "for", "of", "with", "in", "on"})
"""No name ends so: what precedes the noun is a verb, and the words are a sentence or a label."""
SPELLING = frozenset({"word", "text", "label", "heading", "title", "name"})
"""Nouns with their name behind them: the word Top."""
COUNTED_ROLES = frozenset({Role.TOGGLE, Role.CHECKBOX, Role.RADIO, Role.BUTTON, Role.ICON})
"""Controls that may be said to belong to what the items are: the second alarm switch."""
HEADED = frozenset({Role.ROW, Role.IMAGE, Role.BUTTON, Role.FIELD})
"""Kinds of which several may stand below a heading that says what they are: trending searches."""

Tokens = tuple[str, ...]


def parse_phrase(words: str) -> tuple[Target, ...]:
    """Return the ways to understand a phrase, those that ask for most words on the screen first.

    Words that are nothing but a label have none: there is no grammar in them.
    """
    tokens = _tokens(words)
    if not tokens or len(tokens) > MAX_WORDS or (len(tokens) == 1 and tokens[0].isascii()):
        return ()
    found = islice(_phrases(_without_verb(tokens), MAX_DEPTH), MAX_READINGS)
    telling = dict.fromkeys(target for target in found if _is_proper(target))
    return tuple(sorted(telling, key=_likeliest))


def _is_proper(target: Target) -> bool:
    """Tell whether a reading says more than a label, and nothing that the screen cannot show."""
    is_said = target.parts > 0 or bool(target.noun)
    loose = target.noun in OPEN_NOUNS and target.borrows
    return is_said and not target.is_unproved and not loose


def _likeliest(target: Target) -> tuple[int, bool, int]:
    """Sort by the words that must stand on the screen, then by what can be proved."""
    return -target.spelled, bool(target.shows), target.parts


def _tokens(words: str) -> Tokens:
    """Return the words, with commas as words of their own: one of A, B and C."""
    pieces = [form(piece).tokens for piece in words.replace("，", ",").split(",")]
    joined: list[str] = []
    for piece in pieces:
        joined += [",", *piece] if joined else piece
    return tuple(joined)


def _without_verb(tokens: Tokens) -> Tokens:
    verb = next((verb for verb in VERBS if tokens[: len(verb)] == verb), ())
    return tokens[len(verb) :]


def _phrases(tokens: Tokens, depth: int) -> Iterator[Target]:
    for at in range(len(tokens), 0, -1):
        if at == len(tokens) or modifiers.may_begin(tokens[at:]):
            for core in _cores(tokens[:at], is_open=False):
                yield from _modified(core, tokens[at:], depth)


def _modified(core: Target, tail: Tokens, depth: int) -> Iterator[Target]:
    """Yield the core with all that is said behind it."""
    if not tail:
        yield core
        return
    for apply, count in modifiers.fixed(tail):
        target = apply(core)
        if target is not None:
            yield from _modified(target, tail[count:], depth)
    if depth:
        for kind, count in modifiers.relations(tail):
            yield from _related(core, kind, tail[:count], tail[count:], depth)


def _related(core: Target, kind: Near, said: Tokens, rest: Tokens, depth: int) -> Iterator[Target]:
    cuts = [at for at in range(len(rest), 0, -1) if at == len(rest) or _may_cut(rest[at:])]
    for at in cuts:
        for anchors in _anchors(kind, said, rest[:at], depth - 1):
            if core.is_bare and said == ("of",) and len(anchors) == 1 and anchors[0].role:
                whole = core.and_of(anchors[0])
                if whole:
                    yield from _modified(whole, rest[at:], depth)
            relation = Relation(kind, anchors)
            target = replace(core, relations=(*core.relations, relation))
            yield from _modified(target, rest[at:], depth)


def _may_cut(rest: Tokens) -> bool:
    return modifiers.may_begin(rest)


def _anchors(kind: Near, said: Tokens, tokens: Tokens, depth: int) -> Iterator[tuple[Target, ...]]:
    if kind is Near.BETWEEN:
        for at, token in enumerate(tokens):
            if token == "and" and 0 < at < len(tokens) - 1:
                for one in _phrases(tokens[:at], depth):
                    for two in _phrases(tokens[at + 1 :], depth):
                        yield one, two
        return
    if said[-1] in {"of", "among"} and "and" in tokens:
        names = _listed(tokens)
        if len(names) > 1 and all(names):
            yield tuple(Target(label=form(" ".join(name))) for name in names)
    if kind in {Near.INSIDE, Near.ABOVE, Near.BELOW}:
        for target in _regions(tokens, depth):
            yield (target,)
    for target in _phrases(tokens, depth):
        yield (target,)


def _listed(tokens: Tokens) -> list[Tokens]:
    """Return the names in `A, B and C`."""
    names: list[Tokens] = [()]
    for token in tokens:
        if token in {",", "and"}:
            names.append(())
        else:
            names[-1] = (*names[-1], token)
    return names


def _regions(tokens: Tokens, depth: int) -> Iterator[Target]:
    """Yield what names a part of the screen: the second row, the Music section, the top bar."""
    for at in range(len(tokens), 0, -1):
        if at < len(tokens) and not modifiers.may_begin(tokens[at:]):
            continue
        for count in range(min(2, at), 0, -1):
            if " ".join(tokens[at - count : at]) not in REGIONS:
                continue
            region = " ".join(tokens[at - count : at])
            for core in _cores(tokens[: at - count], is_open=True):
                if core.role is None:
                    yield from _modified(replace(core, region=region), tokens[at:], depth)


def _cores(tokens: Tokens, *, is_open: bool) -> Iterator[Target]:
    """Yield what a noun and the words before it say; `is_open`: there may be no noun."""
    tokens = tokens[1:] if tokens[:1] and tokens[0] in ARTICLES else tokens
    if not tokens:
        if is_open:
            yield Target()
        return
    yield Target(label=form(" ".join(tokens)))
    yield from _with_noun(tokens)
    yield from _with_suffix(tokens)
    yield from _led(tokens)
    if tokens[0] in CARDINALS:
        for core in _cores(tokens[1:], is_open=is_open):
            yield replace(core, count=CARDINALS[tokens[0]])
    if tokens[0] in LOOKS:
        yield from _cores(tokens[1:], is_open=is_open)
    if tokens[0] in COLOURS and len(tokens) > 1:
        for core in _cores(tokens[1:], is_open=True):
            yield replace(core, colour=tokens[0])


def _with_noun(tokens: Tokens) -> Iterator[Target]:
    for count in range(min(LONGEST_NOUN, len(tokens)), 0, -1):
        said = " ".join(tokens[-count:])
        label = tokens[:-count]
        noun = said if said in NOUNS else " ".join((*tokens[-count:-1], singular(tokens[-1])))
        # "Workspace settings" is a name, "the settings" are several of a kind.
        if noun in NOUNS and (noun == said or not label) and label[-1:] not in ENDINGS:
            yield from _targets(label, noun, NOUNS[noun])
            break
    if tokens[-1] in PRONOUNS:
        if len(tokens) == 1:
            yield Target()
        else:
            yield Target(label=form(" ".join(tokens[:-1])), noun=tokens[-1])
    yield from _with_noun_in_front(tokens)


def _led(tokens: Tokens) -> Iterator[Target]:
    """Yield what a place, a count or a state says with all that stands behind it."""
    for apply, count in modifiers.leading(tokens):
        rest = tokens[count:]
        for core in _cores(rest, is_open=True):
            target = apply(core)
            if target is not None:
                yield target
        for core in _with_unknown_noun(rest):
            target = apply(core)
            if target is not None and target.ordinal:
                yield target


def _with_unknown_noun(tokens: Tokens) -> Iterator[Target]:
    """Understand `third shortcut`: which of the items is said, whatever they are called."""
    noun = singular(tokens[-1]) if tokens else ""
    if noun.isascii() and noun.isalpha() and noun not in NOUNS and len(tokens) <= MAX_UNKNOWN:
        yield Target(role=Role.ROW, noun=noun)


def _with_suffix(tokens: Tokens) -> Iterator[Target]:
    """Understand scripts without spaces: 返回按钮, and 第五个使用按钮, the fifth of its kind."""
    if tokens[-1].isascii():
        return
    counted = COUNTED.match(tokens[0])
    if counted and counted.end() < len(tokens[0]):
        rest = (tokens[0][counted.end() :], *tokens[1:])
        number = CJK_NUMBERS.get(counted[1]) or int(counted[1])
        for core in _cores(rest, is_open=True):
            yield replace(core, ordinal=Ordinal(number))
    for suffix, role in SUFFIX_ROLES.items():
        if tokens[-1].endswith(suffix):
            last = tokens[-1].removesuffix(suffix).removesuffix("的")
            yield from _targets((*tokens[:-1], last) if last else tokens[:-1], suffix, role)
            break


def _with_noun_in_front(tokens: Tokens) -> Iterator[Target]:
    """Understand `button labelled Save`, `the word Top` and `item 3`."""
    noun = singular(tokens[0])
    if len(tokens) < 2 or noun not in NOUNS:
        return
    rest = tokens[1:]
    if rest[0] in NUMBERED and len(rest) > 1:
        rest = rest[1:]
    if len(rest) == 1 and rest[0].isdigit() and 0 < int(rest[0]) <= 30:
        yield Target(role=NOUNS[noun], noun=noun, ordinal=Ordinal(int(rest[0])))
    is_named = tokens[1] in NAMING
    rest = tokens[2:] if is_named else tokens[1:]
    if rest and (is_named or noun in SPELLING):
        yield from _targets(rest, noun, NOUNS[noun])


def _targets(label: Tokens, noun: str, role: Role) -> Iterator[Target]:
    """Yield `label noun`, and `noun of label`: the name may stand beside what it names."""
    if not label:
        yield Target(role=role, noun=noun)
        return
    name = form(" ".join(label))
    yield Target(label=name, role=role, noun=noun)
    if role is Role.IMAGE or (role in COUNTED_ROLES and NOUNS.get(name.normal) is Role.ROW):
        yield Target(role=role, noun=noun, shows=name.raw)
    if role in HEADED:
        part = Target(label=name, region="section")
        yield Target(role=role, noun=noun, relations=(Relation(Near.INSIDE, (part,)),))
    yield Target(role=role, noun=noun, relations=(Relation(Near.ITS, (Target(label=name),)),))
