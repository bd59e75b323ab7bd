"""The `framebuffer:` service (AOSP packages/modules/adb, daemon/framebuffer_service.cpp)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_HEADER = struct.Struct("<14I")
_VERSION, _BITS, _SRGB = 2, 32, 1


def encode(image: Image.Image) -> bytes:
    """Return the header and RGBA pixels.

    The colour space is always sRGB: widely used clients take any other value for the size.
    """
    width, height = image.size
    pixels = image.convert("RGBA").tobytes()
    red, blue, green, alpha = (0, 8), (16, 8), (8, 8), (24, 8)
    header = (_VERSION, _BITS, _SRGB, len(pixels), width, height, *red, *blue, *green, *alpha)
    return _HEADER.pack(*header) + pixels
