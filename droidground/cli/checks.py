"""What `doctor` looks at, one check at a time: what is there, what is missing, what mends it."""

from __future__ import annotations

import importlib.util
import platform
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from droidground.errors import DroidgroundError

if TYPE_CHECKING:
    from droidground.config import DeviceSettings, Settings
    from droidground.device import Device
    from droidground.device.device_list import DeviceRow

T = TypeVar("T")

READERS = ("rapidocr", "onnxruntime")


class Status(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    """Something that not everybody needs is missing."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    status: Status
    detail: str
    fix: str = ""
    """What to do about it, as an imperative sentence or a command."""

    def as_json(self) -> dict[str, str]:
        """Return what `doctor --json` prints of it."""
        return {key: str(value) for key, value in asdict(self).items()}


def check_all(settings: Settings) -> Iterator[Check]:
    """Look at everything, the slow things last."""
    yield Check("python", Status.OK, f"{platform.python_version()} on {platform.platform()}")
    yield check_text_reader()
    yield check_virtual_phone(settings.virtual_phone.browser)
    yield attempt("state folder", lambda: _state_folder(settings.virtual_phone.state_dir))
    yield attempt("adb", lambda: _adb_version(settings.device.adb_path))
    rows: list[DeviceRow] = []
    server = attempt("adb server", lambda: _server(settings.device, rows))
    yield server
    if server.status is Status.OK:
        yield from check_devices(settings.device, rows)


def attempt(name: str, look: Callable[[], str]) -> Check:
    """Return what `look` says, or the error that it ends with and its hint."""
    try:
        return Check(name, Status.OK, look())
    except DroidgroundError as error:
        return Check(name, Status.PROBLEM, error.message, error.hint)


def check_text_reader() -> Check:
    """Look for what reads text from pixels."""
    missing = [name for name in READERS if importlib.util.find_spec(name) is None]
    if not missing:
        return Check("text reader", Status.OK, "rapidocr, with its models")
    line = f"pip install {' '.join(missing)}"
    return Check("text reader", Status.PROBLEM, f"{' and '.join(missing)} not found", line)


def check_virtual_phone(browser: str | None) -> Check:
    """Look for the browser that draws the virtual phone's screen."""
    from droidground_emulator.errors import ScreenUnavailable
    from droidground_emulator.virtual.screen.chromium.find import find_chromium

    name = "virtual phone"
    try:
        return Check(name, Status.OK, f"drawn by {find_chromium(browser)}")
    except ScreenUnavailable as error:
        return Check(name, Status.NOTE, error.message, error.hint)


def check_devices(settings: DeviceSettings, rows: list[DeviceRow]) -> Iterator[Check]:
    """Look at each device that adb lists, or at the one that is named."""
    from droidground.device.adb_errors import PLUG_HINT, error_from_state

    chosen = [row for row in rows if settings.serial in (None, row.serial)]
    if not chosen:
        what = f"{settings.serial} is not connected" if settings.serial else "none is connected"
        yield Check("device", Status.PROBLEM, what, PLUG_HINT)
    for row in chosen:
        error = error_from_state(row.state, row.serial)
        if error is None:
            yield from check_device(settings, row.serial)
        else:
            yield Check(f"device {row.serial}", Status.PROBLEM, error.message, error.hint)


def check_device(settings: DeviceSettings, serial: str) -> Iterator[Check]:
    """Try on one device what a tap by words needs."""
    from dataclasses import replace

    from droidground.device import connect_device

    with connect_device(replace(settings, serial=serial)) as device:
        for name, look in (
            (f"device {serial}", _describe),
            (f"screen of {serial}", _screen),
            (f"screenshot of {serial}", _screenshot),
            (f"view hierarchy of {serial}", _hierarchy),
            (f"input to {serial}", _input),
        ):
            yield attempt(name, partial(look, device))


def _state_folder(folder: Path) -> str:
    from droidground.errors import VirtualPhoneFailed

    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.touch()
        probe.unlink()
    except OSError as exc:
        raise VirtualPhoneFailed(
            f"{folder} cannot be written: {exc.strerror}",
            hint="Set DROIDGROUND_STATE_DIR to a folder that can.",
        ) from exc
    return str(folder)


def _adb_version(given: str | None) -> str:
    from droidground.device.adb_program import find_adb
    from droidground.errors import AdbNotFound

    path = find_adb(Path(given).expanduser() if given else None)
    try:
        said = subprocess.run([path, "version"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise AdbNotFound(f"{path} does not run: {exc}", hint="Install platform-tools.") from exc
    lines = said.stdout.decode(errors="replace").splitlines()
    version = next((line.split()[-1] for line in lines if line.startswith("Version")), "unknown")
    return f"{version} ({path})"


def _server(settings: DeviceSettings, rows: list[DeviceRow]) -> str:
    from droidground.device import adb_server

    server = adb_server(settings)
    server.ensure_running()
    rows += server.devices()
    return f"version {server.version()} at {server}"


def _describe(device: Device) -> str:
    info = device.info()
    return f"{info.manufacturer} {info.model}, Android {info.android} (API {info.sdk})"


def _screen(device: Device) -> str:
    state = device.power()
    if state.is_awake and not state.is_locked:
        return "on and unlocked"
    device.wake()
    return "was off or locked; woken"


def _screenshot(device: Device) -> str:
    frame, spent = _timed(device, device.capture)
    return f"{frame.size} at {frame.density} dpi in {spent}"


def _hierarchy(device: Device) -> str:
    tree, spent = _timed(device, device.ui_tree)
    return f"{len(tree)} views in {spent}"


def _timed(device: Device, read: Callable[[], T]) -> tuple[T, str]:
    start = device.clock.now()
    value = read()
    return value, f"{(device.clock.now() - start) * 1000:.0f} ms"


def _input(device: Device) -> str:
    """Send the key that means nothing."""
    from droidground.device.events import KeyPress

    device.act(KeyPress("KEYCODE_UNKNOWN"))
    return "accepted"
