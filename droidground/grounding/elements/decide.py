"""Which element the words mean, if any: found, absent or ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import TITLED
from droidground.grounding.elements.forms import Form
from droidground.grounding.elements.match import EXACT, MISREADINGS, Match, Why, compare, likeness
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.words import Query, Reading
from droidground.grounding.location import Reason

THRESHOLD = 0.7
"""Below this nothing counts as found."""
TIE = 0.01
"""Scores closer than this are equal."""
LOOSE_ROLE = 0.93
"""Weight of a role that an element has only loosely speaking."""
NEAR_MISS = 0.3
"""From this likeness on, an element is shown as a candidate of an absent answer."""
SAME_PLACE = 0.8
"""Shared part of the smaller of two boxes from which on they are one place."""
MAX_CANDIDATES = 5

WEIGHTS = {
    LabelKind.ROW: 0.92,
    LabelKind.ID: 0.85,
    LabelKind.PASSWORD: 0.9,
    LabelKind.LINES: 0.99,
    LabelKind.PART: 0.87,
}
WHOLE_ONLY = frozenset({LabelKind.ROW, LabelKind.ID, LabelKind.PART})
"""Labels that nobody wrote as such: a part of them names nothing."""

NAMED_FROM_BESIDE = TITLED | {Role.ICON, Role.IMAGE}
"""Kinds of control that a text beside them names, when the words say the kind."""
WRITTEN = frozenset({LabelKind.TEXT, LabelKind.DESCRIPTION, LabelKind.HINT})
SAID_ALONE = TITLED | {Role.BUTTON}
"""Kinds that mean something without a label; "photo" or "menu" alone are labels themselves."""

BY_ROLE = Match(1.0, Why.ROLE)
NEAR = Match(0.0, Why.SHARED)


@dataclass(frozen=True, slots=True)
class Scored:
    """An element with how well the words name it."""

    element: Element
    score: float
    label: Label
    match: Match


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer on one set of elements; `reason` is None when `best` is what the words mean."""

    reason: Reason | None
    ranked: tuple[Scored, ...]
    """Best first, one per target."""

    @property
    def best(self) -> Scored:
        """The element that the words mean."""
        return self.ranked[0]


def decide(
    query: Query,
    elements: Sequence[Element],
    is_open: Callable[[Element], bool] = lambda element: True,
) -> Decision:
    """Find what the words mean among the elements.

    `is_open` tells whether nothing lies over an element; it is asked of equally good ones only.
    """
    ranked = _by_target(_score_all(query, elements))
    if not ranked or ranked[0].score < THRESHOLD:
        shown = _by_target((*ranked, *_near_misses(query, elements)))
        return Decision(Reason.ABSENT, tuple(shown[:MAX_CANDIDATES]))
    tied = [item for item in ranked if ranked[0].score - item.score < TIE]
    chosen = _preferred(tied, is_open)
    rest = [item for item in ranked if item not in chosen]
    reason = None if len(chosen) == 1 else Reason.AMBIGUOUS
    return Decision(reason, tuple((*chosen, *rest)[:MAX_CANDIDATES]))


def _score_all(query: Query, elements: Sequence[Element]) -> list[Scored]:
    """Score every element by the reading that suits it best."""
    best = []
    for element in elements:
        scored = [
            item for reading in query.readings if (item := _score(reading, element)) is not None
        ]
        if scored:
            best.append(max(scored, key=lambda item: item.score))
    return best


def _score(reading: Reading, element: Element) -> Scored | None:
    role_weight = _role_weight(element, reading.role)
    if not role_weight:
        return None
    if not reading.labels:
        is_plain = reading.role in SAID_ALONE and role_weight == 1.0
        return Scored(element, reading.weight, element.labels[0], BY_ROLE) if is_plain else None
    best: Scored | None = None
    for label in element.labels:
        if not _may_name(label, reading.role, element):
            continue
        for words in reading.labels:
            match = _compare(words, label, reading, element)
            if match is None:
                continue
            score = match.score * WEIGHTS.get(label.kind, 1.0) * role_weight * reading.weight
            if best is None or score > best.score:
                best = Scored(element, score, label, match)
    return best


def _compare(words: Form, label: Label, reading: Reading, element: Element) -> Match | None:
    """Compare words to one label, as closely as the reading and the kind of label ask for."""
    is_field = reading.role is None and Role.FIELD in element.roles.strong
    role = Role.FIELD if is_field else reading.role
    match = compare(words, label.form, role=role, is_read=element.source == "ocr")
    if match is None or match.score >= EXACT:
        return match
    if label.kind in WHOLE_ONLY or (reading.is_exact and match.why not in MISREADINGS):
        return None
    # Without a role word only the hint's first words name a field: "Search" for "Search topics".
    return None if is_field and match.why is Why.CONTAINED else match


def _may_name(label: Label, role: Role | None, element: Element) -> bool:
    """Tell whether a label names its element: "Wi-Fi" is the row, "Wi-Fi toggle" the switch."""
    if label.kind is LabelKind.TITLE:
        return role in NAMED_FROM_BESIDE
    if label.kind is LabelKind.ID and role is None:
        return all(other.kind not in WRITTEN for other in element.labels)
    return True


def _role_weight(element: Element, role: Role | None) -> float:
    if role is None or role in element.roles.strong:
        return 1.0
    return LOOSE_ROLE if role in element.roles.loose else 0.0


def _by_target(scored: Iterable[Scored]) -> list[Scored]:
    """Rank, and keep only the best of those that are one thing to a finger."""
    kept: list[Scored] = []
    # Of equals the smaller box is the surer place: nothing else lies inside it.
    for item in sorted(scored, key=lambda item: (-round(item.score, 4), item.element.box.area)):
        if not any(_is_same(item, other) for other in kept):
            kept.append(item)
    return kept


def _is_same(one: Scored, two: Scored) -> bool:
    """Tell whether two matches are one thing to a finger."""
    if one.element.anchor is not None and one.element.anchor == two.element.anchor:
        return True
    shared = one.element.box.intersection(two.element.box)
    least = min(one.element.box.area, two.element.box.area)
    return shared is not None and shared.area >= SAME_PLACE * least


def _preferred(tied: list[Scored], is_open: Callable[[Element], bool]) -> list[Scored]:
    """Of equals, take those that take a touch, and of these, those that nothing lies over."""
    if len(tied) > 1:
        # A heading may be called as its button is.
        tied = [item for item in tied if item.element.is_tappable] or tied
    if len(tied) > 1:
        tied = [item for item in tied if is_open(item.element)] or tied
    return tied


def _near_misses(query: Query, elements: Sequence[Element]) -> list[Scored]:
    """Return what shares words with the query, for a person to see why nothing was found."""
    words = [label for reading in query.readings for label in reading.labels]
    found = []
    for element in elements:
        likest = max(
            ((likeness(word, label.form), label) for word in words for label in element.labels),
            key=lambda pair: pair[0],
            default=None,
        )
        if likest and likest[0] >= NEAR_MISS:
            found.append(Scored(element, likest[0], likest[1], NEAR))
    return _by_target(found)
