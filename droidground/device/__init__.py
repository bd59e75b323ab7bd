"""One Android device over ADB, in pixels."""

from droidground.device.connect import adb_server, connect_device, list_devices
from droidground.device.device import Device, DeviceInfo
from droidground.device.device_list import DeviceRow
from droidground.device.hierarchy import HierarchySource
from droidground.device.screencap import FrameKind
from droidground.device.shell import ShellResult

__all__ = [
    "Device",
    "DeviceInfo",
    "DeviceRow",
    "FrameKind",
    "HierarchySource",
    "ShellResult",
    "adb_server",
    "connect_device",
    "list_devices",
]
