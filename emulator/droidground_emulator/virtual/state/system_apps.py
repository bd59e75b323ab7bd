"""The apps that come with the phone."""

from __future__ import annotations

from droidground_emulator.virtual.state.app_permissions import with_permissions
from droidground_emulator.virtual.state.everyday_apps import everyday_apps
from droidground_emulator.virtual.state.input_methods import SYSTEM_IME
from droidground_emulator.virtual.state.packages import HOME, LAUNCHER, MAIN, Activity, App

LAUNCHER_PACKAGE = "com.android.launcher3"
LAUNCHER_ACTIVITY = "com.android.launcher3.uioverrides.QuickstepLauncher"
SETTINGS_PACKAGE = "com.android.settings"
SETTINGS_SUBPAGE = "com.android.settings.SubSettings"
APP_DETAILS = "com.android.settings.applications.InstalledAppDetails"
_APP_DETAILS_ACTION = "android.settings.APPLICATION_DETAILS_SETTINGS"
SYSTEM_UI = "com.android.systemui"

SETTINGS_PAGES: tuple[tuple[str, str, str], ...] = (
    ("NetworkDashboardActivity", "network", "android.settings.WIRELESS_SETTINGS"),
    ("AirplaneModeSettingsActivity", "network", "android.settings.AIRPLANE_MODE_SETTINGS"),
    ("WifiSettingsActivity", "internet", "android.settings.WIFI_SETTINGS"),
    ("NetworkProviderSettingsActivity", "internet", "android.settings.NETWORK_PROVIDER_SETTINGS"),
    (
        "ConnectedDeviceDashboardActivity",
        "connected_devices",
        "android.settings.BLUETOOTH_SETTINGS",
    ),
    ("ManageApplicationsActivity", "apps", "android.settings.APPLICATION_SETTINGS"),
    ("ManageAllApplicationsActivity", "apps", "android.settings.MANAGE_ALL_APPLICATIONS_SETTINGS"),
    ("NotificationAppListActivity", "notifications", "android.settings.NOTIFICATION_SETTINGS"),
    ("PowerUsageSummaryActivity", "battery", "android.intent.action.POWER_USAGE_SUMMARY"),
    ("BatterySaverSettingsActivity", "battery", "android.settings.BATTERY_SAVER_SETTINGS"),
    ("StorageDashboardActivity", "storage", "android.settings.INTERNAL_STORAGE_SETTINGS"),
    ("SoundSettingsActivity", "sound", "android.settings.SOUND_SETTINGS"),
    ("DisplaySettingsActivity", "display", "android.settings.DISPLAY_SETTINGS"),
    ("AccessibilitySettingsActivity", "accessibility", "android.settings.ACCESSIBILITY_SETTINGS"),
    ("SecurityDashboardActivity", "security", "android.settings.SECURITY_SETTINGS"),
    ("PrivacyDashboardActivity", "privacy", "android.settings.PRIVACY_SETTINGS"),
    ("LocationSettingsActivity", "location", "android.settings.LOCATION_SOURCE_SETTINGS"),
    ("SystemDashboardActivity", "system", "android.settings.SYSTEM_SETTINGS"),
    ("LocaleSettingsActivity", "system", "android.settings.LOCALE_SETTINGS"),
    ("DateTimeSettingsActivity", "system", "android.settings.DATE_SETTINGS"),
    ("MyDeviceInfoActivity", "about", "android.settings.DEVICE_INFO_SETTINGS"),
)
"""(activity after `Settings$`, page, action that opens it)."""


def system_apps() -> list[App]:
    """Return the apps of a new phone."""
    apps = [_settings(), _launcher(), *_hidden(), *_plain(), *everyday_apps()]
    return [with_permissions(app) for app in apps]


def _app(package: str, label: str, activities: tuple[Activity, ...], uid: int) -> App:
    folder = label.replace(" ", "")
    return App(package, label, activities, path=f"/system/app/{folder}/{folder}.apk", uid=uid)


def _icon(name: str) -> Activity:
    return Activity(name, (MAIN,), (LAUNCHER, "android.intent.category.DEFAULT"))


def _settings() -> App:
    root = Activity(
        "com.android.settings.Settings",
        (MAIN, "android.settings.SETTINGS"),
        (LAUNCHER, "android.intent.category.DEFAULT"),
    )
    pages = (
        Activity(
            f"com.android.settings.Settings${name}", (action,), ("android.intent.category.DEFAULT",)
        )
        for name, _, action in SETTINGS_PAGES
    )
    details = Activity(
        APP_DETAILS, (_APP_DETAILS_ACTION,), ("android.intent.category.DEFAULT",), ("package",)
    )
    inside = (root, *pages, details, Activity(SETTINGS_SUBPAGE, ()))
    return _app(SETTINGS_PACKAGE, "Settings", inside, 1000)


def _launcher() -> App:
    home = Activity(LAUNCHER_ACTIVITY, (MAIN,), (HOME, "android.intent.category.DEFAULT"))
    return _app(LAUNCHER_PACKAGE, "Launcher3", (home,), 10_070)


def _hidden() -> list[App]:
    keyboard = App(
        "com.android.inputmethod.latin",
        "Android Keyboard (AOSP)",
        path="/system/app/LatinIME/LatinIME.apk",
        input_methods=(SYSTEM_IME,),
        uid=10_071,
    )
    return [
        App("android", "Android System", path="/system/framework/framework-res.apk"),
        App(SYSTEM_UI, "System UI", path="/system_ext/priv-app/SystemUI/SystemUI.apk", uid=10_072),
        App("com.android.shell", "Shell", path="/system/priv-app/Shell/Shell.apk", uid=2000),
        App(
            "com.android.permissioncontroller",
            "Permission controller",
            path="/system/priv-app/PermissionController/PermissionController.apk",
            uid=10_073,
        ),
        keyboard,
    ]


_PLAIN: tuple[tuple[str, str, str], ...] = (
    ("com.android.calendar", "Calendar", "com.android.calendar.AllInOneActivity"),
    ("com.android.music", "Music", "com.android.music.MusicBrowserActivity"),
    ("com.droidground.touchpad", "Touchpad", "com.droidground.touchpad.MainActivity"),
)


def _plain() -> list[App]:
    return [
        _app(package, label, (_icon(activity),), 10_100 + number)
        for number, (package, label, activity) in enumerate(_PLAIN)
    ]
