"""What words come down to: the telling ones among them, whoever words them how.

"Kill the app" has one word that tells what to look for; a control that says "Force stop" is it.
Every telling word must be shown by one thing, as it is or by another word for it; things that
show more besides are worse, and only a clear best is taken. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from droidground.grounding.elements import lexicon
from droidground.grounding.elements.lexicon.nouns import singular

_LIGHT = (
    "a an the this that these those it its my your his her him them their our i me you we they one "
    "to of for in on at by with from about and or as so up off out into "
    "is are was be been do does did can could will would should has have had am let lets "
    "what which who where when why how much many long please want like would "
    "go get take make give turn switch set show see view open use tap press put bring keep "
    "s ll d m re ve some any there here just only then too very already now "
    "app apps screen page thing something"
)
LIGHT = frozenset(_LIGHT.split())
"""Words that tell nothing of what is looked for."""
_DANGLING = "a an the my your his our their and or of with where turn switch"
DANGLING = frozenset(_DANGLING.split())
"""Words that no phrase ends with: what comes before them is another label, cut off."""
JOINED = {
    **dict.fromkeys((("log", "in"), ("sign", "in")), "login"),
    **dict.fromkeys((("log", "out"), ("sign", "out")), "logout"),
    ("sign", "up"): "signup",
    ("is", "left"): "is",
    ("is", "on"): "enabled",
    ("is", "off"): "disabled",
}
"""Pairs of words that mean something else than each of them."""
PLAIN = frozenset({"button", "icon", "option", "item", "row", "link", "image", "picture"})
NEGATIONS = frozenset({"not", "don't", "never", "no", "without", "un"})

SAME, STEM, SYNONYM = 1.0, 0.97, 0.85
"""How well a word is shown: by itself, by another form of it, by another word for it."""
MIN_STEM = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """The words by which one thing may be told."""

    written: tuple[str, ...]
    """Of its texts and descriptions."""
    ids: tuple[str, ...] = ()
    """Of the app's own ids."""


def gist(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the telling words, in their order; none for words that break off."""
    joined = _joined(tuple(tokens))
    if joined and joined[-1] in DANGLING:
        return ()
    return tuple(dict.fromkeys(token for token in joined if token not in LIGHT))


def _joined(tokens: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    for token in tokens:
        pair = JOINED.get((kept[-1], token)) if kept else None
        if pair is None:
            kept.append(token)
        else:
            kept[-1] = pair
    return tuple(kept)


def fit(telling: Sequence[str], shown: Shown) -> float:
    """Return how well a thing shows all the words, 0 (not all) to 1 (all, and nothing besides)."""
    shown = Shown(_joined(shown.written), _joined(shown.ids))
    if not telling or _negates(telling) != _negates(shown.written):
        return 0.0
    worth = [max(_best(word, shown.written), _in_ids(word, shown.ids)) for word in telling]
    if not all(worth):
        return 0.0
    covered = sum(worth) / len(worth)
    extra = EXTRA_OF_MANY if len(shown.written) > MANY else EXTRA
    return covered * (1 - extra * _extra(telling, shown.written))


ID_WORTH = 0.9
"""What a word of an id is worth beside one that can be read."""
EXTRA, EXTRA_OF_MANY = 0.4, 0.55
"""What a thing loses at most for words that were not said; one that shows many is of many parts."""
MANY = 8
"""Words on a thing from which on they say several things."""


def _extra(telling: Sequence[str], written: Sequence[str]) -> float:
    """Return the share of a thing's telling words that were not said."""
    theirs = [word for word in written if word not in LIGHT]
    if not theirs:
        return 0.5
    return sum(not any(likeness(word, one) for word in telling) for one in theirs) / len(theirs)


def _negates(tokens: Iterable[str]) -> bool:
    return any(token in NEGATIONS for token in tokens)


def _best(word: str, shown: Sequence[str]) -> float:
    return max((likeness(word, one) for one in shown), default=0.0)


def _in_ids(word: str, ids: Sequence[str]) -> float:
    """Return how well ids show a word itself: another word for one of theirs is too far a guess."""
    best = _best(word, ids)
    return ID_WORTH * best if best > SYNONYM else 0.0


def likeness(said: str, shown: str) -> float:
    """Return how well one word shows another: itself, a form of it, a word for the same."""
    if said == shown:
        return SAME
    if stem(said) == stem(shown):
        return STEM
    ours, theirs = GROUPS.get(stem(said)), GROUPS.get(stem(shown))
    return SYNONYM if ours and theirs and ours & theirs else 0.0


def stem(word: str) -> str:
    """Return a word without the endings of English plurals and verbs."""
    word = singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) >= MIN_STEM + len(ending):
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > MIN_STEM else word


def _groups() -> dict[str, frozenset[int]]:
    table = files(lexicon).joinpath("thesaurus.txt").read_text("utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


GROUPS = _groups()
