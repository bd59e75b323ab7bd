"""All of the phone's state in one place."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.apk import BadApk, read_apk
from droidground_emulator.virtual.state.changes import Changes
from droidground_emulator.virtual.state.clipboard import Clipboard
from droidground_emulator.virtual.state.content.resolver import ContentResolver
from droidground_emulator.virtual.state.device_time import DeviceTime
from droidground_emulator.virtual.state.display import Display
from droidground_emulator.virtual.state.file_observers import FileObservers
from droidground_emulator.virtual.state.input_methods import InputMethods
from droidground_emulator.virtual.state.intents import Intents
from droidground_emulator.virtual.state.log import Log
from droidground_emulator.virtual.state.notifications import Notifications
from droidground_emulator.virtual.state.packages import App, Packages
from droidground_emulator.virtual.state.permissions import Permissions
from droidground_emulator.virtual.state.power import Power
from droidground_emulator.virtual.state.processes import Processes
from droidground_emulator.virtual.state.radios import Radios
from droidground_emulator.virtual.state.settings import Settings, Store
from droidground_emulator.virtual.state.system_apps import system_apps
from droidground_emulator.virtual.state.wifi import Wifi

if TYPE_CHECKING:
    from droidground_emulator.clock import Clock
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.options import PhoneOptions

log = logging.getLogger(__name__)

APPS_FOLDER = "/data/app"
_SHARED_FOLDERS = (
    "Audiobooks", "Documents/Markor", "Notifications", "Podcasts", "Recordings", "Ringtones"
)  # fmt: skip
_SETTINGS_FOLDER = "/data/system/users/0"


class FileStore(Store):
    """Keeps the settings tables as device files."""

    def __init__(self, files: Files) -> None:
        self._files = files
        with files.as_system():
            files.mkdir(_SETTINGS_FOLDER, parents=True, exist_ok=True)

    def load(self, name: str) -> bytes | None:
        """Return a saved table."""
        path = posixpath.join(_SETTINGS_FOLDER, name)
        return self._files.read(path) if self._files.exists(path) else None

    def save(self, name: str, data: bytes) -> None:
        """Keep a table; a phone that is full goes on without."""
        try:
            with self._files.as_system():
                self._files.write(posixpath.join(_SETTINGS_FOLDER, name), data, mode=0o600)
        except OSError as exc:
            log.warning("settings are not saved: %s", exc.strerror)


def _make_shared_folders(files: Files) -> None:
    """What Android's media provider makes at the first boot only: a user may do away with them."""
    for folder in _SHARED_FOLDERS:
        # One whose place is taken by something else is left out.
        with suppress(OSError):
            files.mkdir(f"/sdcard/{folder}", parents=True, exist_ok=True)


class DeviceState:
    """What the phone knows; commands, services and the screen share this one object."""

    battery_level = 85
    """Percent."""

    def __init__(self, options: PhoneOptions, files: Files, clock: Clock) -> None:
        """Boot: read what an earlier boot saved, else start as a new phone."""
        self.options = options
        self.files = files
        self.clock = clock
        if not files.exists(_SETTINGS_FOLDER):
            _make_shared_folders(files)
        self.changes = Changes()
        self.settings = Settings(
            FileStore(files),
            self.changes,
            {
                "secure/ui_night_mode": "2" if options.dark else "1",
                "system/system_locales": options.locale,
                "global/device_name": "Virtual phone",
            },
        )
        self.time = DeviceTime(clock.monotonic, seeded=options.seed is not None)
        files.stamp_with(lambda: self.time.now().timestamp())
        self.display = Display(
            self.settings,
            self.changes,
            size=options.size,
            density=options.density,
            held=options.rotation // 90,
        )
        self.radios = Radios(self.settings)
        self.wifi = Wifi(self.radios, files, self.changes)
        self.packages = Packages([*system_apps(), *_stored_apps(files)], self.changes)
        self.permissions = Permissions(self.packages, files)
        self.processes = Processes(self.packages, self.time)
        self.processes.on_end(self.permissions.end_session)
        self.notifications = Notifications(self.changes)
        self.input_methods = InputMethods(self.settings, self.packages)
        self.power = Power(
            self.changes, locks=lambda: self.settings.get("secure", "lockscreen.disabled") == "0"
        )
        self.clipboard = Clipboard()
        self.content = ContentResolver(files, self.settings, self.time, self.changes)
        self.restart: Callable[[str], object] = lambda mode: None
        """Restarts the phone, or with "shutdown" turns it off; the system says how."""
        self.intents = Intents()
        self.last_toast: str | None = None
        """Text of the last toast; toasts are in no view hierarchy, services hear of them."""
        self.file_observers = FileObservers(files)
        self.log = Log()

    @property
    def dark(self) -> bool:
        """Whether the dark theme is on."""
        return self.settings.get("secure", "ui_night_mode") == "2"

    @dark.setter
    def dark(self, on: bool) -> None:
        self.settings.put("secure", "ui_night_mode", "2" if on else "1")

    @property
    def locale(self) -> str:
        """The first of the phone's languages, as en-US."""
        listed = self.settings.get("system", "system_locales") or ""
        return listed.split(",")[0] or "en"

    @property
    def is_24_hours(self) -> bool:
        """Whether clocks count to 24."""
        return self.settings.get("system", "time_12_24") != "12"

    def configuration(self) -> tuple[object, ...]:
        """Return what a layout depends on; when it differs, the screen must lay out anew."""
        return (
            self.display.size,
            self.display.density,
            self.display.rotation,
            self.settings.get("system", "font_scale"),
            self.dark,
            self.settings.get("system", "system_locales"),
        )

    def install(self, data: bytes) -> App:
        """Install an apk and keep its file.

        Raises:
            BadApk: it cannot be installed.
        """
        app = read_apk(data)
        known = self.packages.find(app.package)
        if known is not None and known.system:
            raise BadApk("INSTALL_FAILED_ALREADY_EXISTS", f"{app.package} is a system app")
        folder = _app_folder(app.package)
        path = posixpath.join(folder, "base.apk")
        with self.files.as_system():
            self.files.mkdir(folder, parents=True, exist_ok=True)
            self.files.write(path, data)
            self.files.mkdir(_data_folder(app.package), exist_ok=True)
        return self.packages.install(replace(app, path=path))

    def uninstall(self, package: str) -> bool:
        """Remove an app and its data; False when there is none that can be removed."""
        app = self.packages.uninstall(package)
        if app is None:
            return False
        with self.files.as_system():
            self.files.remove(posixpath.dirname(app.path), recursive=True)
        self.clear_data(package, keep_folder=False)
        for ime in app.input_methods:
            self.input_methods.disable(ime)
        return True

    def clear_data(self, package: str, *, keep_folder: bool = True) -> None:
        """Erase what an app has stored."""
        path = _data_folder(package)
        with self.files.as_system():
            if self.files.exists(path):
                self.files.remove(path, recursive=True)
                if keep_folder:
                    self.files.mkdir(path)


def _data_folder(package: str) -> str:
    return f"/data/data/{package}"


def _app_folder(package: str) -> str:
    """Return the folder of an installed app; real ones hold random text, ours a steady one."""
    return f"{APPS_FOLDER}/~~{package.encode().hex()[:22]}==/{package}-1"


def _stored_apps(files: Files) -> list[App]:
    found: list[App] = []
    for outer in files.listdir(APPS_FOLDER):
        for inner in files.listdir(posixpath.join(APPS_FOLDER, outer)):
            path = posixpath.join(APPS_FOLDER, outer, inner, "base.apk")
            try:
                app = read_apk(files.read(path))
            except (OSError, BadApk):
                continue
            found.append(replace(app, path=path, uid=10_200 + len(found)))
    return found
