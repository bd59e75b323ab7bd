"""Status bar, gesture bar and lock screen: what belongs to System UI."""

from __future__ import annotations

from droidground_emulator.virtual.screen.base import GESTURE_BAR_DP, STATUS_BAR_DP
from droidground_emulator.virtual.screen.pillow.containers import Column, Row
from droidground_emulator.virtual.screen.pillow.theme import Color, Theme
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View
from droidground_emulator.virtual.state.device_state import DeviceState

_UI = "com.android.systemui:id/"


def status_bar(state: DeviceState, color: Color, fill: Color | None) -> View:
    """Return the bar with the clock and what the radios do."""
    battery = state.battery_level
    icons: list[View] = []
    if state.radios.bluetooth:
        icons.append(_status_icon("bluetooth", "Bluetooth on.", color))
    if state.radios.airplane:
        icons.append(_status_icon("airplane", "Airplane mode.", color))
    if state.radios.wifi:
        icons.append(_status_icon("wifi", "Wifi signal full.", color))
    if not state.radios.airplane:
        icons.append(_status_icon("signal", "Phone signal full.", color))
    icons.append(_status_icon("battery", f"Battery {battery} percent.", color))
    if state.settings.is_on("system", "status_bar_show_battery_percent"):
        icons.append(Text(text=f"{battery}%", size=12, color=color, padding=(2, 0, 0, 0)))
    clock = Text(
        text=state.time.now().strftime("%H:%M" if state.is_24_hours else "%-I:%M"),
        desc=state.time.now().strftime("%H:%M" if state.is_24_hours else "%-I:%M %p"),
        resource_id=_UI + "clock",
        size=13,
        color=color,
        bold=True,
        weight=1,
    )
    row = Row(
        resource_id=_UI + "status_bar_contents",
        width=FILL,
        height=STATUS_BAR_DP,
        padding=(20, 0, 16, 0),
        children=(clock, *icons),
    )
    return View(
        class_name="android.widget.FrameLayout",
        resource_id=_UI + "status_bar",
        width=FILL,
        height=STATUS_BAR_DP,
        fill=fill,
        children=(row,),
    )


def _status_icon(name: str, desc: str, color: Color) -> View:
    return Icon(name=name, side=15, desc=desc, color=color, padding=(4, 0, 0, 0))


def gesture_bar(color: Color) -> View:
    """Return the handle at the bottom, which no tree shows."""
    handle = View(width=108, height=4, fill=color, radius=2)
    return Column(
        width=FILL,
        height=GESTURE_BAR_DP,
        padding=(0, 12, 0, 0),
        centered=True,
        hidden=True,
        children=(handle,),
    )


def lock_screen(state: DeviceState, theme: Theme) -> View:
    """Return the keyguard: clock, date and what to do."""
    now = state.time.now()
    return Column(
        class_name="android.widget.FrameLayout",
        resource_id=_UI + "keyguard_root_view",
        width=FILL,
        height=FILL,
        fill=theme.surface,
        centered=True,
        children=(
            View(height=120),
            Text(
                text=now.strftime("%H:%M"),
                resource_id=_UI + "lockscreen_clock_view",
                size=72,
                color=theme.primary,
            ),
            Text(text=now.strftime("%a, %b %-d"), size=18, color=theme.text, padding=(0, 12, 0, 0)),
            View(weight=1),
            Icon(name="lock", desc="Device locked", color=theme.muted),
            Text(
                text="Swipe up to open",
                resource_id=_UI + "keyguard_indication_text",
                size=14,
                color=theme.muted,
                padding=(0, 16, 0, 60),
            ),
        ),
    )
