"""Installed apps, their activities and permissions."""

from __future__ import annotations

import fnmatch
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes

MAIN = "android.intent.action.MAIN"
LAUNCHER = "android.intent.category.LAUNCHER"
HOME = "android.intent.category.HOME"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of an app."""

    name: str
    """Full class name."""
    actions: tuple[str, ...] = (MAIN,)
    categories: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    """URI schemes it opens with VIEW and the like; empty when it takes no data."""
    mime_types: tuple[str, ...] = ()
    """MIME types of what it opens; `*` stands for any subtype."""

    def takes(self, scheme: str, mime_type: str) -> bool:
        """Tell whether it opens such data; with neither, whether it opens without any."""
        if mime_type:
            fits = any(fnmatch.fnmatchcase(mime_type, kind) for kind in self.mime_types)
            return fits and (scheme in ("", "content", "file") or scheme in self.schemes)
        if scheme:
            return scheme in self.schemes
        return not (self.schemes or self.mime_types)


@dataclass(frozen=True, slots=True)
class App:
    """One installed package."""

    package: str
    label: str
    activities: tuple[Activity, ...] = ()
    version_name: str = "13"
    version_code: int = 33
    target_sdk: int = 33
    system: bool = True
    path: str = ""
    """Where its apk lies on the device."""
    permissions: tuple[str, ...] = ()
    """Runtime permissions it asks for."""
    granted: frozenset[str] = frozenset()
    input_methods: tuple[str, ...] = ()
    """Ids of the input methods it holds."""
    uid: int = 1000

    def launch_activity(self) -> Activity | None:
        """Return what its icon on the launcher opens."""
        return next((a for a in self.activities if LAUNCHER in a.categories), None)

    def activity(self, name: str) -> Activity | None:
        """Return the activity of that full or dotted name."""
        full = self.package + name if name.startswith(".") else name
        return next((a for a in self.activities if a.name == full), None)

    def short_name(self, activity: str) -> str:
        """Return `package/.Activity` as Android prints components."""
        inside = activity.startswith(self.package + ".")
        return f"{self.package}/{activity[len(self.package) :] if inside else activity}"


class Packages:
    """The package manager's table; safe from any thread."""

    def __init__(self, apps: Iterable[App], changes: Changes) -> None:
        self._changes = changes
        self._lock = threading.Lock()
        self._apps = {app.package: app for app in apps}
        self._first_granted = {app.package: app.granted for app in self._apps.values()}
        self._next_uid = 10_100 + len(self._apps)

    def installed(self) -> list[App]:
        """Return all apps by package name."""
        with self._lock:
            return sorted(self._apps.values(), key=lambda app: app.package)

    def find(self, package: str) -> App | None:
        """Return one app."""
        with self._lock:
            return self._apps.get(package)

    def install(self, app: App) -> App:
        """Add or replace an app; an update keeps its uid and what was granted."""
        with self._lock:
            before = self._apps.get(app.package)
            uid = before.uid if before else self._next_uid
            self._next_uid += before is None
            kept = before.granted if before else frozenset[str]()
            app = replace(app, uid=uid, granted=app.granted | kept)
            self._apps[app.package] = app
        self._changes.note()
        return app

    def uninstall(self, package: str) -> App | None:
        """Remove an app that is not part of the system; return what was removed."""
        with self._lock:
            app = self._apps.get(package)
            if app is None or app.system:
                return None
            del self._apps[package]
        self._changes.note()
        return app

    def grant(self, package: str, permission: str, *, granted: bool = True) -> None:
        """Grant or revoke a permission of an installed app."""
        with self._lock:
            app = self._apps[package]
            now = app.granted | {permission} if granted else app.granted - {permission}
            self._apps[package] = replace(app, granted=now)
        self._changes.note()

    def reset(self, package: str) -> None:
        """Go back to what an app held from the start, as `pm clear` does."""
        with self._lock:
            first = self._first_granted.get(package, frozenset[str]())
            self._apps[package] = replace(self._apps[package], granted=first)
        self._changes.note()

    def resolve(
        self,
        action: str,
        *,
        category: str = "",
        scheme: str = "",
        mime_type: str = "",
        package: str = "",
    ) -> tuple[App, Activity] | None:
        """Return the activity that an intent without a component opens."""
        for app in self.installed():
            if package and app.package != package:
                continue
            for activity in app.activities:
                if (
                    action in activity.actions
                    and activity.takes(scheme, mime_type)
                    and (not category or category in activity.categories)
                ):
                    return app, activity
        return None
