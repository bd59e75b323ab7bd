from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.windows import (
    CurrentApp,
    is_focus_secure,
    parse_current_app,
    parse_power,
)

Recorded = Callable[[str], str]


def test_a_secure_window_in_focus(recorded: Recorded) -> None:
    text = recorded("window_secure_android12")
    assert is_focus_secure(text)
    assert not is_focus_secure(text.replace("INSET_DECOR SECURE", "INSET_DECOR"))


def test_only_the_window_in_focus_counts(recorded: Recorded) -> None:
    text = recorded("window_secure_android12").replace("INSET_DECOR SECURE", "INSET_DECOR")
    assert "NOT_FOCUSABLE SECURE" in text
    assert not is_focus_secure(text)
    assert not is_focus_secure(text.replace("mCurrentFocus=Window{1a2b3c4 u0 ", "mCurrentFocus=x"))


@pytest.mark.parametrize(("flags", "secure"), [("#81812100", True), ("#81810100", False)])
def test_flags_as_a_number(flags: str, secure: bool) -> None:
    text = (
        "  Window #3 Window{abc u0 com.x/com.x.Main}:\n"
        f"    mAttrs=WM.LayoutParams{{(0,0)(fillxfill) ty=1 fl={flags} pfl=0x20000}}\n"
        "  mCurrentFocus=Window{abc u0 com.x/com.x.Main}\n"
    )
    assert is_focus_secure(text) is secure


def test_recorded_keyguards(recorded: Recorded) -> None:
    assert parse_power(recorded("window_locked_android7")).is_locked
    assert not parse_power(recorded("window_unlocked_android7")).is_locked


@pytest.mark.parametrize(
    ("text", "awake", "locked"),
    [
        ("mWakefulness=Awake\n isKeyguardShowing=false", True, False),
        ("mWakefulness=Asleep\n isKeyguardShowing=true", False, True),
        ("mWakefulness=Dozing\n", False, False),
        ("mWakefulness=Dreaming\n", False, False),
        ("    mShowingDream=false mDreamingLockscreen=true mDreamingSleepToken=null", True, True),
        ("    mDreamingLockscreen=false\n    isKeyguardShowing=true\n", True, True),
        ("", True, False),
    ],
)
def test_power(text: str, awake: bool, locked: bool) -> None:
    state = parse_power(text)
    assert (state.is_awake, state.is_locked) == (awake, locked)


@pytest.mark.parametrize(("said", "secret"), [("true", True), ("false", False)])
def test_whether_the_keyguard_asks_for_a_secret(said: str, secret: bool) -> None:
    text = f"    KeyguardServiceDelegate\n      showing=true\n      secure={said}\n  other\n"
    assert parse_power(text).needs_secret is secret
    assert parse_power("nothing").needs_secret is None


MAIN = CurrentApp("com.x", "com.x.Main")


@pytest.mark.parametrize(
    ("text", "app"),
    [
        ("  topResumedActivity=ActivityRecord{12 u0 com.x/.Main t349}", MAIN),
        ("  topResumedActivity=ActivityRecord{1a70f4a u0 com.x/com.x.Main} t6294}", MAIN),
        ("    mResumedActivity: ActivityRecord{7fbc105 u0 com.x/.Main t1573}", MAIN),
        ("  ResumedActivity: ActivityRecord{7fbc105 u0 com.x/.Main t1573}", MAIN),
        ("  mCurrentFocus=Window{48b4735 u0 com.x/com.x.Main}", MAIN),
        (
            "  mFocusedApp=AppWindowToken{c token=Token{3 ActivityRecord{4 u0 com.x/.Main t1}}}",
            MAIN,
        ),
        ("  mFocusedApp=ActivityRecord{12376650 u0 com.x/.Main t349}", MAIN),
        ("  mFocusedActivity: ActivityRecord{4 u0 com.x/.Main t1}", MAIN),
        ("  ACTIVITY com.x/.Main 3c5a9e5 pid=4321", MAIN),
        ("  mCurrentFocus=null\n", None),
        ("mCurrentFocus=Window{85a52f2 u0 StatusBar}\n", None),
        ("  mCurrentFocus=Window{8f7b3d8 u0 NotificationShade}", None),
    ],
)
def test_the_app_in_front_by_android_version(text: str, app: CurrentApp | None) -> None:
    assert parse_current_app(text) == app


@given(st.text())
def test_no_text_breaks_the_parsers(text: str) -> None:
    parse_power(text)
    parse_current_app(text)
    is_focus_secure(f"mCurrentFocus=Window{{{text}\nWindow #1 Window{{{text}\nfl={text}")
