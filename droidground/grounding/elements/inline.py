"""Words inside a longer text: a link in a sentence. Where they stand is read from the pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import Roles
from droidground.grounding.elements.decide import MAX_CANDIDATES, Decision
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.match import Match, Why
from droidground.grounding.elements.ocr import TextLine
from droidground.grounding.elements.read_text import width_of
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.words import Query
from droidground.grounding.location import Reason

LONG = 8
"""Letters from which on words are told inside others: recognition loses spaces."""
SCORE = 0.8
FOUND = Match(SCORE, Why.INLINE)
LINK_ROLES = Roles(frozenset({Role.LINK, Role.TEXT}), frozenset())


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of a running text and the line that it was read on."""

    char: str
    line: int
    left: float
    """Where it begins, as a share of the line's width."""
    right: float


def holds_words(text: Form, words: Form) -> bool:
    """Tell whether a text holds words one after the other, and more than them."""
    size = len(words.tokens)
    starts = range(len(text.tokens) - size + 1)
    inside = any(text.tokens[at : at + size] == words.tokens for at in starts)
    return inside and size < len(text.tokens)


def links_in(query: Query, lines: Sequence[TextLine], texts: Sequence[Element]) -> Decision | None:
    """Find a link that is said by words inside a longer text; None where the words say no link.

    Without `texts`, which the hierarchy tells, any lines that were read may hold it.
    """
    for words in named_links(query):
        holders = [one.box for one in texts if one.label and holds_words(one.label.form, words)]
        near = [line for line in lines if any(box.contains(line.box.center) for box in holders)]
        found = words_in(near if texts else lines, words)
        if found:
            reason = None if len(found) == 1 else Reason.AMBIGUOUS
            ranked = tuple(Scored(one, SCORE, one.labels[0], FOUND) for one in found)
            return Decision(reason, ranked[:MAX_CANDIDATES], f"link {words.raw!r} inside a text")
    return None


def named_links(query: Query) -> tuple[Form, ...]:
    """Return what links are said to be called; nothing where the words speak of none."""
    links = [reading.labels for reading in query.readings if reading.role is Role.LINK]
    return tuple(label for labels in links for label in labels)


def words_in(lines: Sequence[TextLine], words: Form) -> tuple[Element, ...]:
    """Return where words stand in lines that were read, once for each place.

    A place that goes on in the next line is given by the line that has more of it.
    """
    whole = [line for line in lines if not line.is_part]
    letters = [one for at, line in enumerate(whole) for one in _letters(at, line)]
    text = "".join(one.char for one in letters)
    found = []
    for start in _starts(text, words.squashed):
        run = letters[start : start + len(words.squashed)]
        end = start + len(run)
        if len(run) >= LONG or _is_whole(letters, start, end):
            label = Label(words, LabelKind.PART)
            found.append(Element(_place(whole, run), (label,), LINK_ROLES, "ocr"))
    return tuple(found)


def _letters(at: int, line: TextLine) -> Iterator[_Letter]:
    """Yield the letters and digits of a line with their shares of its width."""
    total = sum(map(width_of, line.text)) or 1
    past = 0
    for char in line.text:
        start, past = past, past + width_of(char)
        for folded in form(char).squashed:
            yield _Letter(folded, at, start / total, past / total)


def _starts(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _is_whole(letters: Sequence[_Letter], start: int, end: int) -> bool:
    """Tell whether what stands before and behind a run are no letters of the same words."""
    first, last = letters[start], letters[end - 1]
    before = letters[start - 1] if start else None
    after = letters[end] if end < len(letters) else None
    touches = (
        before is not None and before.line == first.line and before.right == first.left,
        after is not None and after.line == last.line and after.left == last.right,
    )
    return not any(touches)


def _place(lines: Sequence[TextLine], run: Sequence[_Letter]) -> Box:
    counts = [one.line for one in run]
    chosen = max(sorted(set(counts)), key=counts.count)
    part = [one for one in run if one.line == chosen]
    box = lines[chosen].box
    left = box.left + round(part[0].left * box.width)
    right = box.left + round(part[-1].right * box.width)
    return Box(left, box.top, max(right, left + 1), box.bottom)
