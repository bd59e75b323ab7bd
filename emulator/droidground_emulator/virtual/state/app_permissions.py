"""What the apps of a new phone ask for, and what they hold from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from droidground_emulator.virtual.state.permissions import PREFIX

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.packages import App

_CONTACTS = ("READ_CONTACTS", "WRITE_CONTACTS", "GET_ACCOUNTS")
_PHONE = ("READ_PHONE_STATE", "CALL_PHONE")
_SMS = ("SEND_SMS", "RECEIVE_SMS", "READ_SMS", "RECEIVE_MMS")
_PLACE = ("ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION")
_NOTICE = ("POST_NOTIFICATIONS",)
_PICTURES = ("READ_MEDIA_IMAGES", "READ_MEDIA_VIDEO")

_HELD: Mapping[str, tuple[str, ...]] = {
    "com.android.calendar": ("READ_CALENDAR", "WRITE_CALENDAR", *_NOTICE),
    "com.android.camera2": ("CAMERA", "RECORD_AUDIO"),
    "com.android.contacts": (*_CONTACTS, *_PHONE),
    "com.android.deskclock": _NOTICE,
    "com.android.dialer": (*_PHONE, *_CONTACTS, "READ_CALL_LOG", "WRITE_CALL_LOG", *_NOTICE),
    "com.android.gallery3d": _PICTURES,
    "com.android.messaging": (*_SMS, *_CONTACTS, "READ_PHONE_STATE", *_NOTICE),
    "com.android.music": ("READ_MEDIA_AUDIO", *_NOTICE),
    "net.gsantner.markor": ("READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE"),
}
"""Granted by default, as DefaultPermissionGrantPolicy does for an app's own work."""
_ASKED: Mapping[str, tuple[str, ...]] = {
    "com.android.camera2": _PLACE,
    "com.android.chrome": ("CAMERA", "RECORD_AUDIO", *_PLACE, *_NOTICE),
    "com.android.gallery3d": _PLACE,
    "com.android.messaging": ("CAMERA", "RECORD_AUDIO", *_PLACE),
    "net.gsantner.markor": ("CAMERA", "RECORD_AUDIO"),
}
"""Asked for, and not granted before the user says so."""


def with_permissions(app: App) -> App:
    """Return an app of the system with what it asks for and holds."""
    held = tuple(PREFIX + name for name in _HELD.get(app.package, ()))
    asked = tuple(PREFIX + name for name in _ASKED.get(app.package, ()))
    if not (held or asked):
        return app
    return replace(app, permissions=held + asked, granted=frozenset(held))
