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


def find_chromium(asked: str | None = None) -> Path:
    """Return the path of the browser asked for, by argument or variable; else of one installed.

    Raises:
        ScreenUnavailable: there is none.
    """
    asked = asked or os.environ.get(BROWSER_VARIABLE)
    if asked:
        path = shutil.which(asked)
        if path is None:
            raise ScreenUnavailable(
                f"the browser is to be {asked!r}, which is no program",
                hint=f"Name a Chromium or Chrome, or unset {BROWSER_VARIABLE}.",
            )
        return Path(path)
    found = _installed()
    if found is None:
        raise ScreenUnavailable(
            "the phone's screen needs Chromium or Chrome, and neither is installed",
            hint="Install it (Debian, Ubuntu: apt install chromium), or use --screen pillow.",
        )
    return Path(found)


def is_chromium_expected() -> bool:
    """Tell whether a browser is installed, or was named, rightly or not."""
    return bool(os.environ.get(BROWSER_VARIABLE)) or _installed() is not None


def _installed() -> str | None:
    return next((path for name in (*_NAMES, *_PLACES) if (path := shutil.which(name))), None)
