"""What recording costs a live tap, and how long a replayed step takes."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from droidground.config import DeviceSettings
from droidground.device import connect_device
from droidground.device.private_server import private_adb_server
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground.recording import record, replay
from droidground_emulator.virtual import daemon
from droidground_emulator.virtual.launch import parse_launch

ROUNDS = 12
WORDS = "Airplane mode switch"
PAGE = "android.settings.AIRPLANE_MODE_SETTINGS"


def taps(phone: Phone, count: int) -> list[float]:
    """Milliseconds of each of some taps on a switch."""
    spent = []
    for _ in range(count):
        start = time.perf_counter()
        phone.tap(WORDS)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def main() -> None:
    """Tap with and without a recorder in turn, then replay."""
    with tempfile.TemporaryDirectory() as place, private_adb_server(None) as server:
        folder = Path(place)
        (row,) = daemon.start_background(
            parse_launch([f"--state-dir={folder / 'phones'}", "--name=bench", "--seed=7"])
        )
        try:
            server.connect(row.serial)
            settings = DeviceSettings(serial=row.serial, adb_host=server.host, adb_port=server.port)
            with connect_device(settings) as device:
                device.shell(f"am start -W -a {PAGE}")
                device.settle(3.0)
                grounder = ElementsGrounder()
                plain = Phone(device, grounder)
                taps(plain, 2)
                bare: list[float] = []
                kept: list[float] = []
                with record(folder / "session", device, grounder) as recorded:
                    for _ in range(ROUNDS):
                        bare += taps(plain, 2)
                        kept += taps(recorded, 2)
        finally:
            daemon.stop(row.name, folder / "phones")
        again = taps(replay(folder / "session"), 2 * ROUNDS)
    one, other = statistics.median(bare), statistics.median(kept)
    sys.stdout.write(
        f"live tap: {one:.0f} ms; recorded: {other:.0f} ms ({(other / one - 1) * 100:+.0f} %)\n"
        f"replayed tap: {statistics.median(again):.2f} ms, slowest {max(again):.2f} ms\n"
    )


if __name__ == "__main__":
    main()
