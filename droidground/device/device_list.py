"""The rows of `adb devices -l`, and which of them is meant. Pure: text in, rows out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from droidground.device.adb_errors import PICK_HINT, PLUG_HINT, error_from_state
from droidground.errors import NoDevice, SeveralDevices

ROW = re.compile(r"(?P<serial>\S+)\s+(?P<state>no permissions(?: \(.*?\))?|\S+)(?P<rest>.*)")
FIELD = re.compile(r"(\w+):(\S+)")


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device as the adb server lists it."""

    serial: str
    state: str
    """`device` when it can be used; else `offline`, `unauthorized`, `recovery`, ..."""
    model: str = ""
    product: str = ""
    transport_id: int | None = None

    def __str__(self) -> str:
        """Return the serial, with the model and the state where they say something."""
        notes = [
            part for part in (self.model, self.state if self.state != "device" else "") if part
        ]
        return f"{self.serial} ({', '.join(notes)})" if notes else self.serial


def parse_devices(text: str) -> tuple[DeviceRow, ...]:
    """Parse the answer to `host:devices-l`; lines that are no rows are passed over."""
    rows = []
    for line in text.splitlines():
        match = ROW.fullmatch(line.strip())
        if match is None or line.startswith(("List of devices", "*")):
            continue
        fields = dict(FIELD.findall(match["rest"]))
        number = fields.get("transport_id", "")
        rows.append(
            DeviceRow(
                serial=match["serial"],
                state="no permissions" if match["state"].startswith("no perm") else match["state"],
                model=fields.get("model", ""),
                product=fields.get("product", ""),
                transport_id=int(number) if number.isdecimal() else None,
            )
        )
    return tuple(rows)


def choose_device(rows: Sequence[DeviceRow], serial: str | None = None) -> DeviceRow:
    """Return the row of that serial, or the only usable one when none is named.

    Raises `NoDevice`, `SeveralDevices`, `DeviceUnauthorized`, `DeviceOffline` or `AdbFailed`.
    """
    if serial is not None:
        return _named(rows, serial)
    usable = [row for row in rows if row.state == "device"]
    if len(usable) == 1:
        return usable[0]
    if usable:
        names = ", ".join(str(row) for row in usable)
        raise SeveralDevices(f"{len(usable)} devices are connected: {names}", hint=PICK_HINT)
    if not rows:
        raise NoDevice("no device is connected", hint=PLUG_HINT)
    return _usable(rows[0])


def _named(rows: Sequence[DeviceRow], serial: str) -> DeviceRow:
    for row in rows:
        if row.serial == serial:
            return _usable(row)
    others = ", ".join(str(row) for row in rows) or "nothing"
    raise NoDevice(f"{serial} is not connected; connected: {others}", serial=serial, hint=PLUG_HINT)


def _usable(row: DeviceRow) -> DeviceRow:
    error = error_from_state(row.state, row.serial)
    if error is not None:
        raise error
    return row
