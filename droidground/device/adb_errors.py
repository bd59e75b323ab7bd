"""What adb says when it fails, as errors of our tree. Pure: text in, error out.

The texts are those of adb 1.0.31 to 36.0 (`adb.cpp`, `transport.cpp`, `commandline.cpp`,
`auth.cpp`) and of adbd's `shell` and `input` commands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from droidground.errors import (
    AdbFailed,
    AdbNotFound,
    DeviceError,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
    SeveralDevices,
)

UNLOCK_HINT = "Unlock the phone and allow USB debugging in the dialog it shows."
RECONNECT_HINT = "Reconnect the phone; over Wi-Fi run `adb disconnect` and `adb connect` again."
PLUG_HINT = "Connect a phone and allow USB debugging, or run `droidground phone start`."
PICK_HINT = "Name one with --serial or ANDROID_SERIAL."
UDEV_HINT = "Give your user access to the phone's USB device (udev rules), then replug it."
VERSIONS_HINT = "Use one adb program for everything: the two kill each other's server."
BOOT_HINT = "Boot the phone into Android."
RETRY_HINT = "Try again; if it stays so, replug the phone or restart it."

Kind = type[
    NoDevice | SeveralDevices | DeviceUnauthorized | DeviceOffline | AdbFailed | AdbNotFound
]


@dataclass(frozen=True, slots=True)
class Rule:
    """One text of adb's and the error that it means."""

    pattern: re.Pattern[str]
    kind: Kind
    hint: str


def _rule(pattern: str, kind: Kind, hint: str) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), kind, hint)


RULES: tuple[Rule, ...] = (
    _rule(r"device unauthorized|still authorizing|failed to authenticate", DeviceUnauthorized,
          UNLOCK_HINT),
    _rule(r"insufficient permissions|no permissions", AdbFailed, UDEV_HINT),
    _rule(r"more than one (device|emulator)", SeveralDevices, PICK_HINT),
    _rule(r"device offline|still connecting", DeviceOffline, RECONNECT_HINT),
    _rule(r"no devices|no emulators|device '.*' not found|no such device|device not found|"
          r"unknown device|transport id .* not found", NoDevice, PLUG_HINT),
    _rule(r"failed to connect|unable to connect|cannot connect to \S+:\d+|failed to resolve host|"
          r"bad port number|empty address", DeviceOffline, RECONNECT_HINT),
    _rule(r"cannot connect to daemon|failed to start daemon|failed to check server version",
          AdbNotFound, "Start it with `adb start-server` and read what it prints."),
    _rule(r"adb server version .* doesn't match", AdbFailed, VERSIONS_HINT),
    _rule(r"protocol fault|device detached", DeviceOffline, RECONNECT_HINT),
    _rule(r"device is in (recovery|sideload|bootloader|rescue)", AdbFailed, BOOT_HINT),
)  # fmt: skip

STATES: dict[str, tuple[Kind, str, str]] = {
    "offline": (DeviceOffline, "is offline", RECONNECT_HINT),
    "connecting": (DeviceOffline, "is still connecting", RECONNECT_HINT),
    "detached": (DeviceOffline, "is detached from adb", "Run `adb attach`."),
    "unauthorized": (DeviceUnauthorized, "has not allowed this computer to debug it", UNLOCK_HINT),
    "authorizing": (DeviceUnauthorized, "is still being asked for permission", UNLOCK_HINT),
    "no permissions": (AdbFailed, "cannot be opened by this user", UDEV_HINT),
    "noperm": (AdbFailed, "cannot be opened by this user", UDEV_HINT),
    "recovery": (AdbFailed, "is in recovery mode", BOOT_HINT),
    "rescue": (AdbFailed, "is in rescue mode", BOOT_HINT),
    "sideload": (AdbFailed, "is in sideload mode", BOOT_HINT),
    "bootloader": (AdbFailed, "is in its bootloader", BOOT_HINT),
    "host": (AdbFailed, "acts as a USB host", BOOT_HINT),
}
"""Every state of `adb devices` but `device`, and what it means."""


def error_from_text(text: str, *, serial: str | None = None, doing: str = "") -> DeviceError:
    """Return the error that adb's own words stand for; `doing` names what was asked of it."""
    said = " ".join(text.split()) or "nothing"
    message = f"adb: {said}" + (f" (on {doing!r})" if doing else "")
    for rule in RULES:
        if rule.pattern.search(said):
            return rule.kind(message, serial=serial, hint=rule.hint)
    if said.removeprefix("error: ") == "closed":
        what = f"the phone refused {doing!r}" if doing else "the phone refused the request"
        return AdbFailed(f"{what}, or the connection to it closed", serial=serial, hint=RETRY_HINT)
    return AdbFailed(message, serial=serial, hint=RETRY_HINT)


def error_from_state(state: str, serial: str) -> DeviceError | None:
    """Return the error of a device in that state; None for `device`, which can be used."""
    if state == "device":
        return None
    known = STATES.get("no permissions" if state.startswith("no permissions") else state)
    if known is None:
        return AdbFailed(f"{serial} is in state {state!r}", serial=serial, hint=RETRY_HINT)
    kind, what, hint = known
    make: Callable[..., DeviceError] = kind
    return make(f"{serial} {what}", serial=serial, hint=hint)
