import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.grounding.elements.forms import form
from droidground.grounding.elements.match import Why, compare, edits
from droidground.grounding.elements.roles import Role


def why(words: str, label: str, *, role: Role | None = None, is_read: bool = False) -> Why | None:
    match = compare(form(words), form(label), role=role, is_read=is_read)
    return match.why if match else None


@pytest.mark.parametrize(
    ("words", "label", "reason"),
    [
        ("Search", "Search", Why.IDENTICAL),
        ("search", "SEARCH", Why.SAME_TEXT),
        ("Forgot password", "Forgot password?", Why.SAME_WORDS),
        ("wifi", "Wi-Fi", Why.SAME_LETTERS),
        ("log in", "Login", Why.SAME_LETTERS),
        ("espanol", "Español", Why.ACCENTS),
        ("Iş ısısı", "is isisi", Why.ACCENTS),
        ("Lodz", "Łódź", Why.ACCENTS),
        ("search", "Search button", Why.ROLE_IN_LABEL),
        ("add tip", "Add a Tip", Why.STOP_WORDS),
        ("more", "More ▼", Why.STOP_WORDS),
        ("Cast", "Cast. Disconnected", Why.FIRST_PART),
        ("Sign up", "Don't have an account? Sign up", Why.LATER_PART),
        ("Network", "Network & internet", Why.JOINT),
        ("notification", "Notifications", Why.TYPO),
        ("Bookmraks", "Bookmarks", Why.TYPO),
        ("galaxy store offers", "Galaxy store off...", Why.TRUNCATED),
    ],
)
def test_the_same_thing(words: str, label: str, reason: Why) -> None:
    assert why(words, label) is reason


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Sign in", "Sign up"),
        ("Sign in", "Sign in later"),
        ("Dark theme", "Theme"),
        ("Theme", "Dark theme"),
        ("Wi-Fi calling", "Wi-Fi"),
        ("Search bookmarks", "Search..."),
        ("Delete", "Delete account"),
        ("Install", "Uninstall"),
        ("Connect", "Disconnect"),
        ("Lock", "Clock"),
        ("Send", "Spend"),
        ("Room 1", "Room 2"),
        ("July 8", "July 9"),
        ("播放", "播放视频"),
        ("全部", "全部音效"),
        ("delivery", "Search for restaurants, delivery, etc."),
        ("more", "Movies & more"),
        ("C", "C++"),
        ("E", "A&E"),
        ("Log inside", "Log in."),
    ],
)
def test_near_misses_are_something_else(words: str, label: str) -> None:
    assert why(words, label) is None
    assert why(words, label, is_read=True) is None


def test_a_field_is_described_by_a_phrase() -> None:
    assert why("email", "Enter your email", role=Role.FIELD) is Why.CONTAINED
    assert why("search", "Search for restaurants", role=Role.FIELD) is Why.STARTS_WITH
    assert why("email", "Enter your email") is None


def test_a_switch_may_say_a_verb_first() -> None:
    assert why("bluetooth", "Use Bluetooth", role=Role.TOGGLE) is Why.LEADING_WORD
    assert why("bluetooth", "Use Bluetooth") is None


def test_misread_characters_count_only_for_text_from_pixels() -> None:
    assert why("Illinois", "lllin0is", is_read=True) is Why.LOOKS_ALIKE
    assert why("Illinois", "lllin0is") is None
    assert why("Code 41", "Code 47", is_read=True) is None


def test_a_label_that_was_cut_off_and_misread() -> None:
    words, read = "Sunrise | Official Video", "Sunrise I Official Vi."
    assert why(words, read, is_read=True) is Why.TRUNCATED
    assert why(words, read) is None


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_edit_distance(one: str, two: str) -> None:
    whole = edits(one, two, 99)
    assert whole == edits(two, one, 99)
    assert (whole == 0) == (one == two)
    assert abs(len(one) - len(two)) <= whole <= max(len(one), len(two))
    limited = edits(one, two, 2)
    assert limited == whole if whole <= 2 else limited > 2


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_compare(one: str, two: str) -> None:
    match = compare(form(one), form(two), role=Role.FIELD, is_read=True)
    assert match is None or 0 < match.score <= 1
