"""Runtime permissions: who asked for what, what the user said, and for how long."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.xml_file import read_xml, write_xml

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.state.packages import Packages

PREFIX = "android.permission."
_FILE = "/data/misc_de/0/apexdata/com.android.permission/runtime-permissions.xml"
FLAGS: Mapping[str, int] = {
    "USER_SET": 1 << 0,
    "USER_FIXED": 1 << 1,
    "GRANTED_BY_DEFAULT": 1 << 5,
    "USER_SENSITIVE_WHEN_GRANTED": 1 << 8,
    "USER_SENSITIVE_WHEN_DENIED": 1 << 9,
    "ONE_TIME": 1 << 16,
}
"""PackageManager.FLAG_PERMISSION_..."""
_SENSITIVE = FLAGS["USER_SENSITIVE_WHEN_GRANTED"] | FLAGS["USER_SENSITIVE_WHEN_DENIED"]
_USER_SET, _FIXED, _ONCE = FLAGS["USER_SET"], FLAGS["USER_FIXED"], FLAGS["ONE_TIME"]
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "calendar": ("READ_CALENDAR", "WRITE_CALENDAR"),
    "call_log": ("READ_CALL_LOG", "WRITE_CALL_LOG", "PROCESS_OUTGOING_CALLS"),
    "camera": ("CAMERA",),
    "contacts": ("READ_CONTACTS", "WRITE_CONTACTS", "GET_ACCOUNTS"),
    "location": ("ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION"),
    "microphone": ("RECORD_AUDIO",),
    "nearby": ("BLUETOOTH_CONNECT", "BLUETOOTH_SCAN", "BLUETOOTH_ADVERTISE", "NEARBY_WIFI_DEVICES"),
    "notifications": ("POST_NOTIFICATIONS",),
    "phone": ("READ_PHONE_STATE", "READ_PHONE_NUMBERS", "CALL_PHONE", "ANSWER_PHONE_CALLS"),
    "activity": ("ACTIVITY_RECOGNITION",),
    "audio": ("READ_MEDIA_AUDIO",),
    "visual": ("READ_MEDIA_IMAGES", "READ_MEDIA_VIDEO"),
    "sensors": ("BODY_SENSORS",),
    "sms": ("SEND_SMS", "RECEIVE_SMS", "READ_SMS", "RECEIVE_MMS", "RECEIVE_WAP_PUSH"),
    "storage": ("READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE"),
}
ONE_TIME_GROUPS = ("camera", "location", "microphone")
"""Those that may be granted for one time only (PermissionController's Utils)."""


def full_name(permission: str) -> str:
    """Return CAMERA as android.permission.CAMERA; other names as they are."""
    return permission if "." in permission else PREFIX + permission


def group_of(permission: str) -> str:
    """Return the group a permission belongs to, "" for one of no group."""
    name = permission.removeprefix(PREFIX)
    return next((group for group, members in _GROUPS.items() if name in members), "")


class Permissions:
    """What users answered; the package manager's table holds what is granted. Kept on disk."""

    def __init__(self, packages: Packages, files: Files) -> None:
        """Load what an earlier boot kept; what was granted for one time is gone."""
        self._packages = packages
        self._files = files
        self._lock = threading.RLock()
        self._flags: dict[tuple[str, str], int] = {}
        self._load()

    def flags(self, package: str, permission: str) -> int:
        """Return the flags of an app's permission."""
        return self._flags.get((package, permission), 0) | _SENSITIVE

    def is_granted(self, package: str, permission: str) -> bool:
        """Tell whether an app holds a permission."""
        app = self._packages.find(package)
        return app is not None and permission in app.granted

    def is_fixed(self, package: str, permission: str) -> bool:
        """Tell whether the user was asked twice and is not to be asked again."""
        return bool(self._flags.get((package, permission), 0) & _FIXED)

    def was_denied(self, package: str, permission: str) -> bool:
        """Tell whether the user said no."""
        denied = bool(self._flags.get((package, permission), 0) & _USER_SET)
        return denied and not self.is_granted(package, permission)

    def answer(self, package: str, permission: str, *, granted: bool, once: bool = False) -> None:
        """Take what the user said for the permission and what else the app wants of its group."""
        with self._lock:
            again = self.was_denied(package, permission)
            for name in self._siblings(package, permission):
                flags = _USER_SET | (_ONCE if once else 0)
                if not granted and again:
                    flags = _FIXED
                self._flags[package, name] = flags
                self._packages.grant(package, name, granted=granted)
            self._save()

    def put(self, package: str, permission: str, *, granted: bool) -> bool:
        """Grant or revoke without asking, as `pm` and Settings do; return whether it was held."""
        with self._lock:
            held = self.is_granted(package, permission)
            self._flags.pop((package, permission), None)
            self._packages.grant(package, permission, granted=granted)
            self._save()
        return held

    def end_session(self, package: str) -> None:
        """Take back what was granted for one time: the app's process has ended."""
        with self._lock:
            once = [name for (owner, name), flags in self._flags.items()
                    if owner == package and flags & _ONCE]  # fmt: skip
            for name in once:
                del self._flags[package, name]
                if self._packages.find(package) is not None:
                    self._packages.grant(package, name, granted=False)
            if once:
                self._save()

    def reset(self, package: str) -> None:
        """Forget what was granted to an app and what its user said."""
        with self._lock:
            for key in [key for key in self._flags if key[0] == package]:
                del self._flags[key]
            if self._packages.find(package) is not None:
                self._packages.reset(package)
            self._save()

    def _siblings(self, package: str, permission: str) -> set[str]:
        app, group = self._packages.find(package), group_of(permission)
        asked = () if app is None or not group else app.permissions
        return {permission, *(name for name in asked if group_of(name) == group)}

    def _save(self) -> None:
        root = ET.Element("runtime-permissions", version="10")
        for app in self._packages.installed():
            owned = ET.SubElement(root, "package", name=app.package)
            for name in sorted({*app.permissions, *app.granted}):
                granted = "true" if name in app.granted else "false"
                flags = f"{self.flags(app.package, name):x}"
                ET.SubElement(owned, "permission", name=name, granted=granted, flags=flags)
        write_xml(self._files, _FILE, root)

    def _load(self) -> None:
        root = read_xml(self._files, _FILE)
        for owned in () if root is None else root.iter("package"):
            package = owned.get("name", "")
            if self._packages.find(package) is None:
                continue
            for item in owned.iter("permission"):
                flags, name = int(item.get("flags", "0"), 16), item.get("name", "")
                granted = item.get("granted") == "true" and not flags & _ONCE
                self._packages.grant(package, name, granted=granted)
                if flags & ~_SENSITIVE & ~_ONCE:
                    self._flags[package, name] = flags & ~_SENSITIVE & ~_ONCE
