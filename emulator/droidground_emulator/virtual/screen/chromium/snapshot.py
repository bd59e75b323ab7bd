"""What the browser is told of the phone: its state for the pages, System UI for the system page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium.catalog import describe
from droidground_emulator.virtual.state.input_methods import SYSTEM_IME
from droidground_emulator.virtual.state.settings import TABLES

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState

_RIGHT_TO_LEFT = ("ar", "fa", "he", "iw", "ur")
STATUS_BAR_DP = 24
GESTURE_BAR_DP = 24
BUTTON_BAR_DP = 48


def locale_of(state: DeviceState) -> str:
    """Return the first language of the phone, as en-US."""
    listed = state.settings.get("system", "system_locales") or "en"
    return listed.split(",")[0] or "en"


def gesture_navigation(state: DeviceState) -> bool:
    """Tell whether swipes navigate, not buttons."""
    return state.settings.get("secure", "navigation_mode") != "0"


def navigation_bar_dp(state: DeviceState) -> int:
    """Return the height of the bar at the bottom."""
    return GESTURE_BAR_DP if gesture_navigation(state) else BUTTON_BAR_DP


def state_snapshot(state: DeviceState) -> dict[str, Any]:
    """Return what every page may read."""
    locale = locale_of(state)
    zoom = state.display.density / 160
    width, height = state.display.size
    installed = state.packages.installed()
    return {
        "settings": {table: dict(state.settings.rows(table)) for table in TABLES},
        "radios": {
            name: getattr(state.radios, name)
            for name in ("wifi", "bluetooth", "airplane", "mobile_data")
        },
        "locale": locale,
        "rtl": locale[:2] in _RIGHT_TO_LEFT,
        "dark": state.dark,
        "font_scale": min(max(state.settings.number("system", "font_scale", 1.0), 0.5), 3.0),
        "now_ms": int(state.time.now().timestamp() * 1000),
        "clock_24": state.is_24_hours,
        "battery": state.battery_level,
        "rotation": state.display.rotation,
        "size": [width, height],
        "size_dp": [round(width / zoom), round(height / zoom)],
        "density": state.display.density,
        "insets": {"top": STATUS_BAR_DP, "bottom": navigation_bar_dp(state)},
        "apps": [describe(app, locale) for app in installed if app.launch_activity()],
        "packages": [
            {"version": app.version_name, "system": app.system, **describe(app, locale)}
            for app in installed
        ],
        "props": {"model": "droidground phone", "release": "13"},
    }


def ui_snapshot(state: DeviceState, desktop: Desktop) -> dict[str, Any]:
    """Return what System UI shows."""
    methods = state.input_methods
    dialog = desktop.dialogs[-1] if desktop.dialogs else None
    return {
        "pages": [page.describe() for page in desktop.pages()],
        "front": desktop.front.number,
        "running": list(desktop.running),
        "overlay": desktop.overlay,
        "locked": state.power.locked,
        "gestures": gesture_navigation(state),
        "keyboard": methods.shown and methods.selected == SYSTEM_IME and not state.power.locked,
        "toast": desktop.toast,
        "dialog": dialog
        and {
            "kind": dialog.kind,
            "title": dialog.title,
            "text": dialog.text,
            "buttons": list(dialog.buttons),
        },
    }
