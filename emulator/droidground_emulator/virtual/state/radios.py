"""Wi-Fi, Bluetooth, mobile data and airplane mode, all kept in the global settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.settings import Settings

RADIOS = ("wifi", "bluetooth", "airplane", "mobile_data")
"""The switches of `Radios` by name."""
_REMEMBERED = {"wifi_on": "3", "bluetooth_on": "2"}
"""What a radio's setting says while airplane mode keeps it off (WifiSettingsStore's
WIFI_DISABLED_AIRPLANE_ON, BluetoothManagerService's BLUETOOTH_ON_AIRPLANE)."""


class Radios:
    """Switches radios; airplane mode turns them off and gives them back, as Android does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        settings.follow(self._follow_airplane)

    @property
    def wifi(self) -> bool:
        """Whether Wi-Fi is on."""
        return self._settings.get("global", "wifi_on") in ("1", "2")

    @wifi.setter
    def wifi(self, on: bool) -> None:
        value = ("2" if self.airplane else "1") if on else "0"
        self._settings.put("global", "wifi_on", value)

    @property
    def bluetooth(self) -> bool:
        """Whether Bluetooth is on."""
        return self._settings.get("global", "bluetooth_on") == "1"

    @bluetooth.setter
    def bluetooth(self, on: bool) -> None:
        self._settings.put("global", "bluetooth_on", "1" if on else "0")

    @property
    def mobile_data(self) -> bool:
        """Whether mobile data is on."""
        return self._settings.is_on("global", "mobile_data")

    @mobile_data.setter
    def mobile_data(self, on: bool) -> None:
        self._settings.put("global", "mobile_data", "1" if on else "0")

    @property
    def airplane(self) -> bool:
        """Whether airplane mode is on."""
        return self._settings.is_on("global", "airplane_mode_on")

    @airplane.setter
    def airplane(self, on: bool) -> None:
        self._settings.put("global", "airplane_mode_on", "1" if on else "0")

    def _follow_airplane(self, table: str, key: str, value: str | None) -> None:
        if (table, key) != ("global", "airplane_mode_on"):
            return
        for radio, remembered in _REMEMBERED.items():
            now = self._settings.get("global", radio)
            if self.airplane and now == "1":
                self._settings.put("global", radio, remembered)
            elif not self.airplane and now in (remembered, "2"):
                self._settings.put("global", radio, "1")
