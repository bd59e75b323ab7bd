"""Keeps what the browser shows equal to what the phone knows."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium.cdp import CdpError
from droidground_emulator.virtual.screen.chromium.page import ShellPage, invocation
from droidground_emulator.virtual.screen.chromium.snapshot import (
    state_snapshot,
    ui_snapshot,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState

_RENDER_S = 5.0
"""After which Android, too, calls an app unresponsive."""


class Renderer:
    """Sends snapshots to one page at a time, each only once, in order."""

    def __init__(self, state: DeviceState, desktop: Desktop, desktop_lock: threading.RLock) -> None:
        self._state = state
        self._desktop = desktop
        self._desktop_lock = desktop_lock
        self._order = threading.Lock()
        self._sent: tuple[object, object] | None = None

    def forget(self) -> None:
        """Take note that the page is a new one and knows nothing."""
        with self._order:
            self._sent = None

    def configure(self, page: ShellPage) -> None:
        """Tell the browser of size, theme and language; raises CdpError."""
        theme = "dark" if self._state.dark else "light"
        page.resize(self._state.display.size)
        page.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": theme}],
        )
        # The same locale twice is refused while another page of the process holds it.
        with contextlib.suppress(CdpError):
            page.call("Emulation.setLocaleOverride", locale=self._state.locale)

    def show(self, page: ShellPage) -> None:
        """Bring the page up to date and wait until it shows it; raises CdpError."""
        # What another thread has sent already may not be shown yet.
        waiter = self._send(page) or page.begin("shell.rendered")
        waiter(_RENDER_S)

    def push(self, page: ShellPage) -> None:
        """Bring the page up to date without waiting; raises CdpError."""
        self._send(page)

    def _send(self, page: ShellPage) -> Callable[[float], Any] | None:
        # In this order: who answers a page holds the desktop already.
        with self._desktop_lock, self._order:
            self._desktop.end_toast()
            minute = self._state.time.now().strftime("%H:%M %j")
            now = ((self._state.changes.count, minute), self._desktop.version)
            if now == self._sent:
                return None
            shown: dict[str, Any] = {"ui": ui_snapshot(self._state, self._desktop)}
            if self._sent is None or self._sent[0] != now[0]:
                shown["state"] = state_snapshot(self._state)
            waiter = page.begin(invocation("render", (shown,)))
            self._sent = now
            return waiter
