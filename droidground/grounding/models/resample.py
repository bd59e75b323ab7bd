"""The one resize: bicubic (or Lanczos) of 8-bit RGB, the same on every version of Pillow.

Pillow resizes one axis, rounds to 8 bits, then resizes the other. Up to version 12 the horizontal
pass always came first; from 13 on it is the vertical one for some shapes (python-pillow#9549), and
up to a fifth of the grey levels move by that. Models were trained on pixels of the old order, so
the two passes are asked for one by one: horizontal, then vertical. Pillow's filter is antialiased
(its support grows with the reduction), a = -0.5 for bicubic.

Within a pass every line is on its own, so strips of lines go to threads of their own (Pillow lets
go of the interpreter), and the pixels stay the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from droidground.geometry import Size

FILTERS = {
    "bicubic": PIL.Image.Resampling.BICUBIC,
    "lanczos": PIL.Image.Resampling.LANCZOS,
}
THREADS = min(4, os.cpu_count() or 1)


def resample(pixels: NDArray[np.uint8], size: Size, method: str = "bicubic") -> NDArray[np.uint8]:
    """Return height x width x 3 pixels in another size; the same array when nothing changes."""
    height, width = pixels.shape[:2]
    if (width, height) == (size.width, size.height):
        return pixels
    across = np.empty((height, size.width, 3), np.uint8)
    whole = np.empty((size.height, size.width, 3), np.uint8)

    def horizontal(rows: slice) -> None:
        across[rows] = _resized(pixels[rows], size.width, None, method)

    def vertical(columns: slice) -> None:
        whole[:, columns] = _resized(across[:, columns], None, size.height, method)

    _in_strips(height, horizontal)
    _in_strips(size.width, vertical)
    return whole


def _resized(
    pixels: NDArray[np.uint8], width: int | None, height: int | None, method: str
) -> NDArray[np.uint8]:
    """Resize one side; None keeps the other."""
    size = width or pixels.shape[1], height or pixels.shape[0]
    return np.asarray(PIL.Image.fromarray(pixels).resize(size, FILTERS[method]))


def _in_strips(lines: int, work: Callable[[slice], None]) -> None:
    """Do `work` for strips of so many lines side by side; no strip is empty."""
    cuts = [lines * part // THREADS for part in range(THREADS + 1)]
    strips = [slice(start, end) for start, end in pairwise(cuts) if start < end]
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, strip) for strip in strips]:
            done.result()
