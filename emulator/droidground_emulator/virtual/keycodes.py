"""Android's key codes by number (android.view.KeyEvent)."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = {
    0: "UNKNOWN", 1: "SOFT_LEFT", 2: "SOFT_RIGHT", 3: "HOME", 4: "BACK", 5: "CALL", 6: "ENDCALL",
    17: "STAR", 18: "POUND", 19: "DPAD_UP", 20: "DPAD_DOWN", 21: "DPAD_LEFT", 22: "DPAD_RIGHT",
    23: "DPAD_CENTER", 24: "VOLUME_UP", 25: "VOLUME_DOWN", 26: "POWER", 27: "CAMERA", 28: "CLEAR",
    55: "COMMA", 56: "PERIOD", 57: "ALT_LEFT", 58: "ALT_RIGHT", 59: "SHIFT_LEFT",
    60: "SHIFT_RIGHT", 61: "TAB", 62: "SPACE", 63: "SYM", 64: "EXPLORER", 65: "ENVELOPE",
    66: "ENTER", 67: "DEL", 68: "GRAVE", 69: "MINUS", 70: "EQUALS", 71: "LEFT_BRACKET",
    72: "RIGHT_BRACKET", 73: "BACKSLASH", 74: "SEMICOLON", 75: "APOSTROPHE", 76: "SLASH",
    77: "AT", 78: "NUM", 79: "HEADSETHOOK", 80: "FOCUS", 81: "PLUS", 82: "MENU",
    83: "NOTIFICATION", 84: "SEARCH", 85: "MEDIA_PLAY_PAUSE", 86: "MEDIA_STOP", 87: "MEDIA_NEXT",
    88: "MEDIA_PREVIOUS", 91: "MUTE", 92: "PAGE_UP", 93: "PAGE_DOWN", 111: "ESCAPE",
    112: "FORWARD_DEL", 113: "CTRL_LEFT", 114: "CTRL_RIGHT", 115: "CAPS_LOCK", 117: "META_LEFT",
    122: "MOVE_HOME", 123: "MOVE_END", 124: "INSERT", 126: "MEDIA_PLAY", 127: "MEDIA_PAUSE",
    160: "NUMPAD_ENTER", 164: "VOLUME_MUTE", 176: "SETTINGS", 187: "APP_SWITCH", 207: "CONTACTS",
    208: "CALENDAR", 209: "MUSIC", 210: "CALCULATOR", 219: "ASSIST", 220: "BRIGHTNESS_DOWN",
    221: "BRIGHTNESS_UP", 223: "SLEEP", 224: "WAKEUP", 276: "SOFT_SLEEP", 277: "CUT", 278: "COPY",
    279: "PASTE", 280: "SYSTEM_NAVIGATION_UP", 284: "ALL_APPS",
}  # fmt: skip

NAMES: Mapping[int, str] = {
    **_NAMES,
    **{7 + digit: str(digit) for digit in range(10)},
    **{29 + letter: chr(ord("A") + letter) for letter in range(26)},
    **{130 + number: f"F{number}" for number in range(1, 13)},
    **{144 + digit: f"NUMPAD_{digit}" for digit in range(10)},
}
_BY_NUMBER = {str(code): name for code, name in NAMES.items()}
_KNOWN = frozenset(NAMES.values())


def key_name(text: str) -> str:
    """Return the name without KEYCODE_ for a number or a name; "UNKNOWN" for any other text."""
    if text.isdecimal():
        return _BY_NUMBER.get(text.lstrip("0") or "0", "UNKNOWN")
    name = text.upper().removeprefix("KEYCODE_")
    return name if name in _KNOWN else "UNKNOWN"
