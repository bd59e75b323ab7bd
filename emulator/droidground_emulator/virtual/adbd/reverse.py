"""`adb reverse`: ports of the phone that lead to the host."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from droidground_emulator.virtual.adbd.connection import Connection
from droidground_emulator.virtual.adbd.stream import AdbStream

_FIRST_FREE_PORT = 40000


@dataclass(frozen=True, slots=True)
class _Route:
    connection: Connection
    host: str
    """Where the host leads it, as "tcp:8000"."""


class ReverseTable:
    """Endpoints of the phone ("tcp:6000", "localabstract:x") and the hosts behind them."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._routes: dict[str, _Route] = {}

    def serve(self, request: str, stream: AdbStream, connection: Connection) -> None:
        """Answer `forward:D;H`, `forward:norebind:D;H`, `list-forward`, `killforward:D`, ..."""
        verb, _, rest = request.partition(":")
        if verb == "forward":
            stream.write(self._forward(rest, connection))
        elif verb == "list-forward":
            stream.write(_counted(self._listing(connection)))
        elif verb == "killforward":
            stream.write(self._kill(rest, connection))
        elif verb == "killforward-all":
            self.forget(connection)
            stream.write(b"OKAY")
        else:
            stream.write(_failed(f"unknown reverse request {verb!r}"))

    def bridge(self, endpoint: str, stream: AdbStream) -> bool:
        """Join `stream` with the host behind `endpoint`; False when nobody is."""
        with self._lock:
            route = self._routes.get(endpoint)
        far = route.connection.open(route.host) if route else None
        if far is None:
            return False
        stream.accept()
        back = threading.Thread(target=_pump, args=(far, stream), name="reverse", daemon=True)
        back.start()
        _pump(stream, far)
        back.join()
        return True

    def forget(self, connection: Connection) -> None:
        """Remove what a connection set up."""
        with self._lock:
            self._routes = {
                endpoint: route
                for endpoint, route in self._routes.items()
                if route.connection is not connection
            }

    def _forward(self, rest: str, connection: Connection) -> bytes:
        norebind = rest.startswith("norebind:")
        device, semicolon, host = rest.removeprefix("norebind:").partition(";")
        if not semicolon or not host or not _can_listen(device):
            return _failed(f"cannot bind listener: {device!r}")
        with self._lock:
            if device == "tcp:0":
                port = self._free_port()
                self._routes[f"tcp:{port}"] = _Route(connection, host)
                return b"OKAY" + _counted(str(port))
            if norebind and device in self._routes:
                return _failed("cannot rebind existing socket")
            self._routes[device] = _Route(connection, host)
            return b"OKAY"

    def _free_port(self) -> int:
        port = _FIRST_FREE_PORT
        while f"tcp:{port}" in self._routes:
            port += 1
        return port

    def _listing(self, connection: Connection) -> str:
        with self._lock:
            routes = [
                (key, r.host) for key, r in self._routes.items() if r.connection is connection
            ]
        return "".join(f"host-0 {device} {host}\n" for device, host in routes)

    def _kill(self, device: str, connection: Connection) -> bytes:
        with self._lock:
            route = self._routes.get(device)
            if route is None or route.connection is not connection:
                return _failed(f"listener '{device}' not found")
            del self._routes[device]
            return b"OKAY"


def _can_listen(endpoint: str) -> bool:
    kind, _, name = endpoint.partition(":")
    if kind == "localabstract":
        return bool(name)
    return kind == "tcp" and name.isascii() and name.isdigit() and int(name[:6]) < 65536


def _counted(text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    return b"%04x" % len(data) + data


def _failed(text: str) -> bytes:
    return b"FAIL" + _counted(text[:1000])


def _pump(source: AdbStream, sink: AdbStream) -> None:
    """Carry bytes until either end closes, then close both."""
    try:
        while data := source.read(1 << 16):
            sink.write(data)
    except BrokenPipeError:
        pass
    finally:
        sink.close()
        source.close()
