"""Which apps run, with their process ids."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.system_apps import (
    LAUNCHER_ACTIVITY,
    LAUNCHER_PACKAGE,
    SYSTEM_UI,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.base import Window
    from droidground_emulator.virtual.state.device_time import DeviceTime
    from droidground_emulator.virtual.state.packages import Packages

_FIRST_PID = 3100
_CRASH_INTERVAL_MS = 60_000
"""An app that crashes twice within it keeps stopping (ProcessList.MIN_CRASH_INTERVAL)."""
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

    def __init__(self, packages: Packages, time: DeviceTime) -> None:
        self._packages = packages
        self._time = time
        self._lock = threading.Lock()
        self._ended: list[Callable[[str], None]] = []
        self._crashed_ms: dict[str, int] = {}
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
            ran = self._pids.pop(package, None) is not None
        if package in _ALWAYS:
            self.started(package)
        for listener in tuple(self._ended) if ran else ():
            listener(package)

    def on_end(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the package of each process that ended."""
        self._ended.append(listener)

    def crashed(self, package: str) -> bool:
        """End a process that failed; tell whether it did so a short while ago too."""
        now = self._time.uptime_ms()
        before = self._crashed_ms.get(package)
        self._crashed_ms[package] = now
        self.stopped(package)
        return before is not None and now - before < _CRASH_INTERVAL_MS

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
        top, _, shown = front.resumed.partition("/")
        for pid, package in self.running():
            app = self._packages.find(package)
            activity = None if app is None else app.launch_activity()
            name = "" if activity is None else activity.name
            if package == top:
                name = shown
            elif package == LAUNCHER_PACKAGE:
                name = LAUNCHER_ACTIVITY
            if name:
                number = 10 + (pid - _FIRST_PID) // 37
                found.append(Task(number, package, name, pid, package == top))
        return sorted(found, key=lambda task: not task.visible)

    def kill_all(self) -> None:
        """Forget all, as a reboot does."""
        with self._lock:
            self._pids.clear()
