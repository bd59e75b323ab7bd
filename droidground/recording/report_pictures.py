"""The frames of a recording as small WebP pictures that fit into one page together."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import PIL.Image

from droidground.errors import RecordingUnreadable

BUDGET = 48_000_000
"""Bytes of all pictures together, as base64; a page of 50 MB leaves the rest to words."""
LADDER = ((2, 70), (2, 40), (4, 50), (8, 30))
"""Divisors of width and height, with WebP's quality: the first that fits is taken."""
EFFORT = 2
"""WebP's `method`: 4, its default, takes twice as long for 5 % fewer bytes."""
WORKERS = 4


def encode_pictures(paths: Iterable[Path]) -> Iterator[str]:
    """Yield each picture as base64 of WebP, in order; none larger than its share of `BUDGET`.

    Raises `RecordingUnreadable` for a file that is gone or damaged.
    """
    todo = list(paths)
    share = BUDGET * 3 // 4 // max(1, len(todo))
    with ThreadPoolExecutor(WORKERS) as pool:
        for data in pool.map(lambda path: _small(path, share), todo):
            yield base64.b64encode(data).decode()


def _small(path: Path, share: int) -> bytes:
    try:
        with PIL.Image.open(path) as image:
            whole = image.convert("RGB")
    except OSError as exc:
        raise RecordingUnreadable(
            f"the picture {path} cannot be read: {exc.strerror or exc}",
            folder=path.parent.parent,
            hint="Record it again, or copy the recording's frames/ as well.",
        ) from exc
    data = b""
    for divisor, quality in LADDER:
        out = io.BytesIO()
        whole.reduce(divisor).save(out, "WEBP", quality=quality, method=EFFORT)
        data = out.getvalue()
        if len(data) <= share:
            break
    return data
