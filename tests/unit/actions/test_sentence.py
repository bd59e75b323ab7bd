from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.actions import Claim, State, parse_sentence
from droidground.errors import ModelUnavailable


@pytest.mark.parametrize(
    ("sentence", "words", "state", "text"),
    [
        ("Wi-Fi is on", "Wi-Fi", State.ON, ""),
        ("  Wi-Fi   is  OFF ", "Wi-Fi", State.OFF, ""),
        ('"Save" is gone', "Save", State.GONE, ""),
        ("'What is on' is visible", "What is on", State.VISIBLE, ""),
        ("What is on is visible", "What is on", State.VISIBLE, ""),
        ("Status says Ready", "Status", None, "Ready"),
        ('Status says "it is on"', "Status", None, "it is on"),
        ('"Mother says" says no', "Mother says", None, "no"),
        ('Name says ""', "Name", None, ""),
        ("Title says It's here", "Title", None, "It's here"),
        (
            "\N{LEFT DOUBLE QUOTATION MARK}A b\N{RIGHT DOUBLE QUOTATION MARK} is on",
            "A b",
            State.ON,
            "",
        ),
    ],
)
def test_the_grammar(sentence: str, words: str, state: State | None, text: str) -> None:
    claim = parse_sentence(sentence)
    assert (claim.words, claim.state, claim.text) == (words, state, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Wi-Fi",
        "Wi-Fi is",
        "is on",
        "Wi-Fi is not on",
        "Wi-Fi is on.",
        "Wi-Fi is blue",
        "Wi-Fi are on",
        "the page looks right",
        "Status says",
        "says Ready",
        '"" is on',
        '"Wi-Fi is on',
        "Status says it is on",  # the status on, or a text?
        "A says B says C",
    ],
)
def test_any_other_sentence_is_refused_and_never_guessed(sentence: str) -> None:
    with pytest.raises(ModelUnavailable) as refused:
        parse_sentence(sentence)
    assert refused.value.exit_code == 4
    assert "X says Y" in refused.value.hint


@given(st.text("aX \"'.-is on", min_size=1), st.sampled_from(State), st.text("bY sayson'"))
def test_quotes_make_any_words_clear(words: str, state: State, text: str) -> None:
    if not words.strip() or '"' in words:
        return
    claim = parse_sentence(f'"{words}" is {state}')
    assert claim == Claim(claim.sentence, words, state)
    claim = parse_sentence(f'"{words}" says "{text}"')
    assert (claim.words, claim.text) == (words, text)
