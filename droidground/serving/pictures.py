"""Pictures that arrive as data URLs: each decoded once while it is asked about."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from droidground.errors import InvalidInput
from droidground.grounding.chat.fetch import from_base64
from droidground.grounding.models.engine import ImagePart
from droidground.screen import decode_image

KEPT = 8


class Pictures:
    """The last pictures by the bytes they came as, so that an engine knows them again."""

    def __init__(self) -> None:
        self._parts: OrderedDict[str, ImagePart] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, url: str) -> ImagePart:
        """Return a picture, with a key that is its own.

        Raises `InvalidInput` for what is no data URL of an image.
        """
        key = hashlib.blake2b(url.encode(), digest_size=16).hexdigest()
        with self._lock:
            part = self._parts.get(key) or ImagePart(decode_image(_bytes(url)), key)
            self._parts[key] = part
            self._parts.move_to_end(key)
            if len(self._parts) > KEPT:
                self._parts.popitem(last=False)
            return part


def _bytes(url: str) -> bytes:
    if not url.startswith("data:image"):
        raise InvalidInput(
            f"{url[:40]!r} is no data URL of an image",
            hint="Send the picture itself, as data:image/png;base64,...; nothing is fetched.",
        )
    return from_base64(url)
