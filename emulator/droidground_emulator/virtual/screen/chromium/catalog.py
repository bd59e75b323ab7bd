"""Which page an activity is shown with, and how apps are called and look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.app_pages import APPS_FOLDER
from droidground_emulator.virtual.options import language_of
from droidground_emulator.virtual.state.system_apps import LAUNCHER_ACTIVITY, LAUNCHER_PACKAGE

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.device_state import DeviceState
    from droidground_emulator.virtual.state.packages import App

_ICON, _COLOR = "android", "#3ddc84"
_PLAIN = "plain"
"""Folder of the page of apps that have none of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What `app.json` says of one app."""

    folder: str
    labels: dict[str, str]
    icon: str = _ICON
    color: str = _COLOR
    activities: dict[str, str] | None = None
    """Page by activity; others open index.html."""
    launch: str = ""
    edge: bool = False
    """Whether its pages reach under the system bars."""


@cache
def entries() -> dict[str, Entry]:
    """Return the apps with pages of their own, and the plain ones with an icon, by package."""
    plain: dict[str, Any] = json.loads((APPS_FOLDER / _PLAIN / "apps.json").read_text("utf-8"))
    found = {package: _entry(_PLAIN, data) for package, data in plain.items()}
    for file in sorted(APPS_FOLDER.glob("*/app.json")):
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        found[str(data["package"])] = _entry(file.parent.name, data)
    return found


def _entry(folder: str, data: dict[str, Any]) -> Entry:
    label = data.get("label", {})
    return Entry(
        folder=folder,
        labels={"en": label} if isinstance(label, str) else label,
        icon=data.get("icon", _ICON),
        color=data.get("color", _COLOR),
        activities=data.get("activities"),
        launch=data.get("launch", ""),
        edge=bool(data.get("edge")),
    )


def entry(package: str) -> Entry:
    """Return an app's entry, that of a plain page when it has none of its own."""
    return entries().get(package) or Entry(_PLAIN, {})


def find_activity(state: DeviceState, package: str, activity: str | None) -> str | None:
    """Return the full name of the activity to show, None when the app has no such one."""
    if package == LAUNCHER_PACKAGE:
        return LAUNCHER_ACTIVITY
    app = state.packages.find(package)
    if app is None:
        return None
    if activity is None:
        launched = app.launch_activity()
        return None if launched is None else launched.name
    found = app.activity(activity)
    if found is not None:
        return found.name
    return activity if activity in (entry(package).activities or {}) else None


def page_url(package: str, activity: str) -> str:
    """Return the path of the page that shows an activity."""
    app = entry(package)
    page = (app.activities or {}).get(activity) or "index.html"
    return f"/{app.folder}/{page}"


def describe(app: App, locale: str) -> dict[str, str]:
    """Return an app's name, icon and colour for a locale."""
    known = entry(app.package)
    labels = known.labels
    label = labels.get(locale) or labels.get(language_of(locale)) or labels.get("en") or app.label
    return {"package": app.package, "label": label, "icon": known.icon, "color": known.color}
