import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.grounding.elements.forms import form
from droidground.grounding.elements.half_read import is_half_read
from droidground.grounding.elements.match import Why, compare


def half_read(words: str, read: str) -> bool:
    return is_half_read(form(words).tokens, form(read).tokens)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Ρυθμίσεις", "Pυθμσει"),
        ("Αναζήτηση", "Avaζńτηση"),
        ("Οθόνη", "O0óvn"),
        ("Ήχος", "'Hxos"),
        ("Δίκτυο και διαδίκτυο", "Δíκτυ και διαδíκτυ"),
        ("Tiếng Việt", "Ting Vit"),
        ("Cài đặt", "Cài đăt"),
    ],
)
def test_read_but_for_letters_that_the_recognition_lacks(words: str, read: str) -> None:
    assert half_read(words, read)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Ρυθμίσεις ήχου", "Pυθμσει"),
        ("Ρυθμίσεις", "Pυθμσει 'Hxos"),
        ("Αποσύνδεση", "ΣÚvδεση"),
        ("Σύνδεσμος", "ΣÚνδεσN"),
        ("Ήχος", "Wi"),
        ("Ή", "H"),
        ("Việt", "Internet"),
        ("Settings", "Settngs"),
    ],
)
def test_other_words(words: str, read: str) -> None:
    assert not half_read(words, read)


def test_only_text_from_pixels_may_lack_letters() -> None:
    words, read = form("Ρυθμίσεις"), form("Pυθμσει")
    match = compare(words, read, is_read=True)
    assert match is not None
    assert match.why is Why.HALF_READ
    assert compare(words, read) is None


LETTERS = st.text("αήσςνό vwέệđ", max_size=8)


@given(LETTERS, LETTERS)
def test_any_texts_compare(words: str, read: str) -> None:
    assert half_read(words, read) in (True, False)
