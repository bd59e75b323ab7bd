"""Pictures of a question: from anything that shows one to what a model sees."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from droidground.grounding.chat.fetch import read_source
from droidground.grounding.models.engine import ImagePart
from droidground.grounding.models.image import ImageOptions, frame_key, prepare_image
from droidground.grounding.models.profile import ImageRule
from droidground.screen import Screenshot, decode_image

Source: TypeAlias = str | Path | bytes | Screenshot
"""A path, a `file:`, `http(s):` or base64 `data:` URL, an image file's bytes, or a frame."""


def load_picture(source: Source) -> Screenshot:
    """Return a picture as a frame.

    Raises `InvalidInput` when it cannot be read, `InvalidImage` when it is no image.
    """
    if isinstance(source, Screenshot):
        return source
    if isinstance(source, bytes):
        return Screenshot(decode_image(source))
    return Screenshot(decode_image(read_source(source), str(source)[:80]))


def shown(frame: Screenshot, rule: ImageRule, options: ImageOptions) -> ImagePart:
    """Return a frame as the model sees it. Raises as `prepare_image`."""
    return prepare_image(frame, rule, options, key=frame_key(frame)).part
