"""Which page an activity opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.pillow.apps.launcher import HomePage
from droidground_emulator.virtual.screen.pillow.apps.plain import PlainPage
from droidground_emulator.virtual.screen.pillow.apps.settings.page import page_for
from droidground_emulator.virtual.screen.pillow.apps.touchpad import PACKAGE as TOUCHPAD
from droidground_emulator.virtual.screen.pillow.apps.touchpad import TouchpadPage
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE, SETTINGS_PACKAGE

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.pillow.ui import Page
    from droidground_emulator.virtual.state.device_state import DeviceState


def start_page(
    state: DeviceState, package: str, activity: str | None, uri: str | None
) -> Page | None:
    """Return the page to show; None when the app has no such activity."""
    if package == LAUNCHER_PACKAGE:
        return HomePage()
    if package == SETTINGS_PACKAGE:
        return page_for(activity)
    app = state.packages.find(package)
    if app is None:
        return None
    found = app.launch_activity() if activity is None else app.activity(activity)
    if found is None:
        return None
    if package == TOUCHPAD:
        return TouchpadPage()
    return PlainPage(package, app.label, found.name, uri or "")
