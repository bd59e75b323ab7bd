"""One virtual phone: a system and the adbd in front of it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from droidground_emulator.virtual.adbd.auth import AuthPolicy
from droidground_emulator.virtual.adbd.daemon import AdbDaemon
from droidground_emulator.virtual.guest import Guest


class VirtualPhone:
    """A phone that adb can connect to between `start` and `stop`.

    As a context manager it is started for the block.
    """

    def __init__(self, guest: Guest, *, port: int = 0, auth: AuthPolicy | None = None) -> None:
        """Serve `guest` on loopback, `port` 0 for any free one; `auth` lets everyone in."""
        self.guest = guest
        self._adbd = AdbDaemon(guest, port=port, auth=auth)

    @property
    def port(self) -> int:
        """The TCP port; raises RuntimeError when not started."""
        return self._adbd.port

    @property
    def serial(self) -> str:
        """What adb calls this phone after `adb connect`."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; raises OSError when the port is taken."""
        self._adbd.start()

    def stop(self) -> None:
        """Drop connections and free the system."""
        self._adbd.stop()
        self.guest.close()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()
