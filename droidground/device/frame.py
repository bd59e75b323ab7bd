"""From the bytes that `screencap` writes to pixels. Pure: no device.

The raw form is a header of little-endian 32-bit numbers (width, height, pixel format and, since
Android 9, colour space) and tightly packed rows (AOSP `screencap.cpp`). The header's length follows
from the total, never from the Android version.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from droidground.errors import InvalidImage, ScreenshotFailed
from droidground.screen import Pixels, decode_image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xae\x42\x60\x82"
HEADER_LENGTHS = (16, 12)
LARGEST_SIDE = 16384
RETRY_HINT = "Try again; check the cable or the network if it happens often."


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """One of Android's pixel formats and how it becomes RGB."""

    name: str
    bytes_per_pixel: int
    to_rgb: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    """Takes height x width x bytes, gives height x width x 3."""


def _drop_fourth(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Pillow takes three bytes of four in a third of the time that numpy needs."""
    return np.asarray(PIL.Image.fromarray(raw).convert("RGB"))


def _from_bgra(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return raw[:, :, 2::-1]


def _from_565(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    value = raw.view("<u2")[:, :, 0].astype(np.uint32)
    red, green, blue = value >> 11, (value >> 5) & 0x3F, value & 0x1F
    scaled = (red * 255 // 31, green * 255 // 63, blue * 255 // 31)
    return np.stack(scaled, axis=2).astype(np.uint8)


def _from_half_floats(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    colour = np.nan_to_num(raw.view("<f2")[:, :, :3].astype(np.float32))
    return (np.clip(colour, 0, 1) * 255 + 0.5).astype(np.uint8)


def _from_1010102(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    value = raw.view("<u4")[:, :, 0]
    channels = (value >> 2, value >> 12, value >> 22)
    return np.stack([channel & 0xFF for channel in channels], axis=2).astype(np.uint8)


FORMATS: dict[int, PixelFormat] = {
    1: PixelFormat("RGBA_8888", 4, _drop_fourth),
    2: PixelFormat("RGBX_8888", 4, _drop_fourth),
    3: PixelFormat("RGB_888", 3, lambda raw: raw),
    4: PixelFormat("RGB_565", 2, _from_565),
    5: PixelFormat("BGRA_8888", 4, _from_bgra),
    22: PixelFormat("RGBA_FP16", 8, _from_half_floats),
    43: PixelFormat("RGBA_1010102", 4, _from_1010102),
}
"""Android's `PIXEL_FORMAT_*` values."""


def decode_raw(data: bytes | bytearray) -> Pixels:
    """Decode raw `screencap` output to RGB; alpha is dropped, for it means nothing there.

    Raises `ScreenshotFailed`, with the sizes expected and got, for anything but one whole frame.
    """
    if len(data) < min(HEADER_LENGTHS):
        raise ScreenshotFailed(
            f"the frame is cut off: {len(data)} bytes are no header", hint=RETRY_HINT
        )
    width, height, number = struct.unpack_from("<III", data)
    pixel_format = FORMATS.get(number)
    if pixel_format is None or not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        start = bytes(data[:16]).hex(" ")
        raise ScreenshotFailed(f"these {len(data)} bytes are no frame: {start}", hint=RETRY_HINT)
    depth = pixel_format.bytes_per_pixel
    header = len(data) - width * height * depth
    if header not in HEADER_LENGTHS:
        raise ScreenshotFailed(
            f"the frame of {width}x{height} in {pixel_format.name} is cut off: "
            f"{len(data)} bytes, expected {width * height * depth + HEADER_LENGTHS[0]}",
            hint=RETRY_HINT,
        )
    raw = np.frombuffer(data, np.uint8, offset=header).reshape(height, width, depth)
    return np.array(pixel_format.to_rgb(raw), order="C")


def decode_png(data: bytes | bytearray) -> Pixels:
    """Decode `screencap -p` output to RGB, without what was printed before the picture.

    Raises `ScreenshotFailed` when there is no whole PNG in it.
    """
    start = data.find(PNG_SIGNATURE)
    if start < 0:
        said = bytes(data[:120]).decode(errors="replace").strip()
        raise ScreenshotFailed(
            f"screencap gave no PNG but {len(data)} bytes: {said!r}", hint=RETRY_HINT
        )
    if data.find(PNG_END, start) < 0:
        raise ScreenshotFailed(
            f"the PNG is cut off after {len(data) - start} bytes, before its end", hint=RETRY_HINT
        )
    try:
        return decode_image(bytes(data[start:]), "the screenshot")
    except InvalidImage as exc:
        raise ScreenshotFailed(exc.message, hint=RETRY_HINT) from exc
