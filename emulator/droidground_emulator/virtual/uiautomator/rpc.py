"""All methods of uiautomator2's server by name."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.uiautomator.device_methods import DEVICE_METHODS, Method
from droidground_emulator.virtual.uiautomator.object_methods import OBJECT_METHODS
from droidground_emulator.virtual.uiautomator.values import RpcError

METHODS: Mapping[str, Method] = {**DEVICE_METHODS, **OBJECT_METHODS}

__all__ = ["METHODS", "RpcError"]
