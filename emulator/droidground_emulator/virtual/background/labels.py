"""The words that apps say outside their pages, from the labels of those pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState

_APPS = Path(__file__).resolve().parents[1] / "apps"


def words(state: DeviceState, app: str) -> Mapping[str, str]:
    """Return an app's labels in the phone's language, English where it lacks one."""
    locale = state.settings.get("system", "system_locales") or "en"
    return {**_read(app, "en"), **_read(app, locale[:2])}


@cache
def _read(app: str, language: str) -> Mapping[str, str]:
    file = _APPS / app / "labels" / f"{language}.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}
