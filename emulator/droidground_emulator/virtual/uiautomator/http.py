"""The little HTTP that uiautomator2's server speaks (NanoHTTPD's part of HTTP/1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.guest import Stream

_HEAD_LIMIT = 64 * 1024
_BODY_LIMIT = 64 * 1024 * 1024
_LENGTH_DIGITS = 10
_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 413: "Payload Too Large"}


class BadRequest(Exception):
    """The request cannot be read; `status` says how to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    method: str
    path: str
    body: bytes = b""
    keep_alive: bool = True


def read_request(stream: Stream) -> Request | None:
    """Return the next request, None when the client has gone.

    Raises:
        BadRequest: it is malformed or too large.
    """
    head = _read_head(stream)
    if head is None:
        return None
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split()
    if len(words) != 3 or not words[2].startswith("HTTP/"):
        raise BadRequest(400)
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    length = headers.get("content-length", "0")
    if not length.isdecimal():
        raise BadRequest(400)
    if len(length) > _LENGTH_DIGITS or int(length) > _BODY_LIMIT:
        raise BadRequest(413)
    body = _read_exactly(stream, int(length))
    if body is None:
        return None
    keep = headers.get("connection", "").lower() != "close" and words[2] != "HTTP/1.0"
    return Request(words[0], words[1], body, keep)


def write_response(
    stream: Stream, status: int, body: bytes, kind: str, *, keep_alive: bool
) -> None:
    """Send a whole response at once."""
    head = (
        f"HTTP/1.1 {status} {_REASONS.get(status, 'Error')}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Connection: {'keep-alive' if keep_alive else 'close'}\r\n\r\n"
    )
    stream.write(head.encode() + body)


def _read_head(stream: Stream) -> bytes | None:
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        byte = stream.read(1)
        if not byte:
            return None
        head += byte
        if len(head) > _HEAD_LIMIT:
            raise BadRequest(413)
    return bytes(head[:-4])


def _read_exactly(stream: Stream, count: int) -> bytes | None:
    chunks: list[bytes] = []
    while count:
        chunk = stream.read(min(count, 65536))
        if not chunk:
            return None
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
