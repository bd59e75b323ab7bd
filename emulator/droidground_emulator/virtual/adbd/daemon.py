"""The listening port: takes adb servers' connections and holds them."""

from __future__ import annotations

import logging
import math
import socket
import threading
from dataclasses import replace

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.adbd.auth import AuthMode, AuthPolicy
from droidground_emulator.virtual.adbd.connection import Connection
from droidground_emulator.virtual.adbd.misbehave import Misbehaviour
from droidground_emulator.virtual.adbd.reverse import ReverseTable
from droidground_emulator.virtual.adbd.services import Services
from droidground_emulator.virtual.adbd.stream import AdbStream
from droidground_emulator.virtual.guest import Guest

log = logging.getLogger(__name__)

CONNECTIONS_MAX = 64
_JOIN_S = 2.0
_RETRY_S = 0.1
_OFF = ("-p", "shutdown")
"""What turns the phone off, for good: only its keys would turn it on."""


class AdbDaemon:
    """One phone's adbd, on 127.0.0.1 only."""

    def __init__(
        self,
        guest: Guest,
        *,
        port: int = 0,
        auth: AuthPolicy | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Serve `guest` on `port`, 0 for any free one; nothing listens before `start`."""
        self._guest = guest
        self._asked_port = port
        self._auth = auth or AuthPolicy()
        self._clock = clock or Clock()
        self._reverse = ReverseTable()
        self._services = Services(guest, self._reverse, self._restart)
        guest.on_reboot(self._restart_soon)
        self._misbehaviour = Misbehaviour(guest.faults, self._services.serve, self.go_offline)
        self._offline_until = 0.0
        self._lock = threading.Lock()
        self._connections: set[Connection] = set()
        self._listener: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The TCP port; raises RuntimeError when not started."""
        if self._listener is None:
            raise RuntimeError("adbd is not started")
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        """Listen; raises OSError when the port is taken."""
        self._listener = socket.create_server(("127.0.0.1", self._asked_port), backlog=16)
        self._thread = threading.Thread(
            target=self._accept, args=(self._listener,), name="adbd-listen", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and drop every connection; safe to call twice."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        _wake(listener)
        if self._thread is not None:
            self._thread.join(_JOIN_S)
        listener.close()
        self.drop_all()

    def drop_all(self) -> None:
        """Cut every connection; adb servers come back by themselves."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.drop()
            connection.join(_JOIN_S)

    def go_offline(self, seconds: float) -> None:
        """Cut every connection and take no new one for a while."""
        self._offline_until = self._clock.monotonic() + seconds
        self.drop_all()

    def _restart_soon(self, mode: str) -> None:
        # What asks for it ends with the connection that is cut, or with the system.
        threading.Thread(target=self._restart, args=(mode,), name="reboot", daemon=True).start()

    def _restart(self, mode: str) -> None:
        # As on a real phone nobody reaches the system while it starts, or is off.
        self._offline_until = math.inf
        try:
            self.drop_all()
            if mode not in _OFF:
                self._guest.reboot(mode)
        finally:
            if mode not in _OFF:
                self._offline_until = 0.0

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError as exc:
                if self._listener is None:
                    return
                # Out of descriptors, say: what is closed meanwhile makes room.
                log.warning("cannot accept: %s", exc)
                self._clock.sleep(_RETRY_S)
                continue
            if self._listener is None:
                sock.close()
                return
            try:
                self._admit(sock)
            except OSError as exc:
                log.debug("gone before it was let in: %s", exc)
                sock.close()

    def _admit(self, sock: socket.socket) -> None:
        with self._lock:
            full = len(self._connections) >= CONNECTIONS_MAX
        if full or self._clock.monotonic() < self._offline_until:
            sock.close()
            return
        connection = Connection(
            sock,
            properties=self._guest.properties(),
            auth=self._policy(),
            serve=self._serve,
            on_end=self._forget,
        )
        with self._lock:
            self._connections.add(connection)
        connection.start()

    def _policy(self) -> AuthPolicy:
        fault = self._guest.faults.hit("unauthorized", "connect")
        if fault is None:
            return self._auth
        if not fault.seconds:
            return replace(self._auth, mode=AuthMode.NEVER)
        return AuthPolicy(AuthMode.ASK, fault.seconds)

    def _serve(self, service: str, stream: AdbStream, connection: Connection) -> None:
        self._misbehaviour.serve(service, stream, connection)

    def _forget(self, connection: Connection) -> None:
        self._reverse.forget(connection)
        with self._lock:
            self._connections.discard(connection)


def _wake(listener: socket.socket) -> None:
    """End a blocked accept(); closing the socket alone does not."""
    try:
        socket.create_connection(listener.getsockname(), timeout=_JOIN_S).close()
    except OSError as exc:
        log.debug("nobody to wake: %s", exc)
