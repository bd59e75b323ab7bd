"""Names of keys: people's and Android's. Pure."""

from __future__ import annotations

import difflib
import re

ALIASES: dict[str, str] = {
    "RECENTS": "APP_SWITCH",
    "OVERVIEW": "APP_SWITCH",
    "RETURN": "ENTER",
    "BACKSPACE": "DEL",
    "DELETE": "DEL",
    "ESC": "ESCAPE",
    "UP": "DPAD_UP",
    "DOWN": "DPAD_DOWN",
    "LEFT": "DPAD_LEFT",
    "RIGHT": "DPAD_RIGHT",
    "SELECT": "DPAD_CENTER",
    "CENTER": "DPAD_CENTER",
    "OK": "DPAD_CENTER",
    "WAKE": "WAKEUP",
    "MUTE": "VOLUME_MUTE",
    "PLAY": "MEDIA_PLAY",
    "PAUSE": "MEDIA_PAUSE",
    "PLAY_PAUSE": "MEDIA_PLAY_PAUSE",
    "NEXT": "MEDIA_NEXT",
    "PREVIOUS": "MEDIA_PREVIOUS",
}
"""What people say, where Android's name is another."""

_NAMES = """
    0 1 2 3 4 5 6 7 8 9 A ALT_LEFT ALT_RIGHT APOSTROPHE APP_SWITCH ASSIST AT B BACK BACKSLASH
    BOOKMARK BREAK BRIGHTNESS_DOWN BRIGHTNESS_UP BUTTON_A BUTTON_B BUTTON_SELECT BUTTON_START
    BUTTON_X BUTTON_Y C CALCULATOR CALENDAR CALL CAMERA CAPS_LOCK CAPTIONS CHANNEL_DOWN CHANNEL_UP
    CLEAR COMMA CONTACTS COPY CTRL_LEFT CTRL_RIGHT CUT D DEL DPAD_CENTER DPAD_DOWN DPAD_LEFT
    DPAD_RIGHT DPAD_UP E ENDCALL ENTER ENVELOPE EQUALS ESCAPE EXPLORER F F1 F10 F11 F12 F2 F3 F4
    F5 F6 F7 F8 F9 FOCUS FORWARD FORWARD_DEL FUNCTION G GRAVE GUIDE H HEADSETHOOK HELP HOME I INFO
    INSERT J K L LANGUAGE_SWITCH LEFT_BRACKET M MEDIA_CLOSE MEDIA_EJECT MEDIA_FAST_FORWARD
    MEDIA_NEXT MEDIA_PAUSE MEDIA_PLAY MEDIA_PLAY_PAUSE MEDIA_PREVIOUS MEDIA_RECORD MEDIA_REWIND
    MEDIA_STOP MENU META_LEFT META_RIGHT MINUS MOVE_END MOVE_HOME MUSIC N NAVIGATE_IN NAVIGATE_NEXT
    NAVIGATE_OUT NAVIGATE_PREVIOUS NOTIFICATION NUM NUMPAD_0 NUMPAD_1 NUMPAD_2 NUMPAD_3 NUMPAD_4
    NUMPAD_5 NUMPAD_6 NUMPAD_7 NUMPAD_8 NUMPAD_9 NUMPAD_ADD NUMPAD_DIVIDE NUMPAD_DOT NUMPAD_ENTER
    NUMPAD_MULTIPLY NUMPAD_SUBTRACT NUM_LOCK O P PAGE_DOWN PAGE_UP PASTE PERIOD PICTSYMBOLS PLUS
    POUND POWER Q R REFRESH RIGHT_BRACKET S SCROLL_LOCK SEARCH SEMICOLON SETTINGS SHIFT_LEFT
    SHIFT_RIGHT SLASH SLEEP SOFT_LEFT SOFT_RIGHT SOFT_SLEEP SPACE STAR SWITCH_CHARSET SYM SYSRQ T
    TAB TV U V VOICE_ASSIST VOLUME_DOWN VOLUME_MUTE VOLUME_UP W WAKEUP WINDOW X Y Z ZOOM_IN ZOOM_OUT
"""
NAMES: frozenset[str] = frozenset(_NAMES.split())
"""The keys of AOSP's `KeyEvent` that phones, keyboards, pads and remotes have."""

LARGEST_CODE = 1000
WORD = re.compile(r"[A-Z0-9_]{1,40}")


class UnknownKey(ValueError):
    """The text names no key; the message says which are close."""


def parse_key(text: str) -> str:
    """Return what `input keyevent` takes: `KEYCODE_...` or a key code.

    Known names and everyday ones count in any case, with blanks or hyphens for underscores. What
    starts with `KEYCODE_` is passed on, since newer devices know more keys. A single digit is
    the key of that digit; longer numbers are key codes. Raises `UnknownKey`.
    """
    name = re.sub(r"[\s-]+", "_", text.strip()).upper()
    bare = name.removeprefix("KEYCODE_")
    bare = ALIASES.get(bare, bare)
    if bare in NAMES:
        return f"KEYCODE_{bare}"
    if bare.isascii() and bare.isdecimal() and int(bare) <= LARGEST_CODE and bare == name:
        return str(int(bare))
    if name.startswith("KEYCODE_") and WORD.fullmatch(name) and bare:
        return name
    close = difflib.get_close_matches(name, [*NAMES, *ALIASES], n=3)
    hint = f"; did you mean {' or '.join(close).lower()}?" if close else ""
    raise UnknownKey(f"{text!r} is no key{hint}")
