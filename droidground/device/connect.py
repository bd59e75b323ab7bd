"""Finding devices and connecting to one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.config import DeviceSettings
from droidground.device.adb_server import AdbServer
from droidground.device.device import Device
from droidground.device.device_list import DeviceRow, choose_device
from droidground.device.hierarchy import HierarchySource
from droidground.device.link import Link, is_address
from droidground.device.screencap import FrameKind
from droidground.errors import AdbFailed, DeviceOffline, NoDevice


def list_devices(settings: DeviceSettings | None = None) -> tuple[DeviceRow, ...]:
    """Return what the adb server lists, usable or not, starting the server where none runs.

    Raises `AdbNotFound` when there is no adb to start it with.
    """
    server = adb_server(settings or DeviceSettings())
    server.ensure_running()
    return server.devices()


def connect_device(
    settings: DeviceSettings | None = None,
    *,
    frames: FrameKind = FrameKind.AUTO,
    hierarchy: HierarchySource = HierarchySource.AUTO,
    clock: Clock = SYSTEM_CLOCK,
) -> Device:
    """Return the device that the settings name, or the only one there is.

    A named `host:port` that the server does not know, or has lost, is connected first. Raises
    `AdbNotFound`, `NoDevice`, `SeveralDevices`, `DeviceUnauthorized` or `DeviceOffline`.
    """
    settings = settings or DeviceSettings()
    server = adb_server(settings, clock)
    server.ensure_running()
    try:
        row = choose_device(server.devices(), settings.serial)
    except (NoDevice, DeviceOffline):
        if settings.serial is None or not is_address(settings.serial):
            raise
        row = _attach(server, settings.serial, settings.timeout_s)
    link = Link(server, row.serial, timeout_s=settings.timeout_s)
    return Device(link, frames=frames, hierarchy=hierarchy)


def _attach(server: AdbServer, address: str, timeout_s: float) -> DeviceRow:
    """Connect the server to `host:port`, giving up a connection that is dead."""
    with contextlib.suppress(NoDevice, AdbFailed):
        server.disconnect(address)
    server.connect(address, timeout_s=timeout_s)
    return choose_device(server.devices(), address)


def adb_server(settings: DeviceSettings, clock: Clock = SYSTEM_CLOCK) -> AdbServer:
    """Return a client of the adb server that the settings name, running or not."""
    path = Path(settings.adb_path).expanduser() if settings.adb_path else None
    return AdbServer(settings.adb_host, settings.adb_port, adb_path=path, clock=clock)
