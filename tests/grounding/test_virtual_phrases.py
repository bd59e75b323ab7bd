"""The virtual phone's phrases mean nodes that are there, and the default grounder finds them."""

from collections import Counter
from collections.abc import Mapping

import pytest

from droidground.grounding.elements.ocr import RapidOcrReader
from droidground.ui_tree import UiTree, parse_hierarchy
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from tests.grounding.phrases import KINDS
from tests.grounding.scoring import TREE, Look, Outcome, ask
from tests.grounding.selectors import parse_selector
from tests.grounding.virtual_phrases import (
    VirtualPhrase,
    load_virtual_phrases,
    parse_virtual_phrase,
)
from tests.grounding.virtual_screens import look_at_all, screen_names

FEWEST = {
    "role": 40,
    "position": 30,
    "relation": 50,
    "ordinal": 40,
    "state": 20,
    "paraphrase": 60,
    "near_miss": 100,
    "ambiguous": 12,
}
FLOORS = {
    "role": 0.91,
    "position": 0.92,
    "relation": 0.91,
    "ordinal": 0.88,
    "state": 0.76,
    "paraphrase": 0.52,
    "ambiguous": 0.45,
}
"""Shares of the classes that must be right, some points below what bench_phrases.py prints."""

GOOD = {
    "screen": "home",
    "words": "Wi-Fi switch",
    "class": "role",
    "targets": [{"row": "Wi-Fi", "class": "Switch"}],
    "has_text": False,
}
LIST = """<hierarchy rotation="0"><node class="List" bounds="[0,0][90,90]">
<node class="Row" clickable="true" bounds="[0,0][90,30]">
<node class="android.widget.TextView" text="Wi-Fi" bounds="[0,0][40,30]"/>
<node class="android.widget.Switch" bounds="[60,0][90,30]" checkable="true"/></node>
<node class="Row" clickable="true" bounds="[0,30][90,60]">
<node class="android.widget.TextView" text="VPN" bounds="[0,30][40,60]"/>
<node class="android.widget.Switch" bounds="[60,30][90,60]" checkable="true"/></node>
<node class="android.widget.TextView" text="end" content-desc="VPN" bounds="[0,60][90,90]"/>
</node></hierarchy>"""


@pytest.fixture(scope="module")
def phrases() -> list[VirtualPhrase]:
    return load_virtual_phrases()


@pytest.fixture(scope="module")
def looks() -> Mapping[str, Look]:
    try:
        find_chromium()
    except ScreenUnavailable as exc:
        pytest.skip(f"{exc.message}. {exc.hint}")
    return look_at_all()


@pytest.fixture(scope="module")
def outcomes(phrases: list[VirtualPhrase], looks: Mapping[str, Look]) -> list[Outcome]:
    said = [phrase.on(looks[phrase.screen].tree) for phrase in phrases]
    return list(ask(said, looks.__getitem__, RapidOcrReader(), [TREE]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra": 1},
        {"words": "Wi-Fi "},
        {"class": "colour"},
        {"targets": []},
        {"targets": {}},
        {"targets": [{}]},
        {"targets": [{"bounds": "[0,0][1,1]"}]},
        {"targets": [{"text": 1}]},
        {"class": "near_miss"},
        {"class": "ambiguous"},
        {"has_text": 0},
    ],
)
def test_a_wrong_row_is_refused(wrong: dict[str, object]) -> None:
    assert parse_virtual_phrase(GOOD).kind == "role"
    with pytest.raises(ValueError, match=r"\w"):
        parse_virtual_phrase(GOOD | wrong)


@pytest.fixture(scope="module")
def rows() -> UiTree:
    return parse_hierarchy(LIST)


@pytest.mark.parametrize(
    ("selector", "box"),
    [
        ({"text": "VPN"}, (0, 30, 90, 60)),
        ({"row": "VPN"}, (0, 30, 90, 60)),
        ({"row": "VPN", "class": "Switch"}, (60, 30, 90, 60)),
        ({"row": "Wi-Fi", "class": "Switch"}, (60, 0, 90, 30)),
        ({"text": "end"}, (0, 60, 90, 90)),
    ],
)
def test_a_selector_names_one_node(
    rows: UiTree, selector: dict[str, str], box: tuple[int, ...]
) -> None:
    found = parse_selector(selector).resolve(rows)
    assert (found.left, found.top, found.right, found.bottom) == box


@pytest.mark.parametrize(
    "selector",
    [{"class": "Switch"}, {"text": "Bluetooth"}, {"row": "Bluetooth"}, {"row": "end"},
     {"row": "VPN", "class": "SeekBar"}],
)  # fmt: skip
def test_a_selector_that_does_not_is_an_error(rows: UiTree, selector: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_selector(selector).resolve(rows)


def test_there_are_enough_of_each_class(phrases: list[VirtualPhrase]) -> None:
    counts = Counter(phrase.kind for phrase in phrases)
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < FEWEST[kind]} == {}
    assert {phrase.screen for phrase in phrases} == screen_names()


def test_nothing_is_said_twice_of_one_screen(phrases: list[VirtualPhrase]) -> None:
    said = Counter((phrase.screen, phrase.words.casefold()) for phrase in phrases)
    assert max(said.values()) == 1
    assert max(Counter(words for _, words in said).values()) <= 4


def test_every_target_is_one_node_that_shows(
    phrases: list[VirtualPhrase], looks: Mapping[str, Look]
) -> None:
    for phrase in phrases:
        size = looks[phrase.screen].screenshot.size
        for box in phrase.on(looks[phrase.screen].tree).boxes:
            assert 0 <= box.left < box.right <= size.width, phrase
            assert 0 <= box.top < box.bottom <= size.height, phrase


def test_near_misses_are_answered_with_no_point(outcomes: list[Outcome]) -> None:
    near = [row for row in outcomes if row.phrase.kind == "near_miss"]
    wrong = [row.phrase for row in near if row.location.point]
    assert len(wrong) <= 0.05 * len(near), [(row.screen, row.words) for row in wrong]


@pytest.mark.parametrize("kind", FLOORS)
def test_each_class_is_understood(outcomes: list[Outcome], kind: str) -> None:
    rows = [row for row in outcomes if row.phrase.kind == kind]
    wrong = [(row.phrase.screen, row.phrase.words) for row in rows if not row.right]
    assert 1 - len(wrong) / len(rows) >= FLOORS[kind], wrong
