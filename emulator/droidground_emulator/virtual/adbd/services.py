"""From a service's name to what answers it (AOSP packages/modules/adb, docs/user/SERVICES.TXT)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from droidground_emulator.virtual.adbd import framebuffer, shell
from droidground_emulator.virtual.adbd.connection import Connection
from droidground_emulator.virtual.adbd.interactive import run_interactive
from droidground_emulator.virtual.adbd.reverse import ReverseTable
from droidground_emulator.virtual.adbd.stream import AdbStream
from droidground_emulator.virtual.adbd.sync import SyncSession
from droidground_emulator.virtual.guest import Guest

_SILENT = ("track-app", "track-jdwp", "jdwp")
"""Watchers that debuggers open: nothing to tell them."""


class Services:
    """Answers the services of one phone."""

    def __init__(self, guest: Guest, reverse: ReverseTable, restart: Callable[[str], None]) -> None:
        """Ask `guest` for all that is Android; `restart` reboots it and drops connections."""
        self._guest = guest
        self._reverse = reverse
        self._restart = restart

    def serve(self, service: str, stream: AdbStream, connection: Connection) -> None:
        """Accept and answer `service`; return without accepting when there is none."""
        name, _, rest = service.partition(":")
        kind, *options = name.split(",")
        if kind == "shell":
            self._shell(options, rest, stream)
        elif kind == "exec":
            stream.accept()
            shell.run_raw(stream, partial(self._guest.run, rest))
        elif kind in ("abb", "abb_exec"):
            self._abb(rest, stream, framed=kind == "abb")
        elif kind == "sync":
            stream.accept()
            SyncSession(self._guest.files, stream).serve()
        elif kind == "tcp":
            self._tcp(rest, stream)
        elif kind == "localabstract":
            self._local(rest, stream)
        elif kind == "reverse":
            stream.accept()
            self._reverse.serve(rest, stream, connection)
        elif kind == "framebuffer":
            stream.accept()
            stream.write(framebuffer.encode(self._guest.frame()))
        elif kind in _SILENT:
            stream.accept()
            stream.hung_up.wait()
        else:
            self._text(kind, rest, stream)

    def _shell(self, options: list[str], command: str, stream: AdbStream) -> None:
        stream.accept()
        terminal = "raw" not in options
        job = (
            partial(self._guest.run, command)
            if command
            else partial(run_interactive, self._guest, terminal=terminal)
        )
        run = shell.run_framed if "v2" in options else shell.run_raw
        run(stream, job)

    def _abb(self, rest: str, stream: AdbStream, *, framed: bool) -> None:
        argv = rest.split("\0")
        stream.accept()
        run = shell.run_framed if framed else shell.run_raw
        run(stream, partial(self._guest.run_argv, argv))

    def _tcp(self, rest: str, stream: AdbStream) -> None:
        port = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 6 else 0
        if not 0 < port < 65536:
            return
        if self._reverse.bridge(f"tcp:{port}", stream):
            return
        if self._guest.connect_port(port):
            stream.accept()
            self._guest.serve_port(port, stream)

    def _local(self, name: str, stream: AdbStream) -> None:
        if not self._reverse.bridge(f"localabstract:{name}", stream):
            self._guest.serve_local(name, AcceptLate(stream))

    def _text(self, kind: str, rest: str, stream: AdbStream) -> None:
        """Answer what real production builds answer with one line."""
        if kind == "reboot":
            stream.accept()
            stream.close()
            self._restart(rest)
        elif text := _answer(kind, rest):
            stream.accept()
            stream.write(text.encode())


def _answer(kind: str, rest: str) -> str:
    if kind == "tcpip":
        valid = rest.isascii() and rest.isdigit() and 0 < int(rest[:6]) < 65536
        return f"restarting in TCP mode port: {rest}\n" if valid else "invalid port\n"
    return {
        "root": "adbd cannot run as root in production builds\n",
        "unroot": "adbd not running as root\n",
        "remount": 'Not running as root. Try "adb root" first.\n',
        "usb": "restarting in USB mode\n",
    }.get(kind, "")


class AcceptLate:
    """A stream that is accepted when its listener first reads or writes.

    Only the listener knows whether it exists: one that never touches the stream is refused.
    """

    def __init__(self, stream: AdbStream) -> None:
        self._stream = stream

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" at the end."""
        self._stream.accept()
        return self._stream.read(count)

    def write(self, data: bytes) -> None:
        """Write all of `data`."""
        self._stream.accept()
        self._stream.write(data)

    def close(self) -> None:
        """Close both directions."""
        self._stream.close()
