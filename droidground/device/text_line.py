"""From a text to the shell lines that type it. Pure.

`input text` knows the characters of a US keyboard. It takes `%s` for a space and has no escape for
that pair itself (InputShellCommand.sendText), so a text is cut between the two characters.
"""

from __future__ import annotations

import re
import shlex

from droidground.device.events import TypeText

SELECT_ALL_SDK = 31
"""From Android 12 on `input` can hold two keys at once (`keycombination`)."""
LONGEST_TYPED = 2000
"""Characters; each is two key events, so that longer texts come faster over the clipboard."""
LONGEST_TEXT = 100_000
"""Characters; a clipboard travels in one binder transaction, which ends below a megabyte."""
TYPED_MS = 20
"""About what one key takes on a slow phone."""
ERASED_UNSEEN = 200
"""Characters erased on each side of the caret where nobody knows how many there are."""

_TYPEABLE = re.compile(r"[ -~]*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def find_forbidden(text: str) -> str | None:
    """Return the first character that no text field can hold: controls but tab and line feed."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else None


def is_typeable(text: str) -> bool:
    """Tell whether keys can type a text; others go over the clipboard."""
    return len(text) <= LONGEST_TYPED and _TYPEABLE.fullmatch(text) is not None


def entering_ms(event: TypeText) -> int:
    """Return about how long a slow phone takes for a text, and to erase what was there."""
    erased = 2 * (event.length or ERASED_UNSEEN) if event.clears else 0
    return TYPED_MS * (len(event.text) + erased)


def typing_line(text: str, tool: str) -> str:
    """Return the shell line that types a text of a US keyboard's characters.

    `tool` is `input`, with its display.
    """
    pieces = re.sub("%s", "%\0s", text).split("\0") if text else []
    return " && ".join(f"{tool} text {shlex.quote(piece.replace(' ', '%s'))}" for piece in pieces)


def erasing_line(length: int | None, sdk: int, tool: str) -> str:
    """Return the shell line that empties a field of so many characters; None if nobody knows."""
    if sdk >= SELECT_ALL_SDK:
        return f"{tool} keycombination KEYCODE_CTRL_LEFT KEYCODE_A && {tool} keyevent KEYCODE_DEL"
    count = ERASED_UNSEEN if length is None else length
    keys = ["KEYCODE_DEL"] * count + ["KEYCODE_FORWARD_DEL"] * count
    return f"{tool} keyevent {' '.join(keys)}" if keys else ""
