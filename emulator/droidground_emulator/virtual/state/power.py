"""Awake or asleep, locked or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes


class Power:
    """The screen's power and the keyguard."""

    def __init__(self, changes: Changes, *, locks: Callable[[], bool] = lambda: False) -> None:
        """Be awake and unlocked; `locks` tells whether the screen locks when it goes dark."""
        self._changes = changes
        self._locks = locks
        self._awake = True
        self._locked = False

    @property
    def awake(self) -> bool:
        """Whether the screen is on."""
        return self._awake

    @property
    def locked(self) -> bool:
        """Whether the keyguard is shown."""
        return self._locked

    def wake(self) -> None:
        """Turn the screen on; the keyguard stays as it is."""
        self._set(awake=True, locked=self._locked)

    def sleep(self) -> None:
        """Turn the screen off; with a screen lock chosen, the keyguard is there when it wakes.

        A new phone has none, so waking shows what was there before.
        """
        self._set(awake=False, locked=self._locked or self._locks())

    def lock(self) -> None:
        """Show the keyguard."""
        self._set(awake=self._awake, locked=True)

    def unlock(self) -> None:
        """Dismiss the keyguard."""
        self._set(awake=self._awake, locked=False)

    def _set(self, *, awake: bool, locked: bool) -> None:
        if (awake, locked) != (self._awake, self._locked):
            self._awake, self._locked = awake, locked
            self._changes.note()
