"""From what people call an app to its package. Pure.

adb alone cannot read labels, so that well-known names are looked up in a small table and others
are compared with the parts of package names.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+")

KNOWN: dict[str, tuple[str, ...]] = {
    "settings": ("com.android.settings",),
    "chrome": ("com.android.chrome",),
    "browser": ("com.android.chrome", "com.sec.android.app.sbrowser", "com.android.browser"),
    "firefox": ("org.mozilla.firefox",),
    "clock": ("com.google.android.deskclock", "com.android.deskclock",
              "com.sec.android.app.clockpackage"),
    "contacts": ("com.google.android.contacts", "com.android.contacts",
                 "com.samsung.android.app.contacts"),
    "messages": ("com.google.android.apps.messaging", "com.samsung.android.messaging",
                 "com.android.messaging", "com.android.mms"),
    "phone": ("com.google.android.dialer", "com.samsung.android.dialer", "com.android.dialer"),
    "camera": ("com.google.android.GoogleCamera", "com.sec.android.app.camera",
               "com.android.camera2", "com.android.camera"),
    "files": ("com.google.android.apps.nbu.files", "com.sec.android.app.myfiles",
              "com.google.android.documentsui", "com.android.documentsui"),
    "photos": ("com.google.android.apps.photos",),
    "gallery": ("com.sec.android.gallery3d", "com.android.gallery3d", "com.miui.gallery",
                "com.google.android.apps.photos"),
    "calendar": ("com.google.android.calendar", "com.samsung.android.calendar",
                 "com.android.calendar"),
    "calculator": ("com.google.android.calculator", "com.sec.android.app.popupcalculator",
                   "com.android.calculator2"),
    "gmail": ("com.google.android.gm",),
    "maps": ("com.google.android.apps.maps",),
    "youtube": ("com.google.android.youtube",),
    "playstore": ("com.android.vending",),
    "drive": ("com.google.android.apps.docs",),
    "google": ("com.google.android.googlequicksearchbox",),
    "recorder": ("com.google.android.apps.recorder", "com.android.soundrecorder"),
    "whatsapp": ("com.whatsapp",),
    "telegram": ("org.telegram.messenger",),
    "instagram": ("com.instagram.android",),
    "facebook": ("com.facebook.katana",),
    "spotify": ("com.spotify.music",),
    "notes": ("com.google.android.keep", "com.samsung.android.app.notes", "net.gsantner.markor"),
}  # fmt: skip
"""Packages of well-known apps, the commonest first; Google's, Samsung's, AOSP's."""

SAME: dict[str, str] = {
    "systemsettings": "settings",
    "googlechrome": "chrome",
    "deskclock": "clock",
    "alarm": "clock",
    "people": "contacts",
    "messaging": "messages",
    "sms": "messages",
    "dialer": "phone",
    "filemanager": "files",
    "myfiles": "files",
    "googlephotos": "photos",
    "googlemaps": "maps",
    "googleplay": "playstore",
    "googleplaystore": "playstore",
    "googledrive": "drive",
    "mail": "gmail",
    "keep": "notes",
}
"""Other words for those names."""


def match_app(name: str, packages: Sequence[str]) -> tuple[str, ...]:
    """Return the installed packages that a name may mean: one, several, or none.

    A package name means itself; then the table decides; then equality with the last part of a
    package; then with any part but the first.
    """
    if name in packages:
        return (name,)
    word = re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("app") or name.lower()
    known = KNOWN.get(SAME.get(word, word), ())
    found = next((package for package in known if package in packages), None)
    if found:
        return (found,)
    parts = {package: [part.lower() for part in package.split(".")] for package in packages}
    last = tuple(package for package, words in parts.items() if words[-1] == word)
    return last or tuple(package for package, words in parts.items() if word in words[1:])


def close_matches(name: str, packages: Sequence[str]) -> tuple[str, ...]:
    """Return installed packages whose name, or a part of it, looks like `name`."""
    word = re.sub(r"[^a-z0-9]", "", name.lower())
    parts: dict[str, str] = {}
    for package in packages:
        for part in (package, *package.split(".")[1:]):
            parts.setdefault(part.lower(), package)
    close = difflib.get_close_matches(word, parts, n=5, cutoff=0.7)
    inside = [package for part, package in parts.items() if len(word) > 2 and word in part]
    return tuple(dict.fromkeys([*(parts[part] for part in close), *inside]))[:5]
