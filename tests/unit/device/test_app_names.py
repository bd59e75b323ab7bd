import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.app_names import close_matches, match_app

INSTALLED = (
    "com.android.settings",
    "com.android.deskclock",
    "com.google.android.deskclock",
    "com.android.chrome",
    "org.fdroid.fdroid",
    "com.one.notes",
    "com.two.notes",
    "com.example.weather.pro",
)


@pytest.mark.parametrize(
    ("name", "packages"),
    [
        ("com.example.weather.pro", ("com.example.weather.pro",)),
        ("Settings", ("com.android.settings",)),
        ("settings app", ("com.android.settings",)),
        ("Clock", ("com.google.android.deskclock",)),
        ("Google Chrome", ("com.android.chrome",)),
        ("F-Droid", ("org.fdroid.fdroid",)),
        ("weather", ("com.example.weather.pro",)),
        ("notes", ("com.one.notes", "com.two.notes")),
        ("com", ()),
        ("nothing like it", ()),
    ],
)
def test_names_people_use(name: str, packages: tuple[str, ...]) -> None:
    assert match_app(name, INSTALLED) == packages


def test_notes_may_be_markor() -> None:
    assert match_app("Notes", ("net.gsantner.markor",)) == ("net.gsantner.markor",)


def test_a_slip_is_answered_with_what_is_close() -> None:
    assert close_matches("setings", INSTALLED) == ("com.android.settings",)
    assert close_matches("zzz", INSTALLED) == ()


@given(st.text())
def test_no_name_breaks_it(name: str) -> None:
    assert set(match_app(name, INSTALLED)) <= set(INSTALLED)
    assert set(close_matches(name, INSTALLED)) <= set(INSTALLED)
