"""The host's side of the wire, packet by packet: says what no adb binary would say."""

import socket
import struct
from dataclasses import dataclass

from droidground_emulator.virtual.adbd.packet import (
    HEADER,
    VERSION,
    Command,
    Packet,
    encode_header,
    read_packet,
)

TIMEOUT_S = 10.0


@dataclass
class RawStream:
    """One stream, seen from the host."""

    host: "RawHost"
    local_id: int
    remote_id: int

    def write(self, data: bytes) -> None:
        """Send one packet and wait until it is taken."""
        self.host.send(Command.WRTE, self.local_id, self.remote_id, data)
        packet = self.host.receive()
        assert packet is not None
        assert packet.command == Command.OKAY

    def read_all(self) -> bytes:
        """Everything up to CLSE."""
        pieces = bytearray()
        while True:
            packet = self.host.receive()
            assert packet is not None, "the connection was dropped"
            if packet.command == Command.CLSE:
                return bytes(pieces)
            if packet.command == Command.WRTE:
                pieces += packet.data
                self.host.send(Command.OKAY, self.local_id, self.remote_id)

    def ask(self, data: bytes) -> bytes:
        """Send one packet; return the next data, which stays unacknowledged till then."""
        self.host.send(Command.WRTE, self.local_id, self.remote_id, data)
        return self.next_data()

    def next_data(self) -> bytes:
        """The next data packet; b"" at CLSE."""
        while (packet := self.host.receive()) is not None and packet.command != Command.CLSE:
            if packet.command == Command.WRTE:
                self.host.send(Command.OKAY, self.local_id, self.remote_id)
                return packet.data
        return b""


class RawHost:
    """One connection to a phone's adbd."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._source = self.socket.makefile("rb")
        self._next_id = 1

    def __enter__(self) -> "RawHost":
        return self

    def __exit__(self, *exc: object) -> None:
        self._source.close()
        self.socket.close()

    def send(self, command: int, arg0: int, arg1: int, data: bytes = b"") -> None:
        """Send one well-formed packet."""
        self.socket.sendall(encode_header(command, arg0, arg1, data) + data)

    def receive(self) -> Packet | None:
        """The next packet, None when the phone dropped the connection."""
        try:
            return read_packet(self._source)
        except ConnectionResetError:
            return None

    def hello(self, *, version: int = VERSION, max_payload: int = 1 << 20) -> Packet:
        """Shake hands; return the phone's banner."""
        self.send(Command.CNXN, version, max_payload, b"host::features=shell_v2")
        packet = self.receive()
        assert packet is not None
        assert packet.command == Command.CNXN
        return packet

    def open(self, service: bytes) -> RawStream | None:
        """Open a service, None when refused."""
        local_id = self._next_id
        self._next_id += 1
        self.send(Command.OPEN, local_id, 0, service + b"\0")
        packet = self.receive()
        assert packet is not None, "the connection was dropped"
        if packet.command == Command.CLSE:
            assert (packet.arg0, packet.arg1) == (0, local_id)
            return None
        assert (packet.command, packet.arg1) == (Command.OKAY, local_id)
        return RawStream(self, local_id, packet.arg0)

    def is_dropped(self) -> bool:
        """Read until the phone closes; a phone that does not is a timeout."""
        while self.receive() is not None:
            pass
        return True


def raw_header(command: int, length: int, *, magic: int | None = None) -> bytes:
    """A header of any kind."""
    magic = command ^ 0xFFFFFFFF if magic is None else magic
    return HEADER.pack(command, 1, 1, length, 0, magic)


def sync_request(name: bytes, path: bytes) -> bytes:
    """A sync request's first frame."""
    return struct.pack("<4sI", name, len(path)) + path
