"""What the pages of Settings ask of the phone beyond the settings tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.state.storage import app_bytes, measure

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import AppPage, Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState

Answer = Callable[[dict[str, Any], "AppPage | None"], Any]


def settings_calls(state: DeviceState, desktop: Desktop) -> Mapping[str, Answer]:
    """Return the methods by name."""

    def storage(params: dict[str, Any], page: AppPage | None) -> dict[str, int]:
        usage = measure(state.files)
        return {**asdict(usage), "system": usage.system}

    def clear_data(params: dict[str, Any], page: AppPage | None) -> None:
        package = str(params["package"])
        desktop.end(package)
        state.processes.stopped(package)
        state.permissions.reset(package)
        state.clear_data(package)
        state.changes.note()

    def reset_apps(params: dict[str, Any], page: AppPage | None) -> None:
        for app in state.packages.installed():
            state.permissions.reset(app.package)

    def reset_network(params: dict[str, Any], page: AppPage | None) -> None:
        state.radios.airplane = False
        state.radios.wifi = state.radios.bluetooth = state.radios.mobile_data = True
        state.wifi.reset()

    return {
        "storage": storage,
        "storage.app": lambda p, page: app_bytes(state.files, str(p["package"])),
        "clear_data": clear_data,
        "wifi.join": lambda p, page: state.wifi.join(str(p["ssid"])),
        "wifi.forget": lambda p, page: state.wifi.forget(str(p["ssid"])),
        "reset.apps": reset_apps,
        "reset.network": reset_network,
    }
