"""The phrases about real screens are rows that can be trusted."""

import json
from collections import Counter
from pathlib import Path

import PIL.Image
import pytest

from droidground.geometry import Box
from tests.grounding import screens
from tests.grounding.phrases import KINDS, PHRASES, Phrase, load_phrases, parse_phrase

needs_screens = pytest.mark.skipif(not screens.SCREENS.exists(), reason=screens.ABSENT)

GOOD = {
    "screen": "one.png",
    "words": "Wi-Fi switch",
    "class": "role",
    "boxes": [[0, 0, 10, 10]],
    "has_text": False,
    "source": "hierarchy",
    "split": None,
}

FEWEST = {
    "role": 100,
    "position": 60,
    "relation": 100,
    "ordinal": 60,
    "state": 50,
    "paraphrase": 100,
    "near_miss": 160,
    "ambiguous": 40,
}


@pytest.fixture(scope="module")
def phrases() -> list[Phrase]:
    return load_phrases(PHRASES / "real.jsonl")


def test_a_good_row_is_read() -> None:
    phrase = parse_phrase(GOOD)
    assert phrase.boxes == (Box(0, 0, 10, 10),)
    assert phrase.wants_point


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra": 1},
        {"words": " Wi-Fi"},
        {"words": ""},
        {"class": "colour"},
        {"source": "guess"},
        {"boxes": []},
        {"boxes": [[0, 0, 10]]},
        {"boxes": [[0, 0, 10.5, 10]]},
        {"boxes": [[5, 5, 5, 9]]},
        {"boxes": [[0, 0, 10, 10], [0, 0, 10, 10]]},
        {"class": "near_miss"},
        {"class": "ambiguous"},
        {"has_text": 1},
        {"split": 3},
    ],
)
def test_a_wrong_row_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_phrase(GOOD | wrong)


def test_the_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\nnothing\n")
    with pytest.raises(ValueError, match="rows.jsonl:2"):
        load_phrases(path)


def test_there_are_enough_of_each_class(phrases: list[Phrase]) -> None:
    counts = Counter(phrase.kind for phrase in phrases)
    assert set(FEWEST) == set(KINDS)
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < FEWEST[kind]} == {}
    assert sum(phrase.wants_point for phrase in phrases) >= 320
    assert sum(phrase.has_text for phrase in phrases) >= 250


def test_nothing_is_said_twice_of_one_screen(phrases: list[Phrase]) -> None:
    said = Counter((phrase.screen, phrase.words.casefold()) for phrase in phrases)
    assert [row for row, count in said.items() if count > 1] == []


def test_no_wording_prevails(phrases: list[Phrase]) -> None:
    said = Counter(phrase.words.casefold() for phrase in phrases)
    assert max(said.values()) <= 8
    assert len(said) > len(phrases) * 0.85


@needs_screens
def test_every_screen_has_phrases_and_no_other(phrases: list[Phrase]) -> None:
    names = {Path(name).name for name in screens.screens()}
    assert {phrase.screen for phrase in phrases} == names


def picture_size(screen: screens.Screen) -> tuple[int, int]:
    with PIL.Image.open(screens.SCREENS / screen.image) as picture:
        return picture.size


@needs_screens
def test_boxes_are_inside_their_pictures(phrases: list[Phrase]) -> None:
    sizes = {name: picture_size(screen) for name, screen in screens.by_file_name().items()}
    for phrase in phrases:
        width, height = sizes[phrase.screen]
        for box in phrase.boxes:
            assert 0 <= box.left < box.right <= width, phrase
            assert 0 <= box.top < box.bottom <= height, phrase


@needs_screens
def test_boxes_of_the_hierarchy_are_bounds_of_nodes(phrases: list[Phrase]) -> None:
    bounds = {
        name: {node.bounds for node in screen.tree()}
        for name, screen in screens.by_file_name().items()
    }
    strange = [
        phrase
        for phrase in phrases
        if (phrase.source == "hierarchy")
        != all(box in bounds[phrase.screen] for box in phrase.boxes)
    ]
    assert strange == []
