"""adb packets: a 24-byte header and up to 1 MiB of data.

Source: AOSP packages/modules/adb, protocol.txt.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

HEADER = struct.Struct("<6I")
"""Command, arg0, arg1, data length, data checksum, magic."""

MAX_PAYLOAD = 1 << 20
VERSION = 0x01000001
VERSION_SKIPS_CHECKSUM = 0x01000001
"""From this version on the peer neither sends nor checks checksums."""

Data = bytes | bytearray | memoryview


class Command(IntEnum):
    """What a packet is for; the value is its four letters, little-endian."""

    SYNC = 0x434E5953
    CNXN = 0x4E584E43
    AUTH = 0x48545541
    OPEN = 0x4E45504F
    OKAY = 0x59414B4F
    CLSE = 0x45534C43
    WRTE = 0x45545257
    STLS = 0x534C5453


class ProtocolError(Exception):
    """The peer sent what no adb sends; its connection is dropped."""


class Source(Protocol):
    """Where packets are read from: a buffered file of the socket."""

    def read(self, count: int, /) -> bytes:
        """Return exactly `count` bytes, fewer only at the end."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet as received."""

    command: int
    arg0: int
    arg1: int
    data: bytes = b""
    checksum: int = 0


def encode_header(command: int, arg0: int, arg1: int, data: Data) -> bytes:
    """Return the header that goes before `data`, with a right checksum on the handshake."""
    checked = command in (Command.CNXN, Command.AUTH)
    checksum = sum(data) & 0xFFFFFFFF if checked else 0
    return HEADER.pack(command, arg0, arg1, len(data), checksum, command ^ 0xFFFFFFFF)


def read_packet(source: Source) -> Packet | None:
    """Read one packet, None at the end of the connection; raises ProtocolError on garbage."""
    header = source.read(HEADER.size)
    if not header:
        return None
    if len(header) < HEADER.size:
        raise ProtocolError("the connection ended inside a header")
    command, arg0, arg1, length, checksum, magic = HEADER.unpack(header)
    if magic != command ^ 0xFFFFFFFF:
        raise ProtocolError(f"magic {magic:#010x} does not fit command {command:#010x}")
    if length > MAX_PAYLOAD:
        raise ProtocolError(f"{length} bytes of data announced, {MAX_PAYLOAD} allowed")
    data = source.read(length) if length else b""
    if len(data) < length:
        raise ProtocolError("the connection ended inside a packet")
    return Packet(command, arg0, arg1, data, checksum)


def check_sum(packet: Packet) -> None:
    """Check the data of a peer older than VERSION_SKIPS_CHECKSUM; raises ProtocolError."""
    if sum(packet.data) & 0xFFFFFFFF != packet.checksum:
        raise ProtocolError("wrong checksum")
