"""Where the pages of the phone's own apps lie."""

from __future__ import annotations

from pathlib import Path

APPS_FOLDER = Path(__file__).resolve().parent / "apps"
