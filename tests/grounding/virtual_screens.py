"""The virtual phone's own screens: a phone is started, brought to each, and looked at once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from droidground.config import DeviceSettings
from droidground.device import Device, connect_device
from droidground.device.motion import moved_parts
from droidground.device.private_server import private_adb_server
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch
from tests.grounding.phrases import PHRASES
from tests.grounding.scoring import Look

SPEC = PHRASES / "virtual_screens.json"
ATTEMPTS = 4
"""Frames waited for to be alike; a stopwatch never stands still."""


def screen_names() -> set[str]:
    """Return the names of the screens that can be reached."""
    return set(json.loads(SPEC.read_text("utf-8"))["screens"])


def look_at_all() -> dict[str, Look]:
    """Return every screen, in the order of the file.

    Raises `ScreenUnavailable` without a Chromium.
    """
    spec = json.loads(SPEC.read_text("utf-8"))
    looks = {}
    with _phone() as device:
        _shell(device, spec["setup"])
        for name, lines in spec["screens"].items():
            _shell(device, lines)
            looks[name] = _look(device)
    return looks


def _look(device: Device) -> Look:
    frame = device.capture()
    for _ in range(ATTEMPTS):
        tree, before = device.ui_tree(), frame
        frame = device.capture()
        if not moved_parts(before, frame, device.moving_parts()):
            break
    return Look(frame, tree)


def _shell(device: Device, lines: Sequence[str]) -> None:
    for line in lines:
        result = device.shell(line)
        assert result.exit_code == 0, (line, result.text)
        assert not result.text.startswith("Error"), (line, result.text)


@contextmanager
def _phone() -> Iterator[Device]:
    with tempfile.TemporaryDirectory() as folder, private_adb_server() as server:
        options = [f"--state-dir={folder}", "--name=phrases", "--screen=chromium", "--seed=7"]
        record = daemon.start_background(parse_launch(options), timeout_s=60)[0]
        try:
            server.connect(record.serial)
            settings = DeviceSettings(
                serial=record.serial, adb_host=server.host, adb_port=server.port
            )
            with connect_device(settings) as device:
                yield device
        finally:
            daemon.stop(record.name, Path(folder))
