"""What the browser is told of the phone: its state for the pages, System UI for the system page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.options import language_of
from droidground_emulator.virtual.screen.base import STATUS_BAR_DP
from droidground_emulator.virtual.screen.chromium.catalog import describe
from droidground_emulator.virtual.screen.insets import gesture_navigation, navigation_bar_dp
from droidground_emulator.virtual.state.input_methods import SYSTEM_IME
from droidground_emulator.virtual.state.permissions import group_of
from droidground_emulator.virtual.state.radios import RADIOS
from droidground_emulator.virtual.state.settings import TABLES
from droidground_emulator.virtual.state.wifi import GATEWAY, IP_ADDRESS, MAC_ADDRESS

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState
    from droidground_emulator.virtual.state.notifications import Notification

_RIGHT_TO_LEFT = ("ar", "fa", "he", "iw", "ur")


def state_snapshot(state: DeviceState) -> dict[str, Any]:
    """Return what every page may read."""
    locale = state.locale
    zoom = state.display.px_per_dp
    width, height = state.display.size
    installed = state.packages.installed()
    return {
        "settings": {table: dict(state.settings.rows(table)) for table in TABLES},
        "radios": {name: getattr(state.radios, name) for name in RADIOS},
        "wifi": _wifi(state),
        "locale": locale,
        "rtl": language_of(locale) in _RIGHT_TO_LEFT,
        "dark": state.dark,
        "font_scale": min(max(state.settings.number("system", "font_scale", 1.0), 0.5), 3.0),
        "now_ms": state.time.now_ms(),
        "clock_24": state.is_24_hours,
        "battery": state.battery_level,
        "rotation": state.display.rotation,
        "size": [width, height],
        "size_dp": [round(width / zoom), round(height / zoom)],
        "density": state.display.density,
        "insets": {"top": STATUS_BAR_DP, "bottom": navigation_bar_dp(state)},
        "apps": [describe(app, locale) for app in installed if app.launch_activity()],
        "packages": [
            {
                "version": app.version_name,
                "system": app.system,
                "permissions": {name: name in app.granted for name in app.permissions},
                **describe(app, locale),
            }
            for app in installed
        ],
        "permission_groups": {
            name: group_of(name) for app in installed for name in app.permissions
        },
        "props": {"model": "droidground phone", "release": "13"},
    }


def _wifi(state: DeviceState) -> dict[str, Any]:
    connected = state.wifi.connected
    return {
        "ssid": None if connected is None else connected.ssid,
        "around": [
            {"ssid": point.ssid, "level": point.level, "secured": point.secured}
            for point in state.wifi.around()
        ],
        "known": list(state.wifi.known),
        "ip": IP_ADDRESS,
        "gateway": GATEWAY,
        "mac": MAC_ADDRESS,
    }


def ui_snapshot(state: DeviceState, desktop: Desktop) -> dict[str, Any]:
    """Return what System UI shows."""
    methods = state.input_methods
    dialog = desktop.dialog
    return {
        "pages": [page.describe() for page in desktop.pages()],
        "front": desktop.front.number,
        "running": list(desktop.running),
        "overlay": desktop.overlay,
        "locked": state.power.locked,
        "gestures": gesture_navigation(state),
        "keyboard": methods.shown and methods.selected == SYSTEM_IME and not state.power.locked,
        "toast": desktop.toast,
        "dialog": dialog and dialog.describe(),
        "notifications": [_notification(each) for each in state.notifications.listed()],
    }


def _notification(posted: Notification) -> dict[str, Any]:
    return {
        "key": posted.key,
        "package": posted.package,
        "title": posted.title,
        "text": posted.text,
        "details": list(posted.details),
        "icon": posted.icon,
        "when_ms": posted.when_ms,
        "ongoing": posted.ongoing,
        "opens": posted.intent is not None,
    }
