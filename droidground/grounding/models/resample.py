"""The one resize: bicubic (or Lanczos) of 8-bit RGB, the same on every version of Pillow.

Pillow resizes one axis, rounds to 8 bits, then resizes the other. Up to version 12 the horizontal
pass always came first; from 13 on it is the vertical one for some shapes (python-pillow#9549), and
up to a fifth of the grey levels move by that. Models were trained on pixels of the old order, so
the two passes are asked for one by one: horizontal, then vertical. Pillow's filter is antialiased
(its support grows with the reduction), a = -0.5 for bicubic.
"""

from __future__ import annotations

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from droidground.geometry import Size

FILTERS = {
    "bicubic": PIL.Image.Resampling.BICUBIC,
    "lanczos": PIL.Image.Resampling.LANCZOS,
}


def resample(pixels: NDArray[np.uint8], size: Size, method: str = "bicubic") -> NDArray[np.uint8]:
    """Return height x width x 3 pixels in another size; the same array when nothing changes."""
    height, width = pixels.shape[:2]
    if (width, height) == (size.width, size.height):
        return pixels
    across = PIL.Image.fromarray(pixels).resize((size.width, height), FILTERS[method])
    return np.asarray(across.resize((size.width, size.height), FILTERS[method]))
