"""Which apps run, with their process ids."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.system_apps import (
    LAUNCHER_ACTIVITY,
    LAUNCHER_PACKAGE,
    SYSTEM_UI,
)

if TYPE_CHECKING:
    from droidground_emulator.clock import Clock
    from droidground_emulator.virtual.screen.base import Window
    from droidground_emulator.virtual.state.device_state import DeviceState

_FIRST_PID = 3100
_ALWAYS = ("system_server", SYSTEM_UI, LAUNCHER_PACKAGE, "com.android.inputmethod.latin")


@dataclass(frozen=True, slots=True)
class Task:
    """One app's task."""

    number: int
    package: str
    activity: str
    """Full class name of what is on top."""
    pid: int
    visible: bool


class Processes:
    """App processes: one per package that was started and not stopped."""

    def __init__(self, state: DeviceState, clock: Clock) -> None:
        self._state = state
        self._clock = clock
        self._lock = threading.Lock()
        self._pids: dict[str, int] = {}
        self._next = _FIRST_PID
        for name in _ALWAYS:
            self.started(name)

    def started(self, package: str) -> bool:
        """Note that a package runs; False when it did already."""
        with self._lock:
            if package in self._pids:
                return False
            self._pids[package] = self._next
            self._next += 37
            return True

    def stopped(self, package: str) -> None:
        """Note that a package's process ended; the system's own start again."""
        with self._lock:
            self._pids.pop(package, None)
        if package in _ALWAYS:
            self.started(package)

    def pid(self, package: str) -> int | None:
        """Return a package's process id."""
        with self._lock:
            return self._pids.get(package)

    def running(self) -> list[tuple[int, str]]:
        """Return (pid, name) of all processes."""
        with self._lock:
            return sorted((pid, name) for name, pid in self._pids.items())

    def tasks(self, front: Window) -> list[Task]:
        """Return a task for each app with a window, the front one first."""
        found: list[Task] = []
        for pid, package in self.running():
            app = self._state.packages.find(package)
            activity = None if app is None else app.launch_activity()
            name = "" if activity is None else activity.name
            if package == front.package:
                name = front.activity
            elif package == LAUNCHER_PACKAGE:
                name = LAUNCHER_ACTIVITY
            if name:
                number = 10 + (pid - _FIRST_PID) // 37
                found.append(Task(number, package, name, pid, package == front.package))
        return sorted(found, key=lambda task: not task.visible)

    def kill_all(self) -> None:
        """Forget all, as a reboot does."""
        with self._lock:
            self._pids.clear()
