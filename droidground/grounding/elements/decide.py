"""Which element the words mean, if any: found, absent or ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.match import Match, Why, likeness
from droidground.grounding.elements.score import Scored, best_of, reading_of
from droidground.grounding.elements.words import Query
from droidground.grounding.location import Reason

THRESHOLD = 0.7
"""Below this nothing counts as found."""
TIE = 0.01
"""Scores closer than this are equal."""
NEAR_MISS = 0.3
"""From this likeness on, an element is shown as a candidate of an absent answer."""
SAME_PLACE = 0.8
"""Shared part of the smaller of two boxes from which on they are one place."""
MAX_CANDIDATES = 5
MAX_TARGETS = 40
"""Of more things that fit equally, none could be meant anyway."""

NEAR = Match(0.0, Why.SHARED)


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer on one set of elements; `reason` is None when `best` is what the words mean."""

    reason: Reason | None
    ranked: tuple[Scored, ...]
    """Best first, one per target."""
    reading: str = ""
    """How the words were understood."""

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
    ranked = by_target(_score_all(query, elements))
    if not ranked or ranked[0].score < THRESHOLD:
        shown = by_target((*ranked, *_near_misses(query, elements)))
        return Decision(Reason.ABSENT, tuple(shown[:MAX_CANDIDATES]))
    tied = [item for item in ranked if ranked[0].score - item.score < TIE]
    chosen = preferred(tied, is_open)
    rest = [item for item in ranked if item not in chosen]
    reason = None if len(chosen) == 1 else Reason.AMBIGUOUS
    ranked = [*chosen, *rest]
    reading = reading_of(query.readings, ranked[0])
    return Decision(reason, tuple(ranked[:MAX_CANDIDATES]), reading)


def _score_all(query: Query, elements: Sequence[Element]) -> list[Scored]:
    """Score every element by the reading that suits it best."""
    scored = (best_of(query.readings, element) for element in elements)
    return [item for item in scored if item is not None]


def by_target(scored: Iterable[Scored]) -> list[Scored]:
    """Rank, and keep only the best of those that are one thing to a finger."""
    kept: list[Scored] = []
    # Of equals the smaller box is the surer place: nothing else lies inside it.
    for item in sorted(scored, key=lambda item: (-round(item.score, 4), item.element.box.area)):
        if not any(is_same(item, other) for other in kept):
            kept.append(item)
        if len(kept) == MAX_TARGETS:
            break
    return kept


def is_same(one: Scored, two: Scored) -> bool:
    """Tell whether two matches are one thing to a finger."""
    if one.element.anchor is not None and one.element.anchor == two.element.anchor:
        return True
    shared = one.element.box.intersection(two.element.box)
    least = min(one.element.box.area, two.element.box.area)
    return shared is not None and shared.area >= SAME_PLACE * least


def preferred(tied: list[Scored], is_open: Callable[[Element], bool]) -> list[Scored]:
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
    return by_target(found)
