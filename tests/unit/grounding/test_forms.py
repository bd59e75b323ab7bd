import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.grounding.elements.forms import form, segments


@pytest.mark.parametrize(
    "other", ["wifi", "WiFi", "WI-FI", "wi fi", "Wi‑Fi", "ｗｉ－ｆｉ", "Wi\u00adFi"]
)
def test_one_name_in_many_spellings(other: str) -> None:
    assert form(other).squashed == form("Wi-Fi").squashed


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("141,999 Results", ("141,999", "results")),
        ("C++", ("c", "+", "+")),
        ("Can’t log in?", ("can't", "log", "in")),
        ("Terms & Conditions", ("terms", "and", "conditions")),
        ("-5°", ("-5", "°")),
        ("\ue5d4 More", ("more",)),
        ("हिन्दी", ("हिन्दी",)),
        ("a.m. 2:30", ("a", "m", "2:30")),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert form(text).tokens == tokens


@pytest.mark.parametrize(("one", "two"), [("1.5", "15"), ("C", "C++"), ("-5", "5"), ("か", "が")])
def test_what_must_stay_apart(one: str, two: str) -> None:
    assert form(one).squashed != form(two).squashed


def test_segments() -> None:
    assert [part.normal.strip() for part in segments(form("Cast. Disconnected"))] == [
        "cast",
        "disconnected",
    ]
    assert segments(form("141,999 Results")) == ()


@given(st.text(max_size=80))
def test_forms_of_forms(text: str) -> None:
    once = form(text)
    assert form(once.normal).tokens == once.tokens
    assert "".join(once.tokens) == once.squashed
