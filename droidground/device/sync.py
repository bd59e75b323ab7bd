"""Files to and from the device: adb's `sync:` protocol, version 1 (adb's `SYNC.TXT`).

Every adbd speaks version 1. A request or a block is four letters and a little-endian number.
"""

from __future__ import annotations

import stat
import time
from pathlib import Path

from droidground.device.link import Link
from droidground.device.stream import AdbStream
from droidground.errors import AdbFailed, ShellFailed

BLOCK = 64 * 1024
"""The protocol's largest block."""
FILE_TIMEOUT_S = 300.0
REGULAR = stat.S_IFREG


def push_file(
    link: Link, source: Path, target: str, *, mode: int = 0o644, timeout_s: float = FILE_TIMEOUT_S
) -> None:
    """Copy a local file to the path `target` on the device.

    Raises `ShellFailed` with adbd's words when it refuses, and `OSError` for the local file.
    """
    with source.open("rb") as file, link.open("sync:", timeout_s=timeout_s) as stream:
        _send(stream, b"SEND", f"{target},{REGULAR | mode}".encode())
        while block := file.read(BLOCK):
            _send(stream, b"DATA", block)
        stream.send(b"DONE" + int(time.time()).to_bytes(4, "little"))
        kind, size = _receive(stream)
        if kind != b"OKAY":
            raise _refusal(stream, kind, size, f"push {target}")


def pull_file(link: Link, source: str, target: Path, *, timeout_s: float = FILE_TIMEOUT_S) -> None:
    """Copy the file `source` of the device to a local path. Raises as `push_file`."""
    with link.open("sync:", timeout_s=timeout_s) as stream:
        _send(stream, b"RECV", source.encode())
        kind, size = _receive(stream)
        if kind not in (b"DATA", b"DONE"):
            raise _refusal(stream, kind, size, f"pull {source}")
        with target.open("wb") as file:
            while kind == b"DATA":
                if size > BLOCK:
                    raise AdbFailed(
                        f"adbd sent a block of {size} bytes for {source!r}; {BLOCK} are allowed",
                        serial=stream.serial,
                        hint="Try again.",
                    )
                file.write(stream.receive_exactly(size))
                kind, size = _receive(stream)
        if kind != b"DONE":
            raise _refusal(stream, kind, size, f"pull {source}")


def _send(stream: AdbStream, kind: bytes, data: bytes) -> None:
    stream.send(kind + len(data).to_bytes(4, "little") + data)


def _receive(stream: AdbStream) -> tuple[bytes, int]:
    head = stream.receive_exactly(8)
    return head[:4], int.from_bytes(head[4:], "little")


def _refusal(stream: AdbStream, kind: bytes, size: int, doing: str) -> AdbFailed | ShellFailed:
    if kind != b"FAIL":
        return AdbFailed(
            f"adbd answered {kind!r} to {doing!r}", serial=stream.serial, hint="Try again."
        )
    said = stream.receive_exactly(min(size, BLOCK)).decode(errors="replace").strip()
    return ShellFailed(
        f"{doing}: {said}",
        command=doing,
        exit_code=1,
        stderr=said,
        serial=stream.serial,
        hint="Choose a path that adb's user may use, below /data/local/tmp or /sdcard.",
    )
