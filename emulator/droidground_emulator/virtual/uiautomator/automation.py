"""The one UiAutomation connection of a phone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.faults import Faults

ALREADY_REGISTERED = (
    "java.lang.IllegalStateException: UiAutomationService"
    " android.accessibilityservice.IAccessibilityServiceClient$Stub$Proxy@5deffd5already"
    " registered!"
)


class AutomationTaken(Exception):
    """Another process holds UiAutomation."""

    def __init__(self) -> None:
        super().__init__(ALREADY_REGISTERED)


class Automation:
    """At most one owner at a time, as Android's UiAutomationManager insists."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._lock = threading.Lock()
        self._owner: str | None = None

    def register(self, owner: str) -> None:
        """Take the connection.

        Raises:
            AutomationTaken: somebody has it.
        """
        with self._lock:
            if self._owner is not None or self._faults.hit("ui_automation_busy", owner):
                raise AutomationTaken
            self._owner = owner

    def release(self, owner: str) -> None:
        """Give the connection back."""
        with self._lock:
            if self._owner == owner:
                self._owner = None
