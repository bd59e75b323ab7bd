"""Every error that droidground raises, as one tree.

    DroidgroundError(message, hint)
    ├─ InvalidInput             InvalidImage · InvalidHierarchy                         exit 2
    ├─ DeviceError(serial)      AdbNotFound · NoDevice · SeveralDevices ·               exit 3
    │                           DeviceUnauthorized · DeviceOffline · AdbFailed ·
    │                           AdbTimeout(command) ·
    │                           ShellFailed(command, exit_code, stderr) ·
    │                           ScreenshotFailed ─ ScreenProtected · ScreenLocked ·
    │                           InjectionDenied · UiAutomationBusy · HierarchyFailed ·
    │                           AppNotFound · TextNotEntered · VirtualPhoneFailed
    ├─ GroundingError(screenshot, words, reply)
    │                           TargetNotFound · AmbiguousTarget · ExpectationFailed    exit 1
    │                           ModelUnavailable · ReplyUnreadable · OutsideScreen ·
    │                           StateUnknown                                            exit 4
    ├─ ActionError(action)      InvalidAction                                           exit 2
    │                           ActionUnreadable                                        exit 4
    │                           StaleLocation(seen, now)                                exit 3
    │                           NoEffect · NoTextField · TextDiffers(expected, seen)    exit 1
    ├─ RecordingError(folder)   RecordingUnreadable                                     exit 2
    │                           ReplayMismatch(number, recorded, asked)                 exit 1
    ├─ TaskError(task)          DatasetUnavailable · ProtocolUnavailable · RunMismatch  exit 5
    ├─ WorkerFailed(stderr)     WorkerRaised(kind, traceback)                           exit 4
    └─ ConfigError(key, source)                                                         exit 5

An error says what happened and with which evidence; its `hint` is the next step, as an imperative.
Evidence is typed loosely, because this file imports nothing of droidground.
"""

from __future__ import annotations

from typing import ClassVar


class DroidgroundError(Exception):
    """The root: a message and, where there is one, the next step."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInput(DroidgroundError):
    """What the caller gave cannot be used."""

    exit_code = 2


class InvalidImage(InvalidInput):
    """The bytes are no image that can be read."""


class InvalidHierarchy(InvalidInput):
    """The text is no view hierarchy."""


class DeviceError(DroidgroundError):
    """Something between here and the device failed."""

    exit_code = 3

    def __init__(self, message: str, *, serial: str | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.serial = serial


class AdbNotFound(DeviceError):
    """There is no adb program, or no adb server could be started with it."""


class NoDevice(DeviceError):
    """No device is connected, or not the one that was named."""


class SeveralDevices(DeviceError):
    """More than one device is connected and none was named."""


class DeviceUnauthorized(DeviceError):
    """The device has not allowed this computer to debug it."""


class DeviceOffline(DeviceError):
    """The connection to the device is gone."""


class AdbFailed(DeviceError):
    """The adb server refused a request for a reason that has no class of its own."""


class AdbTimeout(DeviceError):
    """The device did not answer before the deadline; the command may or may not have run."""

    def __init__(
        self, message: str, *, command: str, serial: str | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, serial=serial, hint=hint)
        self.command = command


class ShellFailed(DeviceError):
    """A command on the device ended with a failure."""

    def __init__(
        self,
        message: str,
        *,
        command: str,
        exit_code: int,
        stderr: str = "",
        serial: str | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, serial=serial, hint=hint)
        self.command = command
        self.status = exit_code
        self.stderr = stderr


class ScreenshotFailed(DeviceError):
    """The device gave no usable picture of its screen."""


class ScreenProtected(ScreenshotFailed):
    """The app in front forbids screenshots (FLAG_SECURE), so the picture is black."""


class ScreenLocked(DeviceError):
    """The keyguard covers the screen."""


class InjectionDenied(DeviceError):
    """The device refuses injected touches and keys."""


class UiAutomationBusy(DeviceError):
    """Another program owns the device's only UiAutomation connection."""


class HierarchyFailed(DeviceError):
    """The device gave no view hierarchy."""


class AppNotFound(DeviceError):
    """No installed app has that name or package."""


class TextNotEntered(DeviceError):
    """The device has no way to take a text; nothing was typed."""


class VirtualPhoneFailed(DeviceError):
    """A virtual phone did not start, or did not stop."""


class GroundingError(DroidgroundError):
    """Words could not be turned into a place on the screen."""

    def __init__(
        self,
        message: str,
        *,
        words: str,
        screenshot: object | None = None,
        reply: object | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.words = words
        self.screenshot = screenshot
        self.reply = reply
        """What the grounder answered: a Location, or a model's text."""


class TargetNotFound(GroundingError):
    """Nothing on the screen is what the words name."""


class AmbiguousTarget(GroundingError):
    """Several things on the screen are equally what the words name."""


class ExpectationFailed(GroundingError):
    """What was expected of the screen did not come true in time."""


class StateUnknown(GroundingError):
    """The screen does not tell whether what was expected is so."""

    exit_code = 4


class ModelUnavailable(GroundingError):
    """The grounder that was asked for cannot run here."""

    exit_code = 4


class ReplyUnreadable(GroundingError):
    """The model answered something that holds no point and no refusal."""

    exit_code = 4


class OutsideScreen(GroundingError):
    """The model pointed outside the image it was shown."""

    exit_code = 4


class ActionError(DroidgroundError):
    """An action could not be done, or not be done safely."""

    exit_code = 2

    def __init__(self, message: str, *, action: object, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.action = action


class InvalidAction(ActionError):
    """The action itself is impossible, such as a point outside the screen."""


class ActionUnreadable(ActionError):
    """A text or a record is no action of the vocabulary it should be in."""

    exit_code = 4


class StaleLocation(ActionError):
    """The display changed after the location was read; nothing was touched."""

    exit_code = 3

    def __init__(
        self, message: str, *, action: object, seen: object, now: object, hint: str = ""
    ) -> None:
        super().__init__(message, action=action, hint=hint)
        self.seen = seen
        self.now = now


class NoEffect(ActionError):
    """The action was delivered and the screen did not change, where a change was required."""

    exit_code = 1


class NoTextField(ActionError):
    """No field has the focus, so that a text would go nowhere; nothing was typed."""

    exit_code = 1


class TextDiffers(ActionError):
    """A text was typed, and the field holds another one."""

    exit_code = 1

    def __init__(
        self, message: str, *, action: object, expected: str, seen: str, hint: str = ""
    ) -> None:
        super().__init__(message, action=action, hint=hint)
        self.expected = expected
        self.seen = seen


class RecordingError(DroidgroundError):
    """A recording cannot be made, read or replayed."""

    exit_code = 2

    def __init__(self, message: str, *, folder: object = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.folder = folder


class RecordingUnreadable(RecordingError):
    """The folder holds no recording, or one of a format that is not known here."""


class ReplayMismatch(RecordingError):
    """What is done now is not what was recorded, or the screen is another than it was then."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        number: int | None = None,
        recorded: object = None,
        asked: object = None,
        folder: object = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, folder=folder, hint=hint)
        self.number = number
        """The recording's event that was due; None after its end."""
        self.recorded = recorded
        """A `Sight` of what was recorded: the screen and the place on it; None without a screen."""
        self.asked = asked
        """A `Sight` of what is asked for now."""


class TaskError(DroidgroundError):
    """A benchmark could not be run or scored."""

    exit_code = 5

    def __init__(self, message: str, *, task: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.task = task


class DatasetUnavailable(TaskError):
    """The data of a benchmark is not where it should be, or is not what it should be."""


class ProtocolUnavailable(TaskError):
    """A protocol needs something that is not there; it is never approximated."""


class RunMismatch(TaskError):
    """A folder holds another run than the one that is to be continued, merged or compared."""


class WorkerFailed(DroidgroundError):
    """A process with packages of its own did not start, ended, hung or spoke nonsense."""

    exit_code = 4

    def __init__(self, message: str, *, stderr: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.stderr = stderr
        """The end of what it printed."""


class WorkerRaised(WorkerFailed):
    """Code in such a process raised; the process goes on."""

    def __init__(
        self, message: str, *, kind: str, traceback: str, stderr: str, hint: str = ""
    ) -> None:
        super().__init__(message, stderr=stderr, hint=hint)
        self.kind = kind
        """The class of the error there."""
        self.traceback = traceback


class ConfigError(DroidgroundError):
    """A setting is unknown or has an impossible value."""

    exit_code = 5

    def __init__(self, message: str, *, key: str, source: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.key = key
        self.source = source
