"""Tells open apps of files that changed without their doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState


class Storage:
    """Notes a change of the phone's state when a file or folder that an app shows changed."""

    def __init__(self, state: DeviceState) -> None:
        """Look at a phone's files."""
        self._state = state

    def check(self) -> None:
        """Note a change."""
        if self._state.file_observers.changed():
            self._state.changes.note()
