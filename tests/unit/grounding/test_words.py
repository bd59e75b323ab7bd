import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.errors import InvalidInput
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.words import Reading, parse_words


def readings(words: str) -> list[tuple[str, Role | None]]:
    """Label and role of each reading that takes something away from the words."""
    return [_short(reading) for reading in parse_words(words).readings[1:]]


def _short(reading: Reading) -> tuple[str, Role | None]:
    return (reading.labels[0].normal if reading.labels else "", reading.role)


@pytest.mark.parametrize(
    ("words", "label", "role"),
    [
        ("Wi-Fi toggle", "wi fi", Role.TOGGLE),
        ("the Wi-Fi toggle switch", "wi fi", Role.TOGGLE),
        ("Wi-Fi on/off switch", "wi fi", Role.TOGGLE),
        ("Save button", "save", Role.BUTTON),
        ("search bar", "search", Role.FIELD),
        ("Email text field", "email", Role.FIELD),
        ("Audio radio button", "audio", Role.RADIO),
        ("button labelled Save", "save", Role.BUTTON),
        ("the icon for search", "search", Role.ICON),
        ("slider", "", Role.SLIDER),
        ("返回按钮", "返回", Role.BUTTON),
        ("通知的开关", "通知", Role.TOGGLE),
        ("設定ボタン", "設定", Role.BUTTON),
    ],
)
def test_role_words(words: str, label: str, role: Role) -> None:
    assert (label, role) in readings(words)


def test_the_literal_words_come_first_and_must_be_there_as_written() -> None:
    first = parse_words("Search button").readings[0]
    assert (first.labels[0].normal, first.role, first.is_exact) == ("search button", None, True)


def test_a_plain_label_has_one_reading() -> None:
    (only,) = parse_words("Network & internet").readings
    assert not only.is_exact
    assert only.role is None


@pytest.mark.parametrize("words", ["progress bar", "navigation bar", "Switch off later"])
def test_words_that_only_look_like_roles(words: str) -> None:
    assert readings(words) == []


@pytest.mark.parametrize(
    ("words", "label", "role"),
    [
        ('"Sign in"', "sign in", None),
        ('the "OK" button', "ok", Role.BUTTON),
        ("tap on 'Save'", "save", None),
        ("button «Menu»", "menu", Role.BUTTON),
        ('"."', ".", None),
    ],
)
def test_quotes_ask_for_the_exact_label(words: str, label: str, role: Role | None) -> None:
    literal, quoted = parse_words(words).readings
    assert _short(quoted) == (label, role)
    assert quoted.is_exact
    assert literal.is_exact
    assert literal.labels[0].raw == words


def test_apostrophes_are_no_quotes() -> None:
    (only,) = parse_words("Can't log in? Don't worry").readings
    assert only.labels[0].tokens[0] == "can't"


def test_verbs_of_touching_are_left_out_in_a_later_reading() -> None:
    assert ("save", Role.BUTTON) in readings("tap on the Save button")
    assert ("network and internet", None) in readings("tap on Network & internet")
    assert ("save button", None) in readings("the Save button")


def test_everyday_names() -> None:
    names = {label.normal for label in parse_words("go back").readings[-1].labels}
    assert "navigate up" in names


@pytest.mark.parametrize("words", ["...", "?!", "-", "(", "−", "."])
def test_signs_are_labels_as_written(words: str) -> None:
    (only,) = parse_words(words).readings
    assert only.is_exact
    assert only.labels[0].raw == words


@pytest.mark.parametrize("words", ["", "  ", '""', "''", "\u200b"])
def test_words_that_name_nothing(words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_words(words)
    assert caught.value.hint


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(words: str) -> None:
    try:
        query = parse_words(words)
    except InvalidInput:
        return
    assert query.readings
    assert all(label.normal for reading in query.readings for label in reading.labels)
