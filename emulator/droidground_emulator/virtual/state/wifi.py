"""Wi-Fi networks: those around, those the phone knows, and the one it is on."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.xml_file import read_xml, write_xml

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.state.changes import Changes
    from droidground_emulator.virtual.state.radios import Radios

_FILE = "/data/misc/apexdata/com.android.wifi/WifiConfigStore.xml"
IP_ADDRESS, PREFIX_LENGTH, GATEWAY = "10.0.2.16", 24, "10.0.2.2"
BROADCAST, NETMASK = "10.0.2.255", "255.255.255.0"
MAC_ADDRESS = "02:00:00:44:55:66"


@dataclass(frozen=True, slots=True)
class AccessPoint:
    """A network in reach."""

    ssid: str
    bssid: str
    rssi: int
    """Strength in dBm."""
    frequency: int = 2447
    """MHz."""
    secured: bool = True

    @property
    def level(self) -> int:
        """Bars, 0 to 4 (WifiManager.calculateSignalLevel between -88 and -55 dBm)."""
        return min(max((self.rssi + 88) * 4 // 33, 0), 4)


FIRST = AccessPoint("AndroidWifi", "02:15:b2:00:01:00", -50, secured=False)
"""The emulator's own network, which a new phone is on."""
AROUND = (
    FIRST,
    AccessPoint("Home", "02:15:b2:00:02:00", -58),
    AccessPoint("Office Guest", "02:15:b2:00:03:00", -61),
    AccessPoint("Library", "02:15:b2:00:04:00", -64, secured=False),
    AccessPoint("Cafe Central", "02:15:b2:00:05:00", -70),
    AccessPoint("Printer 4F2A", "02:15:b2:00:06:00", -74),
    AccessPoint("Neighbour 5G", "02:15:b2:00:07:00", -79, 5180),
)


class Wifi:
    """What is kept are the known networks, the last one joined at the end; safe from any thread."""

    def __init__(self, radios: Radios, files: Files, changes: Changes) -> None:
        """Load the networks that an earlier boot knew; a new phone knows the emulator's."""
        self._radios = radios
        self._files = files
        self._changes = changes
        self._lock = threading.Lock()
        self._known = self._load()

    @property
    def known(self) -> tuple[str, ...]:
        """SSIDs of the networks the phone would join by itself."""
        return self._known

    @property
    def connected(self) -> AccessPoint | None:
        """The network the phone is on: the last one joined, while Wi-Fi is on."""
        if not (self._radios.wifi and self._known):
            return None
        return self._at(self._known[-1])

    def around(self) -> tuple[AccessPoint, ...]:
        """Return the networks in reach, the strongest first; none while Wi-Fi is off."""
        if not self._radios.wifi:
            return ()
        named = {point.ssid for point in AROUND}
        hidden = (self._at(ssid) for ssid in self._known if ssid not in named)
        return tuple(sorted((*AROUND, *hidden), key=lambda point: -point.rssi))

    def join(self, ssid: str) -> None:
        """Know a network and be on it."""
        with self._lock:
            self._known = (*(name for name in self._known if name != ssid), ssid)
            self._save()
        self._changes.note()

    def forget(self, ssid: str) -> bool:
        """Forget a network; False when it was not known. The phone falls back to another."""
        with self._lock:
            if ssid not in self._known:
                return False
            self._known = tuple(name for name in self._known if name != ssid)
            self._save()
        self._changes.note()
        return True

    def reset(self) -> None:
        """Know only what a new phone knows."""
        with self._lock:
            self._known = (FIRST.ssid,)
            self._save()
        self._changes.note()

    def _at(self, ssid: str) -> AccessPoint:
        """Return the access point of a network; one that was typed in is a hidden one nearby."""
        return next(
            (point for point in AROUND if point.ssid == ssid),
            AccessPoint(ssid, "02:15:b2:00:08:00", -66),
        )

    def _load(self) -> tuple[str, ...]:
        root = read_xml(self._files, _FILE)
        if root is None:
            return (FIRST.ssid,)
        return tuple(node.text.strip('"') for node in root.iter("string") if node.text)

    def _save(self) -> None:
        root = ET.Element("WifiConfigStoreData")
        networks = ET.SubElement(root, "NetworkList")
        for ssid in self._known:
            name = ET.SubElement(ET.SubElement(networks, "Network"), "string", name="SSID")
            name.text = f'"{ssid}"'
        write_xml(self._files, _FILE, root)
