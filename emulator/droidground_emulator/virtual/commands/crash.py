"""Apps that fail: `am crash` as on Android."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure, whole_number


def crash(call: Call, words: list[str]) -> int:
    """Make an app's process fail, by its package or pid.

    As since Android 9, a first crash shows a dialog only where `show_first_crash_dialog` is set
    (AppErrors.handleShowAppErrorUi); an app that crashes again within a minute "keeps stopping".
    """
    if not words:
        raise Failure("java.lang.IllegalArgumentException: Argument expected", 255)
    number = whole_number(words[0])
    names = [name for pid, name in call.system.running() if words[0] == name or pid == number]
    if not names or call.system.state.packages.find(names[0]) is None:
        return 0
    fail(call, names[0])
    return 0


def fail(call: Call, package: str) -> None:
    """End an app that runs, and say so as Android does."""
    repeated = call.system.processes.crashed(package)
    call.system.screen.stop(package)
    if repeated or _shows_first(call):
        call.system.screen.tell_error("repeated" if repeated else "crash", package)


def _shows_first(call: Call) -> bool:
    settings = call.system.state.settings
    return settings.is_on("global", "show_first_crash_dialog") or settings.is_on(
        "secure", "show_first_crash_dialog_dev_option"
    )
