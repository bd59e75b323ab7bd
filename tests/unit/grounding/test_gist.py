"""What words come down to, and what shows it."""

import pytest

from droidground.grounding.elements.forms import form
from droidground.grounding.elements.gist import GROUPS, Shown, fit, gist, likeness, stem


def shown(written: str, ids: str = "") -> Shown:
    return Shown(form(written).tokens, form(ids).tokens)


def fits(words: str, thing: Shown) -> float:
    return fit(gist(form(words).tokens), thing)


@pytest.mark.parametrize(
    ("words", "telling"),
    [
        ("kill the app", ("kill",)),
        ("I want to see my open tabs", ("tabs",)),
        ("log in with Google", ("login", "google")),
        ("sign out", ("logout",)),
        ("how much battery is left", ("battery",)),
        ("where is it", ()),
        ("Electronics with", ()),
    ],
)
def test_telling_words_are_left(words: str, telling: tuple[str, ...]) -> None:
    assert gist(form(words).tokens) == telling


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("private browsing", shown("Enable private browsing")),
        ("kill the app", shown("Force stop")),
        ("map layers", shown("", "maps layer")),
        ("log in with Google", shown("", "google sign in")),
    ],
)
def test_every_word_is_shown(words: str, thing: Shown) -> None:
    assert fits(words, thing) > 0.6


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("remove friends", shown("Find friends")),
        ("sign out", shown("Sign in")),
        ("don't sync contacts", shown("Sync contacts")),
        ("Bluetooth switch", shown("Wi-Fi switch")),
        ("anything", shown("")),
    ],
)
def test_one_word_less_is_nothing(words: str, thing: Shown) -> None:
    assert fits(words, thing) == 0


def test_what_shows_more_besides_fits_worse() -> None:
    assert fits("battery", shown("Battery")) > fits("battery", shown("Battery and storage"))


def test_a_written_word_is_worth_more_than_an_id() -> None:
    assert fits("search", shown("Search")) > fits("search", shown("", "search"))


def test_forms_of_one_word_are_alike() -> None:
    assert stem("browsing") == stem("browse")
    assert 0 < likeness("delete", "remove") < likeness("files", "file") < likeness("file", "file")


def test_each_group_has_several_words() -> None:
    numbers = [number for group in GROUPS.values() for number in group]
    assert min(numbers.count(number) for number in set(numbers)) > 1
