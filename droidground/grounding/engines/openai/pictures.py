"""Pictures as data URLs: the same bytes for the same picture, so that servers know it again."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections import OrderedDict

import PIL.Image

from droidground.grounding.models.engine import ImagePart
from droidground.screen import encode_png

KEPT = 16


class DataUrls:
    """The last pictures, each encoded once."""

    def __init__(self) -> None:
        self._urls: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, part: ImagePart) -> str:
        """Return a picture as a PNG data URL."""
        key = picture_key(part)
        with self._lock:
            url = self._urls.get(key)
        url = url or png_url(part)  # several pictures are encoded side by side
        with self._lock:
            self._urls[key] = url
            self._urls.move_to_end(key)
            if len(self._urls) > KEPT:
                self._urls.popitem(last=False)
        return url


def picture_key(part: ImagePart) -> str:
    """Return what tells pictures apart."""
    if part.key:
        return part.key
    digest = hashlib.blake2b(part.pixels.tobytes(), digest_size=16).hexdigest()
    return f"{part.pixels.shape[1]}x{part.pixels.shape[0]}-{digest}"


def png_url(part: ImagePart) -> str:
    """Encode a picture without loss."""
    png = encode_png(PIL.Image.fromarray(part.pixels))
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
