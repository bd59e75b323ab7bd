"""Screenshots as adb gives them."""

import io

from PIL import Image

from tests.emulator.stores.conftest import Adb


def screenshot(adb: Adb) -> Image.Image:
    """`adb exec-out screencap -p`."""
    done = adb.server.run("-s", adb.serial, "exec-out", "screencap", "-p")
    assert (done.returncode, done.stderr) == (0, b"")
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")
