"""Finds the browser; it is never downloaded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from droidground_emulator.errors import ScreenUnavailable

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
BROWSER_VARIABLE = "DROIDGROUND_BROWSER"
"""Environment variable that names the browser to use."""


def find_chromium() -> Path:
    """Return the browser's path.

    Raises:
        ScreenUnavailable: there is none.
    """
    asked = os.environ.get(BROWSER_VARIABLE)
    if asked:
        path = shutil.which(asked)
        if path is None:
            raise ScreenUnavailable(
                f"{BROWSER_VARIABLE} is {asked!r}, which is no program",
                hint=f"Unset {BROWSER_VARIABLE}, or name a Chromium or Chrome.",
            )
        return Path(path)
    found = next((path for name in (*_NAMES, *_PLACES) if (path := shutil.which(name))), None)
    if found is None:
        raise ScreenUnavailable(
            "the phone's screen needs Chromium or Chrome, and neither is installed",
            hint="Install it (Debian, Ubuntu: apt install chromium), or use --screen pillow.",
        )
    return Path(found)
