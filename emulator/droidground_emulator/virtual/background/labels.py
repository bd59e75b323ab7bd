"""The words that apps say outside their pages, from the labels of those pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from droidground_emulator.virtual.app_pages import APPS_FOLDER
from droidground_emulator.virtual.options import language_of

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState


def words(state: DeviceState, app: str) -> Mapping[str, str]:
    """Return an app's labels in the phone's language, English where it lacks one."""
    return {**_read(app, "en"), **_read(app, language_of(state.locale))}


@cache
def _read(app: str, language: str) -> Mapping[str, str]:
    file = APPS_FOLDER / app / "labels" / f"{language}.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}
