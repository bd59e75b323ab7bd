"""The adb server on this machine (or another): what it knows and the way through it to a device."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.device.adb_errors import error_from_text
from droidground.device.adb_program import find_adb, start_server
from droidground.device.deadline import Deadline
from droidground.device.device_list import DeviceRow, parse_devices
from droidground.device.stream import AdbStream
from droidground.errors import AdbFailed, AdbNotFound, AdbTimeout, DeviceOffline

DEFAULT_PORT = 5037
QUERY_TIMEOUT_S = 5.0


class AdbServer:
    """A client of one adb server; every call opens its own connection.

    A running server is used as it is, whatever its version: two adb programs that each insist on
    their own kill each other's server. `adb_path` is the program that starts one where none runs.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = DEFAULT_PORT,
        *,
        adb_path: Path | None = None,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self.host = host
        self.port = port
        self.clock = clock
        self._adb_path = adb_path

    def __str__(self) -> str:
        """Return `host:port`."""
        return f"{self.host}:{self.port}"

    def open(self, deadline: Deadline, *, doing: str, serial: str | None = None) -> AdbStream:
        """Connect to the server. Raises `DeviceOffline` when none answers, `AdbTimeout`."""
        try:
            sock = socket.create_connection((self.host, self.port), max(deadline.left(), 0.001))
        except TimeoutError as exc:
            raise AdbTimeout(
                f"the adb server at {self} does not answer",
                command=doing,
                serial=serial,
                hint="Check the host and port of the adb server.",
            ) from exc
        except OSError as exc:
            raise DeviceOffline(
                f"no adb server answers at {self}: {exc.strerror or exc}",
                serial=serial,
                hint="Start it with `adb start-server`.",
            ) from exc
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return AdbStream(sock, deadline, doing=doing, serial=serial)

    def open_transport(self, serial: str, deadline: Deadline, *, doing: str) -> AdbStream:
        """Connect through to a device; the next request goes to its adbd."""
        stream = self.open(deadline, doing=doing, serial=serial)
        try:
            stream.request(f"host:transport:{serial}")
        except BaseException:
            stream.close()
            raise
        return stream

    def query(
        self, service: str, *, timeout_s: float = QUERY_TIMEOUT_S, serial: str | None = None
    ) -> str:
        """Ask the server itself for a text."""
        deadline = Deadline(timeout_s, self.clock)
        with self.open(deadline, doing=service, serial=serial) as stream:
            stream.request(service)
            return stream.receive_text()

    def version(self) -> int:
        """Return the server's protocol version, such as 41."""
        text = self.query("host:version")
        try:
            return int(text, 16)
        except ValueError as exc:
            raise AdbFailed(f"the adb server at {self} has version {text!r}") from exc

    def ensure_running(self) -> None:
        """Start a server where none answers; one that runs is left alone.

        Raises `AdbNotFound` when there is no adb to start it with, or it does not start.
        """
        try:
            self.version()
        except DeviceOffline as exc:
            if not _is_loopback(self.host):
                raise AdbNotFound(
                    f"no adb server answers at {self}",
                    hint="Start it there with `adb -a nodaemon server`, or correct host and port.",
                ) from exc
        else:
            return
        start_server(find_adb(self._adb_path), self.port)
        self.version()

    def devices(self) -> tuple[DeviceRow, ...]:
        """Return what the server lists, usable or not."""
        return parse_devices(self.query("host:devices-l"))

    def state(self, serial: str) -> str:
        """Return the state of one device. Raises the error of a state that adb refuses to name."""
        return self.query(f"host-serial:{serial}:get-state", serial=serial)

    def features(self, serial: str, *, timeout_s: float = QUERY_TIMEOUT_S) -> frozenset[str]:
        """Return what the server and the device both can, such as `shell_v2`."""
        service = f"host-serial:{serial}:features"
        text = self.query(service, timeout_s=timeout_s, serial=serial)
        return frozenset(filter(None, text.split(",")))

    def connect(self, address: str, *, timeout_s: float = 10.0) -> None:
        """Connect the server to a device at `host:port`; already connected is fine too.

        Raises `DeviceOffline`, `DeviceUnauthorized` or `AdbTimeout`.
        """
        answer = self.query(f"host:connect:{address}", timeout_s=timeout_s, serial=address)
        if not answer.startswith(("connected to", "already connected to")):
            raise error_from_text(answer, serial=address, doing=f"connect {address}")

    def disconnect(self, address: str) -> None:
        """Disconnect the server from a device at `host:port`. Raises `NoDevice`."""
        self.query(f"host:disconnect:{address}", serial=address)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
