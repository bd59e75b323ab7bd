"""One connection of an adb server: the handshake, then streams."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from droidground_emulator.virtual.adbd import packet as wire
from droidground_emulator.virtual.adbd.auth import (
    RSAPUBLICKEY,
    SIGNATURE,
    TOKEN,
    Authenticator,
    AuthMode,
    AuthPolicy,
)
from droidground_emulator.virtual.adbd.packet import Command, Data, Packet, ProtocolError
from droidground_emulator.virtual.adbd.stream import AdbStream

log = logging.getLogger(__name__)

FEATURES = (
    "shell_v2",
    "cmd",
    "stat_v2",
    "ls_v2",
    "fixed_push_mkdir",
    "apex",
    "abb",
    "fixed_push_symlink_timestamp",
    "abb_exec",
    "sendrecv_v2",
)
"""No compression and no delayed_ack: a host uses whatever is advertised."""

STREAMS_MAX = 512
"""Open streams of one connection; more are refused."""

_BANNER_PROPERTIES = ("ro.product.name", "ro.product.model", "ro.product.device")
_SMALL = 1 << 16


class Serve(Protocol):
    """Answers one service on a thread of its own."""

    def __call__(self, service: str, stream: AdbStream, connection: Connection) -> None:
        """Accept and serve, or return without accepting to refuse."""


class Connection:
    """One socket of an adb server."""

    def __init__(
        self,
        sock: socket.socket,
        *,
        properties: Mapping[str, str],
        auth: AuthPolicy,
        serve: Serve,
        on_end: Callable[[Connection], None],
    ) -> None:
        """Take over `sock`; `serve` gets each service the host opens."""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
        self.max_payload = 4096
        self._sock = sock
        self._properties = properties
        self._authenticator = Authenticator(auth)
        self._asks = auth.mode is not AuthMode.NONE
        self._serve = serve
        self._on_end = on_end
        self._online = False
        self._checks_sums = False
        self._allowing: threading.Timer | None = None
        self._sending = threading.Lock()
        self._table = threading.Lock()
        self._streams: dict[int, AdbStream] = {}
        self._last_id = 0
        self._thread = threading.Thread(target=self._read_packets, name="adbd", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def drop(self) -> None:
        """Cut the connection as a pulled cable does; streams end with it."""
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("already cut")

    def join(self, timeout_s: float) -> None:
        """Wait until the reader has ended."""
        if self._thread is not threading.current_thread():
            self._thread.join(timeout_s)

    def send(self, command: int, arg0: int, arg1: int, data: Data = b"") -> None:
        """Send one packet; raises BrokenPipeError when the connection is gone."""
        header = wire.encode_header(command, arg0, arg1, data)
        try:
            with self._sending:
                if len(data) <= _SMALL:
                    self._sock.sendall(header + data)
                else:
                    self._sock.sendall(header)
                    self._sock.sendall(data)
        except OSError as exc:
            raise BrokenPipeError("the adb connection is gone") from exc

    def forget(self, stream: AdbStream) -> None:
        """Drop a closed stream from the table."""
        with self._table:
            self._streams.pop(stream.local_id, None)

    def open(self, destination: str) -> AdbStream | None:
        """Open a stream to the host (`reverse`), as "tcp:6711"; None when it refuses."""
        stream = self._new_stream(0)
        if stream is None:
            return None
        self.send(
            Command.OPEN, stream.local_id, 0, destination.encode("utf-8", "surrogateescape") + b"\0"
        )
        if stream.wait_accepted():
            return stream
        self.forget(stream)
        return None

    # The reader

    def _read_packets(self) -> None:
        try:
            with self._sock.makefile("rb", buffering=_SMALL) as source:
                while (packet := wire.read_packet(source)) is not None:
                    if self._checks_sums:
                        wire.check_sum(packet)
                    self._take(packet)
        except ProtocolError as exc:
            log.warning("connection dropped: %s", exc)
        except OSError as exc:
            log.debug("connection lost: %s", exc)
        finally:
            self._end()

    def _end(self) -> None:
        self.drop()
        self._sock.close()
        if self._allowing is not None:
            self._allowing.cancel()
        with self._table:
            streams = list(self._streams.values())
        for stream in streams:
            stream.on_close()
        self._on_end(self)

    def _take(self, packet: Packet) -> None:
        if packet.command == Command.CNXN:
            self._take_hello(packet)
        elif packet.command == Command.AUTH:
            self._take_auth(packet)
        elif not self._online:
            raise ProtocolError("a packet before the handshake")
        elif packet.command == Command.OPEN:
            self._take_open(packet)
        elif packet.command in (Command.OKAY, Command.WRTE, Command.CLSE):
            self._take_for_stream(packet)
        else:
            log.debug("packet %#010x ignored", packet.command)

    # The handshake

    def _take_hello(self, packet: Packet) -> None:
        if self._online or not packet.arg1:
            raise ProtocolError("a CNXN that makes no sense")
        self.max_payload = min(packet.arg1, wire.MAX_PAYLOAD)
        self._checks_sums = packet.arg0 < wire.VERSION_SKIPS_CHECKSUM
        if self._asks:
            self.send(Command.AUTH, TOKEN, 0, self._authenticator.challenge())
        else:
            self._let_in()

    def _take_auth(self, packet: Packet) -> None:
        if self._online:
            return
        if packet.arg0 == SIGNATURE and self._authenticator.signed(packet.data):
            self._let_in()
        elif packet.arg0 == SIGNATURE:
            self.send(Command.AUTH, TOKEN, 0, self._authenticator.challenge())
        elif packet.arg0 == RSAPUBLICKEY and self._allowing is None:
            delay = self._authenticator.asked(packet.data)
            if delay is not None:
                self._allowing = threading.Timer(delay, self._allow)
                self._allowing.daemon = True
                self._allowing.start()

    def _allow(self) -> None:
        self._authenticator.allow()
        try:
            self._let_in()
        except BrokenPipeError:
            log.debug("the host did not wait to be allowed")

    def _let_in(self) -> None:
        self._online = True
        named = [f"{key}={self._properties.get(key, '')}" for key in _BANNER_PROPERTIES]
        banner = "device::" + ";".join([*named, f"features={','.join(FEATURES)}"])
        self.send(Command.CNXN, wire.VERSION, wire.MAX_PAYLOAD, banner.encode())

    # Streams

    def _new_stream(self, remote_id: int) -> AdbStream | None:
        with self._table:
            if len(self._streams) >= STREAMS_MAX:
                return None
            self._last_id = self._last_id % 0x7FFFFFFF + 1
            stream = AdbStream(self, self._last_id, remote_id)
            self._streams[stream.local_id] = stream
            return stream

    def _take_open(self, packet: Packet) -> None:
        if not packet.arg0:
            raise ProtocolError("an OPEN without an id")
        stream = self._new_stream(packet.arg0)
        if stream is None:
            self.send(Command.CLSE, 0, packet.arg0)
            return
        service = packet.data.rstrip(b"\0").decode("utf-8", "surrogateescape")
        log.debug("open %r", service)
        threading.Thread(
            target=self._run, args=(service, stream), name=service[:40], daemon=True
        ).start()

    def _run(self, service: str, stream: AdbStream) -> None:
        try:
            self._serve(service, stream, self)
        except BrokenPipeError:
            log.debug("%r ended: the client has gone", service)
        finally:
            stream.close()

    def _take_for_stream(self, packet: Packet) -> None:
        with self._table:
            stream = self._streams.get(packet.arg1)
        if stream is None or stream.remote_id not in (0, packet.arg0):
            if packet.command == Command.CLSE and stream is not None and packet.arg0 == 0:
                stream.on_close()
            elif packet.command == Command.WRTE:
                self.send(Command.CLSE, 0, packet.arg0)
        elif packet.command == Command.OKAY:
            stream.on_okay(packet.arg0)
        elif packet.command == Command.WRTE:
            stream.on_write(packet.data)
        else:
            stream.on_close()
