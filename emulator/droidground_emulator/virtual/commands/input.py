"""input: taps, swipes, text and keys, with Android's timing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.injector import DENIED, InputDenied
from droidground_emulator.virtual.keycodes import key_name
from droidground_emulator.virtual.screen.base import TouchAction

SOURCE = "input"
_DEVICES = frozenset(
    [
        "dpad",
        "gamepad",
        "joystick",
        "keyboard",
        "mouse",
        "rotaryencoder",
        "stylus",
        "touchnavigation",
        "touchpad",
        "touchscreen",
        "trackball",
    ]
)
_DEFAULT_SWIPE_MS = 300
_USAGE = """Usage: input [<source>] [-d DISPLAY_ID] <command> [<arg>...]

The sources are:
      touchnavigation
      touchscreen
      joystick
      stylus
      touchpad
      gamepad
      dpad
      mouse
      keyboard
      trackball
      rotaryencoder

-d: specify the display ID.
      (Default: -1 for key event, 0 for motion event if not specified.)
The commands and default sources are:
      text <string> (Default: touchscreen)
      keyevent [--longpress|--doubletap] <key code number or name> ... (Default: keyboard)
      tap <x> <y> (Default: touchscreen)
      swipe <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)
      draganddrop <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)
      press (Default: trackball)
      roll <dx> <dy> (Default: trackball)
      motionevent <DOWN|UP|MOVE|CANCEL> <x> <y> (Default: touchscreen)
      keycombination [-t duration(ms)] <key code 1> <key code 2> ... (Default: keyboard)
"""


def input_command(call: Call) -> int:
    """Inject input."""
    words = list(call.args)
    if words and words[0] in _DEVICES:
        words.pop(0)
    if words[:1] == ["-d"]:
        _check_display(words[1:2])
        words = words[2:]
    verb = _VERBS.get(words[0]) if words else None
    if verb is None:
        if words and words[0] != "help":
            call.err(f"Error: Unknown command: {words[0]}\n")
        call.out(_USAGE)
        return 255
    try:
        verb(call, words[1:])
    except InputDenied:
        trace = "\tat com.android.server.input.InputManagerService.injectInputEventToTarget"
        raise Failure(
            _thrown(words[0], f"{DENIED}\n{trace}(InputManagerService.java:910)"), 255
        ) from None
    return 0


def _check_display(words: list[str]) -> None:
    if words not in (["0"], ["-1"], ["DEFAULT_DISPLAY"], ["INVALID_DISPLAY"]):
        shown = words[0] if words else ""
        if not shown.lstrip("-").isdecimal():
            raise Failure("Error: Invalid arguments for display ID.", 255)


def _thrown(verb: str, error: str) -> str:
    return f"\nException occurred while executing '{verb}':\n{error}"


def _numbers(verb: str, words: list[str], most: int, least: int) -> list[float]:
    if not least <= len(words) <= most:
        raise Failure(f"Error: Invalid arguments for command: {verb}\n{_USAGE}", 255)
    try:
        numbers = [float(word) for word in words]
    except ValueError as exc:
        bad = str(exc).rpartition(": ")[2].strip("'")
        raise Failure(
            _thrown(verb, f'java.lang.NumberFormatException: For input string: "{bad}"'), 255
        ) from None
    if not all(math.isfinite(number) for number in numbers):
        raise Failure(_thrown(verb, "java.lang.IllegalArgumentException: not a finite number"), 255)
    return numbers


def _tap(call: Call, words: list[str]) -> None:
    x, y = _numbers("tap", words, 2, 2)
    call.system.injector.tap((x, y), SOURCE)


def _swipe(call: Call, words: list[str]) -> None:
    numbers = _numbers("swipe", words, 5, 4)
    call.system.injector.swipe(
        [(numbers[0], numbers[1]), (numbers[2], numbers[3])], SOURCE, duration_ms=_duration(numbers)
    )


def _drag(call: Call, words: list[str]) -> None:
    numbers = _numbers("draganddrop", words, 5, 4)
    held = call.system.state.settings.number("secure", "long_press_timeout", 400)
    call.system.injector.swipe(
        [(numbers[0], numbers[1]), (numbers[2], numbers[3])],
        SOURCE,
        duration_ms=_duration(numbers),
        hold_ms=int(held),
        kind="drag",
    )


def _duration(numbers: list[float]) -> int:
    duration = int(numbers[4]) if len(numbers) > 4 else -1
    return duration if duration >= 0 else _DEFAULT_SWIPE_MS


def _motion(call: Call, words: list[str]) -> None:
    action = words[0].upper() if words else ""
    if action not in TouchAction.__members__:
        raise Failure(f"Error: Invalid arguments for command: motionevent\n{_USAGE}", 255)
    x, y = _numbers("motionevent", words[1:], 2, 2) if words[1:] else (0.0, 0.0)
    call.system.injector.finger(TouchAction[action], (x, y), SOURCE)


def _text(call: Call, words: list[str]) -> None:
    if not words:
        raise Failure(f"Error: Invalid arguments for command: text\n{_USAGE}", 255)
    text = words[0].replace("%s", " ")
    if any(not (" " <= char <= "~" or char in "\n\t") for char in text):
        raise Failure(
            _thrown(
                "text",
                "java.lang.NullPointerException: Attempt to get length of null array\n"
                "\tat com.android.server.input.InputShellCommand.sendText"
                "(InputShellCommand.java:309)",
            ),
            255,
        )
    call.system.injector.text(text, SOURCE)


def _keyevent(call: Call, words: list[str]) -> None:
    long = words[:1] == ["--longpress"]
    double = words[:1] == ["--doubletap"]
    names = words[1:] if long or double else words
    if not names:
        raise Failure(f"Error: Invalid arguments for command: keyevent\n{_USAGE}", 255)
    for name in names:
        for _ in range(2 if double else 1):
            call.system.injector.key(key_name(name), SOURCE, long=long)


def _combination(call: Call, words: list[str]) -> None:
    names = words[2:] if words[:1] == ["-t"] else words
    if len(names) < 2:
        raise Failure("Error: keycombination requires at least 2 keycodes", 255)
    call.system.injector.key("+".join(key_name(name) for name in names), SOURCE)


def _trackball(call: Call, words: list[str]) -> None:
    """Do nothing: this phone has no trackball."""


_VERBS: Mapping[str, Callable[[Call, list[str]], None]] = {
    "draganddrop": _drag,
    "keycombination": _combination,
    "keyevent": _keyevent,
    "motionevent": _motion,
    "press": _trackball,
    "roll": _trackball,
    "swipe": _swipe,
    "tap": _tap,
    "text": _text,
}
