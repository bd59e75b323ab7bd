"""Where the bars are and where the system's gestures begin, in pixels of the display."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import GESTURE_BAR_DP, STATUS_BAR_DP

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState

BUTTON_BAR_DP = 48
SIDE_GESTURE_DP = 24
"""Width of the strips at the sides that a swipe for Back begins in."""
BOTTOM_GESTURE_DP = 32
"""Height of the strip at the bottom that a swipe for Home begins in."""
Frame = tuple[int, int, int, int]


def gesture_navigation(state: DeviceState) -> bool:
    """Tell whether swipes navigate, not buttons."""
    return state.settings.get("secure", "navigation_mode") != "0"


def navigation_bar_dp(state: DeviceState) -> int:
    """Return the height of the bar at the bottom."""
    return GESTURE_BAR_DP if gesture_navigation(state) else BUTTON_BAR_DP


def bar_frames(state: DeviceState) -> dict[str, Frame]:
    """Return the frames of Android 13's insets sources by type (InsetsState.ITYPE_...)."""
    width, height = state.display.size
    gestures = gesture_navigation(state)
    top, bar = _px(state, STATUS_BAR_DP), height - _px(state, navigation_bar_dp(state))
    side = _px(state, SIDE_GESTURE_DP) if gestures else 0
    low = height - _px(state, BOTTOM_GESTURE_DP) if gestures else bar
    return {
        "STATUS_BAR": (0, 0, width, top),
        "NAVIGATION_BAR": (0, bar, width, height),
        "TOP_MANDATORY_GESTURES": (0, 0, width, top),
        "BOTTOM_MANDATORY_GESTURES": (0, low, width, height),
        "LEFT_GESTURES": (0, 0, side, height),
        "RIGHT_GESTURES": (width - side, 0, width, height),
        "TOP_TAPPABLE_ELEMENT": (0, 0, width, top),
        "BOTTOM_TAPPABLE_ELEMENT": (0, height if gestures else bar, width, height),
    }


def _px(state: DeviceState, dp: int) -> int:
    return round(dp * state.display.px_per_dp)
