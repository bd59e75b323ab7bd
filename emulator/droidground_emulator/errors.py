"""The exceptions of this package.

EmulatorError(message, *, hint)
├─ BadOption            a phone option, fault or name that makes no sense
├─ ScreenUnavailable    the asked screen does not exist here
├─ StartFailed(log)     the phone's process ended, or was not up in time
├─ AlreadyRunning       a phone of that name is up
└─ NotRunning           no phone of that name is up
"""

from __future__ import annotations


class EmulatorError(Exception):
    """A known failure, with the next step in `hint`."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep `message` and `hint`, an imperative sentence or ""."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadOption(EmulatorError, ValueError):
    """An option, a fault or a name is not one we know."""


class ScreenUnavailable(EmulatorError):
    """The asked kind of screen cannot be had here."""


class StartFailed(EmulatorError):
    """The phone did not come up; `log` holds the end of what it wrote."""

    def __init__(self, message: str, *, hint: str = "", log: str = "") -> None:
        """Keep the log's tail beside the message."""
        super().__init__(message, hint=hint)
        self.log = log


class AlreadyRunning(EmulatorError):
    """A phone of that name is up."""


class NotRunning(EmulatorError):
    """No phone of that name is up."""
