"""What a worker and its owner say to each other, and the loop of a worker.

This file runs on both sides. A worker's Python is another one, with other packages, so nothing but
the standard library of Python 3.8 is used here, and the worker runs it by its path:

    python -I -u wire.py FILE_DESCRIPTOR METHODS_FILE

A message is the length of a header (4 bytes, big-endian), the header (a JSON object) and its blobs,
whose lengths the header gives as `sizes`. A request has `method` and `arguments`; the answer to it
has `result`, or `error` with `type`, `message` and `traceback`. A worker that has started says
`{"ready": true}`. METHODS_FILE defines `METHODS`, from names to functions that take arguments and
blobs and return a result and blobs.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import struct
import sys
import traceback

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Header = dict[str, Any]
    Method = Callable[[Header, "list[bytes]"], "tuple[Header, Sequence[bytes]]"]

LENGTH = struct.Struct(">I")
LONGEST_HEADER = 16 * 2**20
LARGEST_BLOB = 2**31


class WireError(ValueError):
    """What came is no message."""


def write_message(send: Callable[[bytes], Any], header: Header, blobs: Sequence[bytes]) -> None:
    """Send one message, its blobs' sizes added to its header."""
    said = json.dumps({**header, "sizes": [len(blob) for blob in blobs]}).encode()
    send(LENGTH.pack(len(said)) + said)
    for blob in blobs:
        send(blob)


def read_message(receive: Callable[[int], bytes]) -> tuple[Header, list[bytes]]:
    """Read one message; `receive` gives exactly as many bytes as asked for, or raises `EOFError`.

    Raises `WireError` for anything that is no message.
    """
    (length,) = LENGTH.unpack(receive(LENGTH.size))
    if not 2 <= length <= LONGEST_HEADER:
        raise WireError(f"a header of {length} bytes")
    said = receive(length)
    try:
        header = json.loads(said)
        sizes = header["sizes"]
        whole = all(isinstance(size, int) and 0 <= size <= LARGEST_BLOB for size in sizes)
    except (ValueError, TypeError, KeyError) as exc:
        raise WireError(f"no header: {said[:200]!r}") from exc
    if not whole:
        raise WireError(f"blobs of {sizes} bytes")
    return header, [receive(size) for size in sizes]


def receiver(connection: socket.socket) -> Callable[[int], bytes]:
    """Return a function that reads so many bytes from a connection."""

    def receive(count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = connection.recv(min(count - len(parts), 2**20))
            if not part:
                raise EOFError(f"the connection ended after {len(parts)} bytes of {count}")
            parts += part
        return bytes(parts)

    return receive


def serve(connection: socket.socket, methods: dict[str, Method]) -> None:
    """Answer requests until the other side closes the connection."""
    receive = receiver(connection)
    write_message(connection.sendall, {"ready": True}, [])
    while True:
        try:
            header, blobs = read_message(receive)
        except EOFError:
            return
        answer, parts = _answered(methods, header, blobs)
        write_message(connection.sendall, answer, parts)


def _answered(
    methods: dict[str, Method], header: Header, blobs: list[bytes]
) -> tuple[Header, Sequence[bytes]]:
    try:
        result, parts = methods[header["method"]](header["arguments"], blobs)
    except Exception as exc:  # noqa: BLE001 - carried across, and raised there
        return _error(exc), []
    return {"result": result}, parts


def _error(exc: BaseException) -> Header:
    lines = traceback.format_exception(type(exc), exc, exc.__traceback__)
    return {
        "error": {
            "type": type(exc).__name__,
            "message": str(exc),
            "traceback": "".join(lines),
        }
    }


def _load(path: str) -> dict[str, Method]:
    spec = importlib.util.spec_from_file_location("worker_methods", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    methods: dict[str, Method] = module.METHODS
    return methods


def main(arguments: Sequence[str]) -> None:
    """Run a worker: what it prints goes to stderr, and never into a message."""
    descriptor, path = arguments
    connection = socket.socket(fileno=int(descriptor))
    connection.set_inheritable(False)
    os.dup2(2, 1)
    try:
        methods = _load(path)
    except BaseException as exc:
        write_message(connection.sendall, _error(exc), [])
        raise
    serve(connection, methods)


if __name__ == "__main__":
    main(sys.argv[1:])
