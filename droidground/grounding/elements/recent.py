"""What was made of pixels before, kept by the pixels."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np

from droidground.screen import Pixels

V = TypeVar("V")


class Recent(Generic[V]):
    """The most recently used values, up to a number of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[bytes, V] = OrderedDict()

    def get(self, pixels: Pixels, make: Callable[[], V]) -> V:
        """Return the value of these very pixels, made when it is not there."""
        key = _digest(pixels)
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = self._values[key] = make()
        if len(self._values) > self._size:
            self._values.popitem(last=False)
        return value


def _digest(pixels: Pixels) -> bytes:
    digest = hashlib.sha1(repr(pixels.shape).encode(), usedforsecurity=False)
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.digest()
