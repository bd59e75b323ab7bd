"""Errors to events and back. Pure."""

from __future__ import annotations

import inspect

from droidground import errors
from droidground.errors import DeviceError, DroidgroundError
from droidground.recording.events import Failure

RENAMED = {"exit_code": "status"}
"""Arguments of errors that are kept under another name."""


def note(error: DroidgroundError) -> Failure:
    """Return what is kept of an error: all that its constructor takes and JSON can hold."""
    details: dict[str, str | int | None] = {}
    for name in _arguments(type(error)):
        value = getattr(error, RENAMED.get(name, name), None)
        if value is None or isinstance(value, str | int):
            details[name] = value
    return Failure(type(error).__name__, error.message, error.hint, details)


def revive(failure: Failure) -> DroidgroundError:
    """Return the error again; one of a class that is gone, or that took more, as its root."""
    kind = getattr(errors, failure.type, None)
    if isinstance(kind, type) and issubclass(kind, DroidgroundError):
        taken = _arguments(kind)
        given = {name: value for name, value in failure.details.items() if name in taken}
        try:
            return kind(failure.message, hint=failure.hint, **given)
        except TypeError:
            pass
    return DroidgroundError(failure.message, hint=failure.hint)


def revive_trouble(failure: Failure | None) -> DeviceError | None:
    """Return the error of a device that came after an action; None where there was none."""
    error = revive(failure) if failure else None
    if error is None or isinstance(error, DeviceError):
        return error
    return DeviceError(error.message, hint=error.hint)


def _arguments(kind: type) -> tuple[str, ...]:
    names = inspect.signature(kind).parameters
    return tuple(name for name in names if name not in ("message", "hint", "action"))
