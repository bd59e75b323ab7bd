from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from droidground.device.insets import Insets, parse_insets
from droidground.geometry import Box

ANDROID_13 = """
  WindowInsetsStateController
    InsetsState
      mDisplayFrame=Rect(0, 0 - 1080, 2280)
        InsetsSource type=ITYPE_STATUS_BAR frame=[0,0][1080,132] visible=true insetsRoundedCornerFrame=false
        InsetsSource type=ITYPE_NAVIGATION_BAR frame=[0,2148][1080,2280] visible=true insetsRoundedCornerFrame=false
        InsetsSource type=ITYPE_IME frame=[0,0][0,0] visible=false
"""  # noqa: E501
ANDROID_16 = """
        InsetsSource id=f0be0000 type=statusBars frame=[0,0][1080,142] visible=true flags= sideHint=TOP
        InsetsSource id=ec000001 type=navigationBars frame=[0,2361][1080,2424] visible=true flags=SUPPRESS_SCRIM|ANIMATE_RESIZING sideHint=BOTTOM
        InsetsSource id=3 type=ime frame=[0,1500][1080,2424] visible=true flags=
    mSource=InsetsSource id=ee350000 #845d91b type=statusBars frame=[0,0][1080,999] visible=true flags=
"""  # noqa: E501


def test_bars_of_android_13() -> None:
    assert parse_insets(ANDROID_13) == Insets(Box(0, 0, 1080, 132), Box(0, 2148, 1080, 2280))


def test_bars_and_keyboard_of_android_16() -> None:
    assert parse_insets(ANDROID_16) == Insets(
        Box(0, 0, 1080, 142), Box(0, 2361, 1080, 2424), Box(0, 1500, 1080, 2424)
    )


def test_a_hidden_bar_covers_nothing() -> None:
    assert parse_insets(ANDROID_13.replace("visible=true", "visible=false")) == Insets()


@given(st.text(max_size=300))
def test_any_text_has_bars_or_none(text: str) -> None:
    parse_insets(text)
    parse_insets("InsetsSource type=ITYPE_IME frame=" + text)
