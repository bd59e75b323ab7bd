"""Bytes from wherever a user says: a file, a URL, base64."""

from __future__ import annotations

import base64
import binascii
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit

from droidground.errors import InvalidInput

MOST_BYTES = 256 * 2**20
TIMEOUT_S = 30.0
CHUNK = 2**20


def read_source(source: str | Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return what a path, a `file:`, `http:` or `https:` URL, or a `data:` URL in base64 holds.

    Raises `InvalidInput` when there is nothing, it cannot be reached within 30 s, or it is larger
    than `most_bytes`.
    """
    text = str(source)
    scheme = text[:8].partition(":")[0].lower()
    if isinstance(source, str) and scheme == "data":
        return from_base64(text, most_bytes)
    if isinstance(source, str) and scheme in ("http", "https"):
        return _from_web(text, most_bytes)
    path = local_path(source)
    try:
        if path.stat().st_size > most_bytes:
            raise _too_large(text, most_bytes)
        return path.read_bytes()
    except OSError as exc:
        raise InvalidInput(
            f"cannot read {path}: {exc.strerror or exc}", hint="Check the path."
        ) from exc


def local_path(source: str | Path) -> Path:
    """Return the path that a source is, or that its `file:` URL names."""
    if isinstance(source, str) and source.lower().startswith("file:"):
        return Path(unquote(urlsplit(source).path))
    return Path(source).expanduser()


def from_base64(url: str, most_bytes: int = MOST_BYTES) -> bytes:
    """Return what a `data:` URL in base64 holds. Raises `InvalidInput`."""
    head, comma, data = url.partition(",")
    if not (comma and head.lower().endswith(";base64")):
        raise InvalidInput(f"{url[:40]!r} is no data URL in base64", hint="data:image;base64,...")
    if len(data) * 3 // 4 > most_bytes:
        raise _too_large(head, most_bytes)
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as exc:
        raise InvalidInput(f"what follows {head!r} is no base64: {exc}") from exc


def _from_web(url: str, most_bytes: int) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": "droidground"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            data = bytearray()
            while chunk := answer.read(CHUNK):
                data += chunk
                if len(data) > most_bytes:
                    raise _too_large(url, most_bytes)
            return bytes(data)
    except urllib.error.HTTPError as exc:
        with exc:
            raise InvalidInput(f"{url} answered {exc.code} {exc.reason}") from exc
    except (OSError, HTTPException, ValueError) as exc:
        raise InvalidInput(
            f"{url} cannot be fetched: {getattr(exc, 'reason', None) or exc}",
            hint="Check the URL, or save the file and give its path.",
        ) from exc


def _too_large(name: str, most_bytes: int) -> InvalidInput:
    return InvalidInput(
        f"{name[:80]} is larger than {most_bytes // 2**20} MiB",
        hint="Give a smaller or shorter one.",
    )
