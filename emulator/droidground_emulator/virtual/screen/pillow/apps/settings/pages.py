"""What the Settings app says: every page, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from droidground_emulator.virtual.screen.pillow.apps.settings.rows import (
    Binding,
    Choice,
    Entry,
    Heading,
    Level,
    SettingsRow,
    Toggle,
    radio,
    stored,
)
from droidground_emulator.virtual.state.device_state import DeviceState
from droidground_emulator.virtual.state.wifi import IP_ADDRESS, MAC_ADDRESS


@dataclass(frozen=True, slots=True)
class Contents:
    """A page's title and rows."""

    title: str
    rows: Callable[[DeviceState], tuple[SettingsRow, ...]]


def _fixed(title: str, *rows: SettingsRow) -> Contents:
    return Contents(title, lambda state: rows)


def _internet(state: DeviceState) -> tuple[SettingsRow, ...]:
    top: tuple[SettingsRow, ...] = (Toggle("Wi-Fi", radio("wifi")),)
    if state.radios.wifi:
        top += (*_networks(state), Entry("Add network", "", "plus"))
    known = len(state.wifi.known)
    return (
        *top,
        Entry("Network preferences", "Wi-Fi turns back on automatically"),
        Entry("Saved networks", "1 network" if known == 1 else f"{known} networks"),
        Entry("Non-carrier data usage", "0 B used Oct 1 - 31"),
    )


def _networks(state: DeviceState) -> tuple[SettingsRow, ...]:
    now = state.wifi.connected
    rows: list[SettingsRow] = [] if now is None else [
        Entry(now.ssid, "Connected", "wifi", mark="gear")
    ]  # fmt: skip
    others = (point for point in state.wifi.around() if now is None or point.ssid != now.ssid)
    return (*rows, *(Entry(each.ssid, "", "wifi", mark="lock") for each in others))


def _internet_summary(state: DeviceState) -> str:
    now = state.wifi.connected
    if now is not None:
        return now.ssid
    return "Airplane mode is on" if state.radios.airplane else "Networks available"


def _apps(state: DeviceState) -> tuple[SettingsRow, ...]:
    apps = [app for app in state.packages.installed() if app.launch_activity() is not None]
    apps.sort(key=lambda app: app.label.casefold())
    return (
        Heading(f"All {len(apps)} apps"),
        *(Entry(app.label, f"Version {app.version_name}", "apps") for app in apps),
    )


def _font_size(label: str, scale: str) -> Choice:
    return Choice(
        label,
        lambda state: state.settings.number("system", "font_scale", 1.0) == float(scale),
        lambda state: state.settings.put("system", "font_scale", scale),
    )


def _brightness(state: DeviceState) -> float:
    return (state.settings.number("system", "screen_brightness", 102) - 1) / 254


def _set_brightness(state: DeviceState, value: float) -> None:
    state.settings.put("system", "screen_brightness", str(round(1 + value * 254)))


def _volume(
    key: str, most: int
) -> tuple[Callable[[DeviceState], float], Callable[[DeviceState, float], None]]:
    return (
        lambda state: state.settings.number("system", key) / most,
        lambda state, value: state.settings.put("system", key, str(round(value * most))),
    )


def _dark_summary(state: DeviceState) -> str:
    return "Will never turn off automatically" if state.dark else "Will never turn on automatically"


_DARK = Binding(lambda state: state.dark, lambda state, on: setattr(state, "dark", on))


def _seconds(state: DeviceState) -> str:
    seconds = int(state.settings.number("system", "screen_off_timeout") / 1000)
    return (
        f"After {seconds // 60} minutes of inactivity"
        if seconds > 60
        else f"After {seconds} seconds"
    )


def _about(state: DeviceState) -> tuple[SettingsRow, ...]:
    width, height = state.display.natural_size
    return (
        Heading("Basic info"),
        Entry("Device name", state.settings.get("global", "device_name") or "", ""),
        Entry("Phone number", "Unknown"),
        Heading("Legal & regulatory"),
        Entry("Legal information"),
        Entry("Regulatory labels"),
        Heading("Device details"),
        Entry("SIM status", "T-Mobile"),
        Entry("Model", "droidground virtual phone"),
        Entry("IMEI", "Not available"),
        Heading("Device identifiers"),
        Entry("IP address", IP_ADDRESS if state.wifi.connected else "Unavailable"),
        Entry("Wi-Fi MAC address", MAC_ADDRESS if state.radios.wifi else "Unavailable"),
        Entry("Display", f"{width} x {height} pixels, {state.display.density} dpi"),
        Entry("Android version", "13"),
        Entry("Build number", "TQ3A.230805.001"),
    )


PAGES: Mapping[str, Contents] = {
    "root": _fixed(
        "Settings",
        Entry("Network & internet", "Mobile, Wi-Fi, hotspot", "wifi", "network"),
        Entry("Connected devices", "Bluetooth, pairing", "devices", "connected_devices"),
        Entry("Apps", "Recent apps, default apps", "apps", "apps"),
        Entry("Notifications", "Notification history, conversations", "bell", "notifications"),
        Entry("Battery", lambda state: f"{state.battery_level}%", "battery", "battery"),
        Entry("Storage", "38% used - 79 GB free", "storage", "storage"),
        Entry("Sound & vibration", "Volume, haptics, Do Not Disturb", "volume", "sound"),
        Entry("Display", "Dark theme, font size, brightness", "display", "display"),
        Entry("Wallpaper & style", "Colors, themed icons, app grid", "image"),
        Entry("Accessibility", "Display, interaction, audio", "accessibility", "accessibility"),
        Entry("Security", "Screen lock, device admin apps", "lock", "security"),
        Entry("Privacy", "Permissions, account activity", "shield", "privacy"),
        Entry("Location", "On - 0 apps have access", "location", "location"),
        Entry("System", "Languages, gestures, time, backup", "info", "system"),
        Entry("About phone", "droidground virtual phone", "phone", "about"),
    ),
    "network": _fixed(
        "Network & internet",
        Entry("Internet", _internet_summary, "wifi", "internet"),
        Entry("Calls & SMS", "T-Mobile", "phone"),
        Entry("SIMs", "Add a network", "sim", "sims"),
        Toggle("Airplane mode", radio("airplane"), icon="airplane"),
        Entry("Hotspot & tethering", "Off", "hotspot", "hotspot"),
        Entry("Data Saver", "Off", "saver"),
        Entry("VPN", "None", "key"),
        Entry("Private DNS", "Automatic", "dns"),
    ),
    "internet": Contents("Internet", _internet),
    "sims": _fixed(
        "SIMs",
        Toggle("Mobile data", radio("mobile_data")),
        Toggle("Roaming", stored("global", "data_roaming")),
    ),
    "hotspot": _fixed(
        "Hotspot & tethering",
        Toggle(
            "Wi-Fi hotspot", stored("global", "soft_ap_enabled"), "Share your internet over Wi-Fi"
        ),
        Toggle("USB tethering", stored("global", "usb_tethering_enabled")),
        Toggle("Bluetooth tethering", stored("global", "bluetooth_tethering_enabled")),
    ),
    "connected_devices": _fixed(
        "Connected devices",
        Toggle("Bluetooth", radio("bluetooth"), icon="bluetooth"),
        Entry(
            "Pair new device",
            lambda state: "" if state.radios.bluetooth else "Bluetooth will turn on to pair",
            "plus",
        ),
        Entry("Saved devices", "None", "devices"),
        Entry("Connection preferences", "Bluetooth, Android Auto, NFC", "info"),
        Toggle("NFC", stored("global", "nfc_on"), icon="touch"),
    ),
    "apps": Contents("Apps", _apps),
    "notifications": _fixed(
        "Notifications",
        Entry("App settings", "Control notifications from individual apps"),
        Toggle("Notification history", stored("secure", "notification_history_enabled")),
        Entry("Conversations", "No priority conversations"),
        Toggle("Bubbles", stored("secure", "notification_bubbles")),
        Toggle("Notifications on lock screen", stored("secure", "lock_screen_show_notifications")),
        Toggle("Pop on screen", stored("global", "heads_up_notifications_enabled")),
        Toggle("Do Not Disturb", stored("global", "zen_mode")),
        Toggle("Notification dot on app icon", stored("secure", "notification_badging")),
    ),
    "battery": _fixed(
        "Battery",
        Entry("Battery usage", "View usage from last full charge", "battery"),
        Toggle("Battery Saver", stored("global", "low_power"), icon="saver"),
        Toggle(
            "Adaptive Battery",
            stored("global", "adaptive_battery_management_enabled"),
            icon="display",
        ),
        Toggle(
            "Battery percentage",
            stored("system", "status_bar_show_battery_percent"),
            "Show battery percentage in status bar",
            "info",
        ),
    ),
    "storage": _fixed(
        "Storage",
        Entry("Apps", "4.1 GB"),
        Entry("Images", "1.2 GB"),
        Entry("Videos", "0 B"),
        Entry("Audio", "0 B"),
        Entry("System", "14 GB"),
    ),
    "sound": _fixed(
        "Sound & vibration",
        Level("Media volume", *_volume("volume_music", 15)),
        Level("Ring volume", *_volume("volume_ring", 7)),
        Level("Alarm volume", *_volume("volume_alarm", 7)),
        Entry("Phone ringtone", "Pixie Dust"),
        Toggle("Dial pad tones", stored("system", "dtmf_tone")),
        Toggle("Screen locking sound", stored("system", "lockscreen_sounds_enabled")),
        Toggle("Touch sounds", stored("system", "sound_effects_enabled")),
        Toggle("Touch vibration", stored("system", "haptic_feedback_enabled")),
    ),
    "display": _fixed(
        "Display",
        Heading("Brightness"),
        Level("Brightness level", _brightness, _set_brightness),
        Toggle("Adaptive brightness", stored("system", "screen_brightness_mode")),
        Heading("Appearance"),
        Toggle("Dark theme", _DARK, _dark_summary),
        Entry(
            "Font size",
            lambda state: f"{state.settings.number('system', 'font_scale', 1):g} times",
            page="font_size",
        ),
        Heading("Other display controls"),
        Toggle("Auto-rotate screen", stored("system", "accelerometer_rotation")),
        Entry("Screen timeout", _seconds),
        Toggle("Night Light", stored("secure", "night_display_activated")),
        Entry("Screen saver", "Off"),
    ),
    "font_size": _fixed(
        "Font size",
        _font_size("Small", "0.85"),
        _font_size("Default", "1.0"),
        _font_size("Large", "1.15"),
        _font_size("Largest", "1.3"),
    ),
    "accessibility": _fixed(
        "Accessibility",
        Entry("TalkBack", "Off"),
        Entry("Text and display", "Font size, colors", page="font_size"),
        Toggle("Color inversion", stored("secure", "accessibility_display_inversion_enabled")),
        Toggle("Magnification", stored("secure", "accessibility_display_magnification_enabled")),
        Toggle("Mono audio", stored("system", "master_mono")),
    ),
    "security": _fixed(
        "Security",
        Entry("Screen lock", "None"),
        Entry("Device admin apps", "No active apps"),
        Toggle("SIM card lock", stored("global", "sim_lock_enabled")),
    ),
    "privacy": _fixed(
        "Privacy",
        Entry("Permission manager", "Control app access to your data"),
        Toggle("Camera access", stored("secure", "camera_access_on"), "For all apps"),
        Toggle("Microphone access", stored("secure", "mic_access_on"), "For all apps"),
        Toggle("Show clipboard access", stored("secure", "clipboard_show_access_notifications")),
    ),
    "location": _fixed(
        "Location",
        Toggle("Use location", stored("secure", "location_mode")),
        Entry("App location permissions", "0 of 12 apps have access"),
        Entry("Location services"),
    ),
    "system": _fixed(
        "System",
        Entry(
            "Languages & input",
            lambda state: state.settings.get("system", "system_locales") or "",
            "language",
        ),
        Entry("Gestures", "", "touch"),
        Entry("Date & time", "", "clock", "date_time"),
        Entry("Backup", "Off", "storage"),
        Toggle("Developer options", stored("global", "development_settings_enabled"), icon="info"),
    ),
    "date_time": _fixed(
        "Date & time",
        Toggle("Set time automatically", stored("global", "auto_time")),
        Toggle("Set time zone automatically", stored("global", "auto_time_zone")),
        Toggle(
            "Use 24-hour format",
            Binding(
                lambda state: state.is_24_hours,
                lambda state, on: state.settings.put("system", "time_12_24", "24" if on else "12"),
            ),
        ),
    ),
    "about": Contents("About phone", _about),
}
