"""Whether this machine can draw a language: Roboto, which is always there, has no other scripts."""

from __future__ import annotations

import shutil
import subprocess

from droidground_emulator.virtual.options import language_of

_PACKAGES = {
    "fonts-noto-cjk": "ja ko zh",
    "fonts-noto-core": "am ar as bn ckb dv fa gu he hi hy iw ka km kn lo ml mr my ne or pa ps sd"
    " si ta te th ug ur yi",
}
"""Debian's packages, and languages in scripts that Roboto lacks and they have."""
_LIST_S = 10.0


def missing_font(locale: str) -> str | None:
    """Return the Debian package to install for a language; None when it can be drawn, or may be.

    Asks fontconfig, as Chromium does on Linux; where there is none, nothing is known to be missing.
    """
    language = language_of(locale)
    package = next((name for name, codes in _PACKAGES.items() if language in codes.split()), None)
    program = shutil.which("fc-list")
    if package is None or program is None:
        return None
    try:
        listed = subprocess.run(
            [program, f":lang={language}", "family"],
            capture_output=True,
            timeout=_LIST_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return None if listed.stdout.strip() else package
