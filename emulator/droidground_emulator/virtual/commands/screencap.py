"""screencap: the frame, raw or as PNG."""

from __future__ import annotations

import io
import struct
import threading
from typing import TYPE_CHECKING

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.state.display import PHYSICAL_ID

if TYPE_CHECKING:
    from PIL import Image

_RGBA_8888, _SRGB = 1, 1
_USAGE = f"""usage: screencap [-hp] [-d display-id] [FILENAME]
   -h: this message
   -p: save the file as a png.
   -d: specify the display ID to capture, default: {PHYSICAL_ID}
       see "dumpsys SurfaceFlinger --display-id" for valid display IDs.
If FILENAME ends with .png it will be saved as a png.
If FILENAME is not given, the results will be printed to stdout.
"""
_WARNING = f"""[Warning] Multiple displays were found, but no display id was specified! Defaulting to the first display found, however this default is not guaranteed to be consistent across captures. A display id should be specified.
A display ID can be specified with the [-d display-id] option.
See "dumpsys SurfaceFlinger --display-id" for valid display IDs.
Defaulting to display ID {PHYSICAL_ID}
"""  # noqa: E501


def screencap(call: Call) -> int:
    """Write the frame to stdout or a file."""
    png, display, name = _read_options(call)
    if call.system.faults.hit("display_warning", "screencap") and not display:
        call.err(_WARNING)
    if display and display not in (str(PHYSICAL_ID), "0"):
        raise Failure(f"Display Id '{display}' is not valid.\n{_USAGE}", 1)
    frame = call.system.frame()
    as_png = png or name.endswith(".png")
    data = call.system.png.encode(frame) if as_png else encode_raw(frame)
    if name:
        call.system.files.write(call.path(name), data, mode=0o660)
    else:
        call.io.stdout.write(data)
    return 0


def _read_options(call: Call) -> tuple[bool, str, str]:
    png, display, name = False, "", ""
    words = list(call.args)
    while words:
        word = words.pop(0)
        if word == "-p":
            png = True
        elif word == "-d" and words:
            display = words.pop(0)
        elif word.startswith("-d") and len(word) > 2:
            display = word[2:]
        elif word.startswith("-") or name:
            raise Failure(_USAGE, 0 if word == "-h" else 1)
        else:
            name = word
    return png, display, name


def encode_raw(frame: Image.Image) -> bytes:
    """Return Android 9's raw format: width, height, format, colour space, then RGBA rows."""
    head = struct.pack("<4I", frame.width, frame.height, _RGBA_8888, _SRGB)
    return head + frame.convert("RGBA").tobytes()


class PngEncoder:
    """Encodes frames; the same frame is encoded once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[Image.Image, bytes] | None = None

    def encode(self, frame: Image.Image) -> bytes:
        """Return the frame as a PNG: what its screen compressed itself, else RGBA."""
        ready = frame.info.get("png")
        if isinstance(ready, bytes):
            return ready
        with self._lock:
            if self._last is not None and self._last[0] is frame:
                return self._last[1]
        buffer = io.BytesIO()
        frame.convert("RGBA").save(buffer, "PNG", compress_level=1)
        data = buffer.getvalue()
        with self._lock:
            self._last = (frame, data)
        return data
