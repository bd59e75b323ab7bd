"""Apps: finding, launching, stopping, installing."""

from __future__ import annotations

import re
import secrets
import shlex
from pathlib import Path

from droidground.device.app_names import PACKAGE, close_matches, match_app
from droidground.device.link import Link
from droidground.device.shell import ShellResult, require_success, shell_failed
from droidground.device.sync import FILE_TIMEOUT_S, push_file
from droidground.device.windows import CurrentApp, parse_current_app
from droidground.errors import AppNotFound, InvalidInput

LAUNCHABLE = (
    "cmd package query-activities --brief -a android.intent.action.MAIN "
    "-c android.intent.category.LAUNCHER"
)
COMPONENT = re.compile(r"^\s*([A-Za-z][\w.]*)/([\w.$]+)\s*$", re.MULTILINE)
FAILURE = re.compile(r"^\s*(Failure\b.*|Error\b.*|Exception occurred.*|java\.lang\..*)$", re.M)
NEW_TASK = "0x10200000"
"""FLAG_ACTIVITY_NEW_TASK and FLAG_ACTIVITY_RESET_TASK_IF_NEEDED, as a launcher starts apps."""
LIST_HINT = "List what is installed with `adb shell pm list packages`."

INSTALL_HINTS: dict[str, str] = {
    "INSTALL_PARSE_FAILED": "Give an APK file that is whole and signed.",
    "UPDATE_INCOMPATIBLE": "Uninstall the app first: the other version has another signature.",
    "VERSION_DOWNGRADE": "Uninstall the newer version first.",
    "NO_MATCHING_ABIS": "Give an APK that has code for the phone's processor.",
    "OLDER_SDK": "Give an APK for the phone's version of Android.",
    "MISSING_SPLIT": "Give the whole app: this APK is one part of several.",
    "INSUFFICIENT_STORAGE": "Free space on the phone.",
    "USER_RESTRICTED": "Turn on 'Install via USB' in the phone's developer options.",
    "VERIFICATION_FAILURE": "Allow apps over USB in the phone's developer options or Play Protect.",
}
"""What to do about PackageManager's reasons, by a part of their names."""


class Apps:
    """The apps of one device."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def find_package(self, name: str) -> str:
        """Return the package of an app named as a person would, or by its package.

        Raises `AppNotFound`, with close matches or the candidates, when it is not exactly one.
        """
        packages = self.launchable()
        found = match_app(name, packages)
        if not found:
            packages = self.installed()
            found = match_app(name, packages)
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{name!r} may be any of {', '.join(sorted(found))}"
            raise AppNotFound(message, serial=self._link.serial, hint="Give the package name.")
        close = close_matches(name, packages)
        hint = f"Did you mean {' or '.join(close)}?" if close else LIST_HINT
        raise AppNotFound(f"no app {name!r} is installed", serial=self._link.serial, hint=hint)

    def installed(self) -> tuple[str, ...]:
        """Return all packages."""
        lines = self._link.read("pm list packages").stdout.splitlines()
        names = (line.strip().removeprefix("package:") for line in lines if "package:" in line)
        return tuple(name for name in names if PACKAGE.fullmatch(name))

    def launchable(self) -> tuple[str, ...]:
        """Return the packages that a launcher shows; empty where the device cannot tell."""
        said = self._link.read(LAUNCHABLE).stdout
        return tuple(dict.fromkeys(package for package, _ in COMPONENT.findall(said)))

    def current(self) -> CurrentApp | None:
        """Return the app in front; None when there is none, as on the lock screen."""
        said = self._link.read("dumpsys activity activities; dumpsys window").stdout
        return parse_current_app(said)

    def launch(self, package: str) -> None:
        """Bring an app to the front, as a tap on its icon does. Raises `AppNotFound`."""
        package = self._checked(package)
        result = self._link.run_once(
            f"am start -a android.intent.action.MAIN -c android.intent.category.LAUNCHER "
            f"-f {NEW_TASK} -n {self._launcher_activity(package)}"
        )
        if "does not exist" in result.text or "Error type 3" in result.text:
            raise AppNotFound(
                f"{package} has nothing to open", serial=self._link.serial, hint=LIST_HINT
            )
        self._require_success(result)

    def stop(self, package: str) -> None:
        """End an app. Raises `ShellFailed`."""
        self._require_success(
            self._link.run_once(f"am force-stop {self._checked(package)}", heals=True)
        )

    def clear(self, package: str) -> None:
        """Erase an app's data. Raises `ShellFailed`."""
        self._require_success(self._link.run_once(f"pm clear {self._checked(package)}", heals=True))

    def grant(self, package: str, permission: str) -> None:
        """Give an app a permission such as `android.permission.CAMERA`. Raises `ShellFailed`."""
        line = f"pm grant {self._checked(package)} {shlex.quote(permission)}"
        hint = f"See what it may ask for with `adb shell dumpsys package {package}`."
        self._require_success(self._link.run_once(line, heals=True), hint)

    def install(self, apk: Path) -> None:
        """Install an APK file, replacing an older version.

        Raises `InvalidInput` when there is no such file, `ShellFailed` with the package manager's
        reason.
        """
        path = f"/data/local/tmp/droidground-{secrets.token_hex(4)}.apk"
        try:
            push_file(self._link, apk, path)
        except OSError as exc:
            raise InvalidInput(
                f"cannot read {apk}: {exc.strerror or exc}", hint="Check the path of the APK."
            ) from exc
        line = f"pm install -r -t {path}; code=$?; rm -f {path}; exit $code"
        result = self._link.run_once(line, timeout_s=FILE_TIMEOUT_S)
        hints = (hint for code, hint in INSTALL_HINTS.items() if code in result.text)
        self._require_success(result, next(hints, ""))

    def _launcher_activity(self, package: str) -> str:
        line = (
            "cmd package resolve-activity --brief -a android.intent.action.MAIN "
            f"-c android.intent.category.LAUNCHER {package}"
        )
        found = COMPONENT.findall(self._link.read(line).stdout)
        if not found:
            raise AppNotFound(
                f"{package} is not installed or has nothing to open",
                serial=self._link.serial,
                hint=LIST_HINT,
            )
        return shlex.quote("/".join(found[-1]))

    def _checked(self, package: str) -> str:
        if not PACKAGE.fullmatch(package):
            raise AppNotFound(
                f"{package!r} is no package name", serial=self._link.serial, hint=LIST_HINT
            )
        return package

    def _require_success(self, result: ShellResult, hint: str = "") -> None:
        if FAILURE.search(result.text):
            raise shell_failed(result, self._link.serial, hint)
        require_success(result, self._link.serial, hint)
