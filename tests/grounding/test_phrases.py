"""What people say of real screens, by class: the half that was looked at, and the half held out.

The floors are some points below what bench_phrases.py prints; what must be reached is in
docs/measurements.md beside what is.
"""

from collections.abc import Iterator

import pytest

from droidground.grounding.elements.ocr import RapidOcrReader
from tests.grounding import screens
from tests.grounding.phrases import PHRASES, load_phrases
from tests.grounding.scoring import TREE, Look, Outcome, ask

pytestmark = pytest.mark.skipif(not screens.SCREENS.exists(), reason=screens.ABSENT)

SEEN = {
    "role": 0.72,
    "position": 0.84,
    "relation": 0.82,
    "ordinal": 0.76,
    "state": 0.68,
    "paraphrase": 0.57,
    "ambiguous": 0.5,
}
HELD_OUT = {
    "role": 0.62,
    "position": 0.62,
    "relation": 0.73,
    "ordinal": 0.56,
    "state": 0.5,
    "paraphrase": 0.35,
    "ambiguous": 0.5,
}
FALSE_POINTS = 0.05
"""Share of near misses that may be answered with a point."""
GAIN = 0.25
"""How much better than string matching all phrases that want a point are answered."""


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    by_name = screens.by_file_name()

    def look(name: str) -> Look:
        return Look(by_name[name].screenshot(), by_name[name].tree())

    return list(ask(load_phrases(PHRASES / "real.jsonl"), look, RapidOcrReader(), [TREE]))


def halves(outcomes: list[Outcome]) -> Iterator[tuple[str | None, list[Outcome]]]:
    for split in (None, "held_out"):
        yield split, [row for row in outcomes if row.phrase.split == split]


@pytest.mark.parametrize(
    ("split", "kind", "floor"),
    [(None, *item) for item in SEEN.items()] + [("held_out", *item) for item in HELD_OUT.items()],
)
def test_each_class_is_understood(
    outcomes: list[Outcome], split: str | None, kind: str, floor: float
) -> None:
    rows = [row for row in outcomes if (row.phrase.split, row.phrase.kind) == (split, kind)]
    right = sum(row.right for row in rows)
    assert right >= floor * len(rows), f"{right} of {len(rows)}"


def test_near_misses_are_answered_with_no_point(outcomes: list[Outcome]) -> None:
    for split, rows in halves(outcomes):
        near = [row for row in rows if row.phrase.kind == "near_miss"]
        wrong = sum(row.location.point is not None for row in near)
        assert wrong <= FALSE_POINTS * len(near), (split, wrong, len(near))


def test_phrases_are_understood_better_than_by_matching_strings(outcomes: list[Outcome]) -> None:
    for split, rows in halves(outcomes):
        meant = [row for row in rows if row.phrase.wants_point]
        ours, theirs = sum(row.right for row in meant), sum(row.string_right for row in meant)
        assert ours - theirs >= GAIN * len(meant), (split, ours, theirs, len(meant))


def test_answers_say_how_the_words_were_read(outcomes: list[Outcome]) -> None:
    found = [row.location for row in outcomes if row.location.point is not None]
    assert all(location.reading and location.candidates[0].why for location in found)
