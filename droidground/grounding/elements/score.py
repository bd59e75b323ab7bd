"""How well an element is what one reading of the words asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import TITLED
from droidground.grounding.elements.forms import Form
from droidground.grounding.elements.match import EXACT, MISREADINGS, SCORES, Match, Why, compare
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.words import Reading

LOOSE_ROLE = 0.93
"""Weight of a role that an element has only loosely speaking."""

WEIGHTS = {
    LabelKind.ROW: 0.92,
    LabelKind.ID: 0.85,
    LabelKind.PASSWORD: 0.9,
    LabelKind.LINES: 0.99,
    LabelKind.PART: 0.87,
    LabelKind.SHAPE: 0.9,
}
WHOLE_ONLY = frozenset({LabelKind.ROW, LabelKind.ID, LabelKind.PART, LabelKind.SHAPE})
"""Labels that nobody wrote as such: a part of them names nothing."""

NAMED_FROM_BESIDE = TITLED | {Role.ICON, Role.IMAGE}
"""Kinds of control that a text beside them names, when the words say the kind."""
WRITTEN = frozenset({LabelKind.TEXT, LabelKind.DESCRIPTION, LabelKind.HINT})
SAID_ALONE = TITLED | {Role.BUTTON}
"""Kinds that mean something without a label; "photo" or "menu" alone are labels themselves."""

SHOWN = frozenset({Role.ICON, Role.IMAGE, Role.BUTTON})
"""Kinds that may show a picture and no words."""
MAX_ID_WORDS = 3
"""A longer id tells more than what one picture shows."""

BY_ROLE = Match(1.0, Why.ROLE)


@dataclass(frozen=True, slots=True)
class Scored:
    """An element with how well the words name it."""

    element: Element
    score: float
    label: Label | None
    """The name that fits; None when the words say no name and the screen shows none."""
    match: Match

    @property
    def why(self) -> str:
        """What made it a candidate, for a person."""
        shown = f"{self.label.kind} {self.label.form.raw!r}" if self.label else "no name"
        return f"{self.match.why}: {shown}"


def best_of(readings: Iterable[Reading], element: Element) -> Scored | None:
    """Score an element by the reading that suits it best; None when none does."""
    scored = [item for reading in readings if (item := score(reading, element)) is not None]
    return max(scored, key=lambda item: item.score, default=None)


def reading_of(readings: Iterable[Reading], chosen: Scored) -> str:
    """Return the reading by which an element was chosen, for a person."""
    for reading in readings:
        item = score(reading, chosen.element)
        if item is not None and item.score == chosen.score:
            return str(reading)
    return ""


def score(reading: Reading, element: Element) -> Scored | None:
    """Score an element by one reading; None when it is something else."""
    role_weight = _role_weight(element, reading.role)
    if not role_weight:
        return None
    if not reading.labels:
        is_plain = reading.role in SAID_ALONE and role_weight == 1.0
        return Scored(element, reading.weight, element.label, BY_ROLE) if is_plain else None
    best: Scored | None = None
    for label in element.labels:
        if not _may_name(label, reading.role, element):
            continue
        for words in reading.labels:
            match = _compare(words, label, reading, element)
            if match is None:
                continue
            value = match.score * WEIGHTS.get(label.kind, 1.0) * role_weight * reading.weight
            if best is None or value > best.score:
                best = Scored(element, value, label, match)
    return best


def _compare(words: Form, label: Label, reading: Reading, element: Element) -> Match | None:
    """Compare words to one label, as closely as the reading and the kind of label ask for."""
    is_field = reading.role is None and Role.FIELD in element.roles.strong
    role = Role.FIELD if is_field else reading.role
    match = compare(words, label.form, role=role, is_read=element.source == "ocr")
    if match is not None and match.score >= EXACT:
        return match
    if label.kind is LabelKind.ID and _is_named_by_id(words, label, reading.role, element):
        return Match(SCORES[Why.ID_WORD], Why.ID_WORD)
    if match is None or label.kind in WHOLE_ONLY:
        return None
    if reading.is_exact and match.why not in MISREADINGS:
        return None
    # Without a role word only the hint's first words name a field: "Search" for "Search topics".
    return None if is_field and match.why is Why.CONTAINED else match


def _is_named_by_id(words: Form, label: Label, role: Role | None, element: Element) -> bool:
    """Tell whether a picture without words is what its id says: `hwsearchview_voice_button`."""
    wordless = all(other.kind not in WRITTEN for other in element.labels)
    few = len(label.form.tokens) <= MAX_ID_WORDS
    return role in SHOWN and wordless and few and set(words.tokens) <= set(label.form.tokens)


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
