"""wm: the display's size, density and rotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from droidground_emulator.virtual.commands.call import Call, Failure, whole_number
from droidground_emulator.virtual.state.display import LEAST_DENSITY

_USAGE = """Window manager (window) commands:
  help
      Print this help text.
  size [reset|WxH|WdpxHdp] [-d DISPLAY_ID]
    Return or override display size.
    width and height in pixels unless suffixed with 'dp'.
  density [reset|DENSITY] [-d DISPLAY_ID] [-u UNIQUE_ID]
    Return or override display density.
  user-rotation [-d DISPLAY_ID] [free|lock] [rotation]
    Print or set user rotation mode and user rotation.
  dismiss-keyguard
    Dismiss the keyguard, prompting user for auth if necessary.
"""


def wm(call: Call) -> int:
    """Run a window manager command."""
    words = _without_display(call.args)
    verb = _VERBS.get(words[0]) if words else None
    if words[:1] == ["help"] or verb is None:
        call.out(_USAGE)
        return 0 if words[:1] == ["help"] else 255
    return verb(call, words[1:])


def _without_display(args: Sequence[str]) -> list[str]:
    words = list(args)
    if "-d" in words:
        at = words.index("-d")
        if words[at + 1 : at + 2] != ["0"]:
            raise Failure(f"Error: Invalid display ID: {''.join(words[at + 1 : at + 2])}", 255)
        del words[at : at + 2]
    return words


def _size(call: Call, args: list[str]) -> int:
    display = call.system.state.display
    if not args:
        call.out("Physical size: {}x{}\n".format(*display.physical_size))
        if display.override_size is not None:
            call.out("Override size: {}x{}\n".format(*display.override_size))
        return 0
    if args[0] == "reset":
        display.reset_size()
        return 0
    sides = args[0].split("x")
    if len(sides) != 2:
        raise Failure("Error: bad size " + args[0], 255)
    width, height = (_length(side, display.density) for side in sides)
    display.force_size(width, height)
    return 0


def _length(text: str, density: int) -> int:
    match = re.fullmatch(r"(\d{1,6})(dp)?", text)
    if match is None:
        raise Failure("Error: bad number " + _thrown_number(text), 255)
    return round(int(match[1]) * density / 160) if match[2] else int(match[1])


def _thrown_number(text: str) -> str:
    return f'java.lang.NumberFormatException: For input string: "{text}"'


def _density(call: Call, args: list[str]) -> int:
    display = call.system.state.display
    if not args:
        call.out(f"Physical density: {display.physical_density}\n")
        if display.override_density is not None:
            call.out(f"Override density: {display.override_density}\n")
        return 0
    if args[0] == "reset":
        display.reset_density()
        return 0
    density = whole_number(args[0])
    if density is None:
        raise Failure("Error: bad number " + _thrown_number(args[0]), 255)
    if density < LEAST_DENSITY:
        raise Failure("Error: density must be >= 72", 255)
    display.force_density(density)
    return 0


def _user_rotation(call: Call, args: list[str]) -> int:
    display = call.system.state.display
    if not args:
        mode = "free" if display.auto_rotate else f"lock {display.rotation}"
        call.out(mode + "\n")
        return 0
    if args[0] == "free":
        display.thaw()
        return 0
    if args[0] != "lock":
        raise Failure(
            f"Error: argument needs to be either -d, free or lock, but was {args[0]}", 255
        )
    if len(args) > 1 and args[1] not in ("0", "1", "2", "3"):
        raise Failure(f"Error: expecting rotation 0..3, got {args[1]}", 255)
    display.freeze(int(args[1]) if len(args) > 1 else None)
    return 0


def _dismiss_keyguard(call: Call, args: list[str]) -> int:
    call.system.state.power.unlock()
    return 0


_VERBS: Mapping[str, Callable[[Call, list[str]], int]] = {
    "size": _size,
    "density": _density,
    "user-rotation": _user_rotation,
    "set-user-rotation": _user_rotation,
    "dismiss-keyguard": _dismiss_keyguard,
}
