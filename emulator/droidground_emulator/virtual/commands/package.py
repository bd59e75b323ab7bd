"""pm: installs, lists and clears packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.state.apk import BadApk
from droidground_emulator.virtual.state.packages import App

_USAGE = """Package manager (package) commands:
  help
    Print this help text.
  path [--user USER_ID] PACKAGE
  list packages [-f] [-d] [-e] [-s] [-3] [-U] [--user USER_ID] [FILTER]
  resolve-activity [--brief] [--components] [--user USER_ID] INTENT
  install [-rtfdgw] [-i PACKAGE] [--user USER_ID] [-S SIZE] [PATH|-]
  uninstall [-k] [--user USER_ID] PACKAGE
  clear [--user USER_ID] PACKAGE
  grant [--user USER_ID] PACKAGE PERMISSION
  revoke [--user USER_ID] PACKAGE PERMISSION
"""
_LARGEST_APK = 1 << 30
_VALUED = (
    "--user",
    "-i",
    "-S",
    "--install-location",
    "--abi",
    "--originating-uri",
    "--referrer",
    "-p",
)


def pm(call: Call) -> int:
    """Run a package manager command."""
    verb = _VERBS.get(call.args[0]) if call.args else None
    if verb is None:
        if call.args and call.args[0] != "help":
            raise Failure(f"Unknown command: {call.args[0]}", 255)
        call.out(_USAGE)
        return 0 if call.args else 255
    return verb(call, call.args[1:])


def _split(words: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Return options (with values where they take one) and the other words."""
    options: dict[str, str] = {}
    names: list[str] = []
    left = [word for word in words if word]
    while left:
        word = left.pop(0)
        if word in _VALUED and left:
            options[word] = left.pop(0)
        elif word.startswith("-") and word != "-":
            options[word] = ""
        else:
            names.append(word)
    return options, names


def _app(call: Call, words: list[str]) -> App:
    if not words:
        raise Failure("Error: no package specified", 1)
    app = call.system.state.packages.find(words[0])
    if app is None:
        raise Failure(f"Unknown package: {words[0]}", 1)
    return app


def _list(call: Call, words: tuple[str, ...]) -> int:
    kind, *rest = words or ("",)
    options, names = _split(tuple(rest))
    if kind == "features":
        call.out("feature:android.hardware.touchscreen\nfeature:android.hardware.wifi\n")
        return 0
    if kind != "packages":
        raise Failure(f"Error: unknown list type '{kind}'", 255)
    for app in call.system.state.packages.installed():
        if (
            ("-3" in options and app.system)
            or ("-s" in options and not app.system)
            or "-d" in options
        ):
            continue
        if names and names[0] not in app.package:
            continue
        path = f"{app.path}=" if "-f" in options else ""
        uid = f" uid:{app.uid}" if "-U" in options else ""
        code = f" versionCode:{app.version_code}" if "--show-versioncode" in options else ""
        call.out(f"package:{path}{app.package}{code}{uid}\n")
    return 0


def _path(call: Call, words: tuple[str, ...]) -> int:
    _, names = _split(words)
    app = call.system.state.packages.find(names[0]) if names else None
    if app is None:
        return 1
    call.out(f"package:{app.path}\n")
    return 0


def _install(call: Call, words: tuple[str, ...]) -> int:
    options, names = _split(words)
    try:
        if "-S" in options or names == ["-"]:
            size = options.get("-S", "")
            data = _streamed(call, int(size) if size.isdecimal() else _LARGEST_APK)
        elif not names:
            raise Failure("Error: must either specify a package size or an APK file", 1)
        else:
            data = _stored(call, names[0])
        app = call.system.state.install(data)
    except BadApk as exc:
        raise Failure(f"Failure [{exc}]", 1) from exc
    if "-g" in options:
        for permission in app.permissions:
            call.system.state.permissions.put(app.package, permission, granted=True)
    call.out("Success\n")
    return 0


def _streamed(call: Call, size: int) -> bytes:
    if size > _LARGEST_APK:
        raise Failure("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]", 1)
    chunks: list[bytes] = []
    while size and (chunk := call.io.stdin.read(min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _stored(call: Call, name: str) -> bytes:
    path = call.path(name)
    if not call.system.files.exists(path):
        raise Failure(f"Error: Unable to open file: {path}\nError: Can't open file: {path}", 255)
    return call.system.files.read(path)


def _uninstall(call: Call, words: tuple[str, ...]) -> int:
    _, names = _split(words)
    if not names or not call.system.state.uninstall(names[0]):
        raise Failure("Failure [DELETE_FAILED_INTERNAL_ERROR]", 1)
    call.system.screen.stop(names[0])
    call.system.processes.stopped(names[0])
    call.out("Success\n")
    return 0


def _clear(call: Call, words: tuple[str, ...]) -> int:
    _, names = _split(words)
    app = call.system.state.packages.find(names[0]) if names else None
    if app is None:
        raise Failure("Failed", 1)
    call.system.screen.stop(app.package)
    call.system.processes.stopped(app.package)
    call.system.state.permissions.reset(app.package)
    call.system.state.notifications.cancel_of(app.package)
    call.system.state.clear_data(app.package)
    call.system.state.changes.note()
    call.out("Success\n")
    return 0


def _grant(call: Call, words: tuple[str, ...], *, granted: bool = True) -> int:
    _, names = _split(words)
    app = _app(call, names)
    verb = "grant" if granted else "revoke"
    if len(names) < 2:
        raise Failure("Error: no permission specified", 1)
    if "." not in names[1]:
        raise Failure(
            f"\nException occurred while executing '{verb}':\n"
            f"java.lang.IllegalArgumentException: Unknown permission: {names[1]}",
            255,
        )
    if not app.system and names[1] not in app.permissions:
        raise Failure(
            f"\nException occurred while executing '{verb}':\njava.lang.SecurityException: Package"
            f" {app.package} has not requested permission {names[1]}",
            255,
        )
    held = call.system.state.permissions.put(app.package, names[1], granted=granted)
    if held and not granted:  # what runs with a permission does not outlive it
        call.system.screen.stop(app.package)
        call.system.processes.stopped(app.package)
    return 0


def _revoke(call: Call, words: tuple[str, ...]) -> int:
    return _grant(call, words, granted=False)


def _resolve(call: Call, words: tuple[str, ...]) -> int:
    _, names = _split(words)
    app = call.system.state.packages.find(names[-1]) if names else None
    activity = None if app is None else app.launch_activity()
    if app is None or activity is None:
        call.out("No activity found\n")
        return 0
    call.out("priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false\n")
    call.out(app.short_name(activity.name) + "\n")
    return 0


_VERBS: Mapping[str, Callable[[Call, tuple[str, ...]], int]] = {
    "clear": _clear,
    "grant": _grant,
    "install": _install,
    "list": _list,
    "path": _path,
    "resolve-activity": _resolve,
    "revoke": _revoke,
    "uninstall": _uninstall,
}
