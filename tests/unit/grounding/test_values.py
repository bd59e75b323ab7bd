"""Texts whose form tells what they are."""

import pytest

from droidground.grounding.elements.lexicon.values import is_value


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        ("month", "Jul"),
        ("month", "September"),
        ("year", "2020"),
        ("date", "12 March 2024"),
        ("date", "Sep 22, 1994"),
        ("date", "2024-03-12"),
        ("time", "07:30"),
        ("time", "7:30 PM"),
        ("number", "1,024"),
        ("price", "$5.99"),
        ("price", "12 €"),
        ("percentage", "85 %"),
        ("hashtag", "#sunset"),
        ("email address", "ada@example.org"),
        ("phone number", "+1 (555) 010-9988"),
        ("url", "https://example.org/a"),
        ("emoji", "😀"),
        ("letter", "q"),
    ],
)
def test_the_form_tells(noun: str, text: str) -> None:
    assert is_value(noun, text)


@pytest.mark.parametrize(
    ("noun", "text"),
    [
        ("month", "Mayor"),
        ("year", "12020"),
        ("date", "12/3"),
        ("time", "99"),
        ("price", "5.99"),
        ("hashtag", "sunset"),
        ("email address", "ada at example.org"),
        ("phone number", "12"),
        ("row", "2020"),
    ],
)
def test_other_texts_are_not_it(noun: str, text: str) -> None:
    assert not is_value(noun, text)
