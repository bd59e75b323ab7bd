"""The settings a freshly booted Android 13 phone has."""

from __future__ import annotations

from collections.abc import Mapping

SYSTEM: Mapping[str, str] = {
    "accelerometer_rotation": "1",
    "dim_screen": "1",
    "dtmf_tone": "1",
    "font_scale": "1.0",
    "haptic_feedback_enabled": "1",
    "lockscreen_sounds_enabled": "1",
    "notification_light_pulse": "1",
    "pointer_speed": "0",
    "screen_brightness": "102",
    "screen_brightness_mode": "0",
    "screen_off_timeout": "60000",
    "sound_effects_enabled": "1",
    "time_12_24": "24",
    "user_rotation": "0",
    "vibrate_when_ringing": "0",
    "volume_alarm": "6",
    "volume_music": "5",
    "volume_ring": "5",
}

SECURE: Mapping[str, str] = {
    "accessibility_enabled": "0",
    "android_id": "9774d56d682e549c",
    "default_input_method": "com.android.inputmethod.latin/.LatinIME",
    "enabled_input_methods": "com.android.inputmethod.latin/.LatinIME",
    "location_mode": "3",
    "lock_screen_show_notifications": "1",
    "long_press_timeout": "400",
    "navigation_mode": "2",
    "show_ime_with_hard_keyboard": "1",
    "sleep_timeout": "-1",
    "ui_night_mode": "1",
    "user_setup_complete": "1",
}

GLOBAL: Mapping[str, str] = {
    "adb_enabled": "1",
    "airplane_mode_on": "0",
    "airplane_mode_radios": "cell,bluetooth,wifi,nfc,wimax",
    "airplane_mode_toggleable_radios": "bluetooth,wifi,nfc",
    "animator_duration_scale": "1.0",
    "auto_time": "1",
    "auto_time_zone": "1",
    "bluetooth_on": "1",
    "boot_count": "1",
    "data_roaming": "0",
    "development_settings_enabled": "1",
    "device_name": "Virtual phone",
    "device_provisioned": "1",
    "heads_up_notifications_enabled": "1",
    "low_power": "0",
    "mobile_data": "1",
    "private_dns_mode": "opportunistic",
    "stay_on_while_plugged_in": "0",
    "transition_animation_scale": "1.0",
    "usb_mass_storage_enabled": "1",
    "wifi_on": "1",
    "wifi_scan_always_enabled": "0",
    "window_animation_scale": "1.0",
    "zen_mode": "0",
    "zen_duration": "0",
}
