"""What answers a broadcast: uiautomator2's input method, airplane mode, nobody."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.commands.intents import Intent

_KEYBOARD = "com.github.uiautomator/.AdbKeyboard"
_OK, _NOBODY = -1, 0
_SOURCE = "ime"

Answer = tuple[int, str | None]
"""Result code and data."""


def deliver(call: Call, intent: Intent) -> Answer:
    """Hand a broadcast to who receives it; (0, None) when nobody does."""
    if intent.action.startswith("ADB_KEYBOARD_"):
        return _to_keyboard(call, intent)
    if intent.action == "android.intent.action.AIRPLANE_MODE" and "state" in intent.extras:
        call.system.state.radios.airplane = intent.extras["state"] == "true"
    return _NOBODY, None


def _to_keyboard(call: Call, intent: Intent) -> Answer:
    """Answer as AdbKeyboard.handleAction: with no field, the action's name comes back as data."""
    methods = call.system.state.input_methods
    if methods.selected != _KEYBOARD or _KEYBOARD not in methods.installed():
        return _NOBODY, None
    act = _ACTIONS.get(intent.action)
    if act is None:
        return _OK, intent.action
    return _OK, None if act(call, intent) else intent.action


def _text(intent: Intent) -> str:
    try:
        return base64.b64decode(intent.extras.get("text", "")).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _type(call: Call, intent: Intent) -> bool:
    return call.system.injector.text(_text(intent), _SOURCE)


def _clear(call: Call, intent: Intent) -> bool:
    call.system.screen.key("CTRL_LEFT+A")
    call.system.screen.key("DEL")
    return True


def _replace(call: Call, intent: Intent) -> bool:
    _clear(call, intent)
    return _type(call, intent)


def _enter(call: Call, intent: Intent) -> bool:
    call.system.injector.key("ENTER", _SOURCE)
    return True


def _hide(call: Call, intent: Intent) -> bool:
    call.system.screen.key("ESCAPE")
    return True


_ACTIONS: Mapping[str, Callable[[Call, Intent], bool]] = {
    "ADB_KEYBOARD_CLEAR_TEXT": _clear,
    "ADB_KEYBOARD_HIDE": _hide,
    "ADB_KEYBOARD_INPUT_TEXT": _type,
    "ADB_KEYBOARD_SET_TEXT": _replace,
    "ADB_KEYBOARD_SMART_ENTER": _enter,
}
