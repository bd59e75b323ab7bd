"""System properties."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState

_BUILD = "TQ3A.230805.001"
_FIXED: Mapping[str, str] = {
    "dev.bootcomplete": "1",
    "gsm.operator.alpha": "T-Mobile",
    "gsm.operator.numeric": "310260",
    "gsm.sim.operator.alpha": "T-Mobile",
    "gsm.sim.operator.numeric": "310260",
    "gsm.sim.state": "LOADED",
    "init.svc.adbd": "running",
    "init.svc.bootanim": "stopped",
    "net.bt.name": "Android",
    "persist.sys.timezone": "UTC",
    "ro.adb.secure": "1",
    "ro.boot.hardware": "virtual",
    "ro.boot.qemu": "0",
    "ro.build.characteristics": "default",
    "ro.build.date.utc": "1691193600",
    "ro.build.display.id": f"{_BUILD} release-keys",
    "ro.build.fingerprint": f"droidground/virtual/virtual:13/{_BUILD}/1:user/release-keys",
    "ro.build.id": _BUILD,
    "ro.build.tags": "release-keys",
    "ro.build.type": "user",
    "ro.build.version.codename": "REL",
    "ro.build.version.incremental": "1",
    "ro.build.version.release": "13",
    "ro.build.version.sdk": "33",
    "ro.build.version.security_patch": "2023-08-05",
    "ro.crypto.state": "encrypted",
    "ro.debuggable": "0",
    "ro.hardware": "virtual",
    "ro.product.board": "virtual",
    "ro.product.brand": "droidground",
    "ro.product.cpu.abi": "x86_64",
    "ro.product.cpu.abilist": "x86_64",
    "ro.product.device": "virtual",
    "ro.product.manufacturer": "droidground",
    "ro.product.model": "Virtual phone",
    "ro.product.name": "virtual",
    "ro.secure": "1",
    "sys.boot_completed": "1",
    "sys.usb.state": "adb",
}
_LONGEST = 91
"""Bytes a value may have (PROP_VALUE_MAX - 1), unless its name begins with `ro.`."""


class Properties:
    """Read-only ones are fixed at boot; others may be set."""

    def __init__(self, state: DeviceState) -> None:
        options = state.options
        self._lock = threading.Lock()
        self._values = {
            **_FIXED,
            "persist.sys.locale": options.locale,
            "ro.boot.serialno": options.name,
            "ro.product.locale": options.locale,
            "ro.serialno": options.name,
            "ro.sf.lcd_density": str(options.density),
        }

    def all(self) -> Mapping[str, str]:
        """Return a copy of all properties by name."""
        with self._lock:
            return dict(sorted(self._values.items()))

    def get(self, name: str, default: str = "") -> str:
        """Return a property."""
        with self._lock:
            return self._values.get(name, default)

    def set(self, name: str, value: str) -> bool:
        """Set a property; False when it cannot be set."""
        with self._lock:
            if name.startswith("ro.") or not name or len(value.encode()) > _LONGEST:
                return False
            self._values[name] = value
            return True
