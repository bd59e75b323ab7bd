"""Text into the field that has the focus, sent at most once.

What a US keyboard has is typed by `input text`. Everything else is put on the clipboard through
uiautomator2's server and pasted by one key, which needs no input method of ours: the user's stays
chosen. The clipboard gets back what it held, or is emptied where that cannot be read (Android 10
and newer tell it only to some callers).
"""

from __future__ import annotations

import contextlib

from droidground.device.events import TypeText
from droidground.device.input import Injector
from droidground.device.text_line import (
    LONGEST_TEXT,
    entering_ms,
    erasing_line,
    find_forbidden,
    is_typeable,
    typing_line,
)
from droidground.device.u2_server import U2Server
from droidground.errors import (
    AdbTimeout,
    DeviceError,
    InvalidAction,
    ShellFailed,
    TextNotEntered,
)

PASTE = "keyevent KEYCODE_PASTE"
UNSHOWN = "input text ..."


class TextEntry:
    """Enters texts on one device."""

    def __init__(self, injector: Injector, u2: U2Server) -> None:
        self._injector = injector
        self._u2 = u2
        self._kept: str | None = None
        """What the clipboard gets back; None while it is the user's own."""

    def enter(self, event: TypeText) -> None:
        """Erase what the field holds if asked to, then enter the text.

        Raises `InvalidAction` for a character that no field can hold and for a text that is too
        long, `TextNotEntered` when it could not be put on the clipboard; then nothing was sent.
        """
        require_possible(event)
        tool, erase = self._injector.tool, ""
        if event.clears:
            erase = erasing_line(event.length, self._injector.sdk(), tool)
        if is_typeable(event.text):
            insert = typing_line(event.text, tool)
        else:
            self._copy(event.text)
            insert = f"{tool} {PASTE}"
        line = " && ".join(part for part in (erase, insert) if part)
        if not line:
            return
        try:
            self._injector.send_line(line, lasting_ms=entering_ms(event))
        except DeviceError as error:
            raise without_text(error, line) from None

    def give_back(self) -> None:
        """Let the clipboard hold what it held before a text was pasted.

        A device that is gone by now keeps the text.
        """
        if self._kept is not None:
            kept, self._kept = self._kept, None
            with contextlib.suppress(DeviceError):
                self._u2.ask("setClipboard", None, kept)

    def _copy(self, text: str) -> None:
        """Put a text on the clipboard. Raises `TextNotEntered`."""
        try:
            self._u2.ensure_running()
            held = self._u2.ask("getClipboard")
            self._kept = held if isinstance(held, str) else ""
            self._u2.ask("setClipboard", None, text)
            holds = self._u2.ask("getClipboard")
        except DeviceError as exc:
            raise TextNotEntered(
                f"the text has other characters than a US keyboard, and the clipboard cannot be "
                f"used: {exc.message}",
                serial=exc.serial,
                hint=exc.hint or "Type it in ASCII, or mend uiautomator2's server.",
            ) from exc
        if isinstance(holds, str) and holds != text:
            self.give_back()
            raise TextNotEntered(
                "the clipboard did not take the text: it holds another one",
                hint="Look for an app or a policy that guards the clipboard.",
            )


def without_text(error: DeviceError, line: str) -> DeviceError:
    """Return the error of a line that types a text, which may be a secret, without that line."""
    for shown in (line, repr(line)[1:-1]):
        error.message = error.message.replace(shown, UNSHOWN)
    error.args = (error.message,)
    if isinstance(error, AdbTimeout | ShellFailed):
        error.command = UNSHOWN
    return error


def require_possible(event: TypeText) -> None:
    """Raise `InvalidAction` for a text that no field can hold."""
    bad = find_forbidden(event.text)
    if bad is not None:
        raise InvalidAction(
            f"no text field can hold the character U+{ord(bad):04X}",
            action=event,
            hint="Leave control characters out; press keys with `press`.",
        )
    if len(event.text) > LONGEST_TEXT:
        raise InvalidAction(
            f"the text has {len(event.text)} characters; {LONGEST_TEXT} can be entered at once",
            action=event,
            hint="Enter it in parts.",
        )
