"""The thread on which apps without a page look whether it is time for something."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from droidground_emulator.errors import EmulatorError
from droidground_emulator.virtual.background.alarms import Alarms
from droidground_emulator.virtual.background.messages import Messages
from droidground_emulator.virtual.background.storage import Storage
from droidground_emulator.virtual.state.content.provider import ProviderError

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.base import Screen
    from droidground_emulator.virtual.state.device_state import DeviceState

log = logging.getLogger(__name__)

_EVERY_S = 0.25
_END_S = 5.0


class Job(Protocol):
    """Something that looks now and then; cheap when there is nothing to do."""

    def check(self) -> None:
        """Do what is due."""


class Background:
    """Looks four times a second, from boot to `close`."""

    def __init__(self, state: DeviceState, screen: Screen) -> None:
        """Start looking."""
        self._jobs: Sequence[Job] = (Alarms(state, screen), Messages(state, screen), Storage(state))
        self._failures: dict[Job, str] = {}
        """Why a job failed last, so that one that fails at every look is told once."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="background", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not threading.current_thread():
            self._thread.join(_END_S)

    def _work(self) -> None:
        while not self._ended.wait(_EVERY_S):
            for job in self._jobs:
                self._check(job)

    def _check(self, job: Job) -> None:
        try:
            job.check()
            self._failures.pop(job, None)
        except (ProviderError, EmulatorError, OSError) as exc:
            # A database that somebody damaged, a screen that is being replaced.
            if self._failures.get(job) != str(exc):
                log.warning("in the background: %s", exc)
            self._failures[job] = str(exc)
