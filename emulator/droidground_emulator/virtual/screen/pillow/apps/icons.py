"""Launcher icons: a glyph on a coloured disc."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from droidground_emulator.virtual.screen.pillow.theme import Color


@dataclass(frozen=True, slots=True)
class AppIcon:
    """How an app looks on the launcher."""

    glyph: str
    color: Color


_ICONS: Mapping[str, AppIcon] = {
    "com.android.chrome": AppIcon("globe", (11, 87, 208)),
    "com.android.calculator2": AppIcon("calculator", (84, 95, 113)),
    "com.android.calendar": AppIcon("calendar", (25, 103, 210)),
    "com.android.camera2": AppIcon("camera", (60, 64, 67)),
    "com.android.contacts": AppIcon("person", (26, 115, 232)),
    "com.android.deskclock": AppIcon("clock", (57, 73, 171)),
    "com.android.dialer": AppIcon("phone", (24, 128, 56)),
    "com.android.documentsui": AppIcon("folder", (0, 121, 134)),
    "com.android.gallery3d": AppIcon("image", (196, 61, 0)),
    "com.android.messaging": AppIcon("chat", (0, 99, 155)),
    "com.android.music": AppIcon("music", (176, 38, 108)),
    "com.android.settings": AppIcon("gear", (95, 99, 104)),
    "net.gsantner.markor": AppIcon("note", (227, 116, 0)),
    "com.droidground.touchpad": AppIcon("touch", (123, 31, 162)),
}


def app_icon(package: str) -> AppIcon:
    """Return an app's icon; installed apps all have the same."""
    return _ICONS.get(package, AppIcon("apps", (52, 168, 83)))
