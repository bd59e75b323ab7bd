"""Input events, each delivered at most once."""

from __future__ import annotations

import re

from droidground.device.events import InputEvent
from droidground.device.input_line import (
    DEFAULT_LONG_PRESS_MS,
    input_line,
    input_tool,
    lasting_ms,
    points_of,
)
from droidground.device.keys import UnknownKey
from droidground.device.link import Link
from droidground.device.shell import ShellResult, shell_failed
from droidground.errors import InjectionDenied, InvalidAction
from droidground.geometry import Size

DENIED = re.compile(r"INJECT_EVENTS|Injecting (input events|to another application) requires")
TROUBLE = re.compile(r"^(Error\b|Exception occurred|java\.lang\.|usage:)", re.IGNORECASE | re.M)
DENIED_HINT = (
    "Turn on 'USB debugging (Security settings)' in the phone's developer options (MIUI, HyperOS), "
    "or turn off its permission monitoring there (ColorOS), then restart the phone."
)


class Injector:
    """Sends input events to one display of a device."""

    def __init__(self, link: Link, *, display_id: int = 0) -> None:
        self._link = link
        self.tool = input_tool(display_id)
        """The command that everything is sent by, with its display."""
        self._sdk: int | None = None
        self._long_press_ms = DEFAULT_LONG_PRESS_MS

    def send(self, event: InputEvent) -> None:
        """Deliver one event, sending it at most once.

        Raises `InjectionDenied` when the device refuses input from adb, `ShellFailed` when it fails
        otherwise, `InvalidAction` for a key that does not exist; `DeviceOffline` and `AdbTimeout`
        say whether the event may have been delivered.
        """
        self._learn()
        try:
            line = input_line(
                event,
                sdk=self._sdk or 0,
                tool=self.tool,
                long_press_ms=self._long_press_ms,
            )
        except UnknownKey as exc:
            raise InvalidAction(
                str(exc), action=event, hint="Use a name as `back`, or a key code."
            ) from exc
        self.send_line(line, lasting_ms=lasting_ms(event, long_press_ms=self._long_press_ms))

    def send_line(self, line: str, *, lasting_ms: int) -> None:
        """Run one line of `input` commands that takes about so long. Raises as `send`."""
        timeout_s = self._link.timeout_s + lasting_ms / 1000
        self.require_done(self._link.run_once(line, timeout_s=timeout_s))

    def sdk(self) -> int:
        """Return the device's API level; 0 when it does not tell."""
        self._learn()
        return self._sdk or 0

    def require_done(self, result: ShellResult) -> None:
        """Raise what went wrong in an `input` or `am` command, if anything did.

        Their exit code is 0 after some failures, so that their words count too.
        """
        if DENIED.search(result.text):
            raise InjectionDenied(
                f"{self._link.serial} refuses input from adb: it demands INJECT_EVENTS",
                serial=self._link.serial,
                hint=DENIED_HINT,
            )
        if result.exit_code != 0 or TROUBLE.search(result.text):
            raise shell_failed(result, self._link.serial)

    def _learn(self) -> None:
        """Ask once what decides how gestures are sent; asking may be repeated, sending not."""
        if self._sdk is not None:
            return
        said = self._link.read(
            "getprop ro.build.version.sdk; settings get secure long_press_timeout"
        ).stdout.splitlines()
        words = [line.strip() for line in said]
        numbers = [int(word) if word.isascii() and word.isdecimal() else 0 for word in words]
        self._sdk = numbers[0] if numbers else 0
        if len(numbers) > 1 and 0 < numbers[1] < 10_000:
            self._long_press_ms = numbers[1]


def require_on_screen(event: InputEvent, size: Size) -> None:
    """Raise `InvalidAction` for an event that touches pixels outside the display."""
    outside = [point for point in points_of(event) if not size.contains(point)]
    if outside:
        raise InvalidAction(
            f"({outside[0]}) is outside the display of {size}",
            action=event,
            hint=f"Give x from 0 to {size.width - 1} and y from 0 to {size.height - 1}.",
        )
