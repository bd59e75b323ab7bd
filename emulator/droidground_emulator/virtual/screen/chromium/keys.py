"""What keys do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen

_ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
_KEYS: Mapping[str, dict[str, Any]] = {
    "ENTER": _ENTER,
    "NUMPAD_ENTER": _ENTER,
    "DPAD_CENTER": _ENTER,
    "SEARCH": _ENTER,
    "DEL": {"key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8},
    "FORWARD_DEL": {"key": "Delete", "code": "Delete", "windowsVirtualKeyCode": 46},
    "TAB": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "DPAD_LEFT": {"key": "ArrowLeft", "code": "ArrowLeft", "windowsVirtualKeyCode": 37},
    "DPAD_UP": {"key": "ArrowUp", "code": "ArrowUp", "windowsVirtualKeyCode": 38},
    "DPAD_RIGHT": {"key": "ArrowRight", "code": "ArrowRight", "windowsVirtualKeyCode": 39},
    "DPAD_DOWN": {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40},
    "MOVE_HOME": {"key": "Home", "code": "Home", "windowsVirtualKeyCode": 36},
    "MOVE_END": {"key": "End", "code": "End", "windowsVirtualKeyCode": 35},
    "PAGE_UP": {"key": "PageUp", "code": "PageUp", "windowsVirtualKeyCode": 33},
    "PAGE_DOWN": {"key": "PageDown", "code": "PageDown", "windowsVirtualKeyCode": 34},
}
_PRINTED: Mapping[str, str] = {
    "SPACE": " ", "COMMA": ",", "PERIOD": ".", "MINUS": "-", "EQUALS": "=", "SLASH": "/",
    "BACKSLASH": "\\", "SEMICOLON": ";", "APOSTROPHE": "'", "LEFT_BRACKET": "[",
    "RIGHT_BRACKET": "]", "GRAVE": "`", "AT": "@", "POUND": "#", "STAR": "*", "PLUS": "+",
}  # fmt: skip
_EDITING = {"A": "selectAll", "C": "copy", "X": "cut", "V": "paste", "Z": "undo"}


def press_key(screen: ChromiumScreen, name: str) -> None:
    """Deliver a key by its Android name; keys without a meaning here do nothing.

    Keys held together are joined with +, as CTRL_LEFT+A. Raises CdpError.
    """
    if name == "BACK":
        screen.go_back()
    elif name == "HOME":
        screen.change(lambda desktop: desktop.go_home())
    elif name == "APP_SWITCH":
        screen.change(lambda desktop: desktop.toggle("recents"))
    elif name == "NOTIFICATION":
        screen.change(lambda desktop: desktop.toggle("shade"))
    elif name == "ESCAPE":
        screen.change(lambda desktop: desktop.hide_keyboard())
    elif name in ("COPY", "CUT", "PASTE"):
        _edit(screen, name.lower())
    elif name.startswith("CTRL_") and name[-2:-1] == "+" and name[-1] in _EDITING:
        _edit(screen, _EDITING[name[-1]])
    elif name in _KEYS:
        _press(screen, _KEYS[name])
    else:
        _print(screen, name)


def _print(screen: ChromiumScreen, name: str) -> None:
    held, _, last = name.rpartition("+")
    text = _PRINTED.get(last) or (last.lower() if len(last) == 1 else "")
    if text:
        text = text.upper() if held.startswith("SHIFT") else text
        screen.page.call("Input.insertText", text=text)


def _press(screen: ChromiumScreen, key: dict[str, Any]) -> None:
    kind = "keyDown" if "text" in key else "rawKeyDown"
    screen.page.call("Input.dispatchKeyEvent", type=kind, **key)
    release = {name: value for name, value in key.items() if name != "text"}
    screen.page.call("Input.dispatchKeyEvent", type="keyUp", **release)


def _edit(screen: ChromiumScreen, command: str) -> None:
    """Select, cut, copy or paste in the focused field; the phone's clipboard is what counts."""
    screen.edit(command)
