// What Settings says: every page, row by row. Labels are in labels/; a row is built by rows.js.
import { palette } from "/common/ui.js";
import { appInfo, appRows, appStorage, confirm } from "./app_pages.js";
import { languageRows, networkRows, networkSummary, networkDetails, savedRows } from "./network_pages.js";
import { about, brightness, colours, dnsText, pickDns, pickNight, pickTimeout, sizeBar, timeoutText } from "./details.js";
import { appPermissions, permissionApps, permissionChoice, permissionGroups } from "./permission_pages.js";
import { storageRows, storageSummary } from "./storage_pages.js";
import { choice, drawn, entry, head, info, level, main, radio, span, stored, toggle } from "./rows.js";

const fixed = (...rows) => () => rows;
const setting = (table, key) => (state) => state.settings[table][key];
const onOff = (bound) => (state, t) => t(bound.read(state) ? "on" : "off");
const plain = (table, key) => (id, more) => toggle(id, stored(table, key), more);

const DARK = stored("secure", "ui_night_mode", ["2", "1"]);
const HOTSPOT = stored("global", "soft_ap_enabled");
const SAVER = stored("global", "low_power");
const DATA_SAVER = stored("global", "restrict_background");
const DND = stored("global", "zen_mode");
const LOCATION = stored("secure", "location_mode", ["3", "0"]);
const INVERSION = stored("secure", "accessibility_display_inversion_enabled");
const NIGHT_LIGHT = stored("secure", "night_display_activated");
const FONT_SIZES = [["small", "0.85"], ["default", "1.0"], ["large", "1.15"], ["largest", "1.3"]];
const NAVIGATION = [["nav_gestures", "2"], ["nav_buttons", "0"]];

const fontSize = (state) => FONT_SIZES.find(([, scale]) => Number(scale) === state.font_scale)?.[0] ?? "custom";
const ofTable = (table, key, pairs, usual) => (state) => pairs.map(([id, value]) =>
  choice(id, (state.settings[table][key] ?? usual) === value, () => phone.put(table, key, value)));

/** name -> rows of the page, from the state, the labels, the view and what the page was opened with */
export const PAGES = {
  root: fixed(
    entry("network", { glyph: "wifi", page: "network" }),
    entry("connected", { glyph: "devices", page: "connected" }),
    entry("apps", { glyph: "apps", page: "apps" }),
    entry("notifications", { glyph: "bell-outline", page: "notifications" }),
    entry("battery", { glyph: "battery", page: "battery", summary: (s, t) => t("percent", { n: s.battery }) }),
    entry("storage", { glyph: "database-outline", page: "storage", summary: storageSummary }),
    entry("sound", { glyph: "volume-high", page: "sound" }),
    entry("display", { glyph: "brightness-6", page: "display" }),
    entry("wallpaper", { glyph: "palette-outline", page: "wallpaper" }),
    entry("accessibility", { glyph: "human", page: "accessibility" }),
    entry("security", { glyph: "lock-outline", page: "security" }),
    entry("privacy", { glyph: "shield-account-outline", page: "privacy" }),
    entry("location", { glyph: "map-marker-outline", page: "location", summary: onOff(LOCATION) }),
    entry("system", { glyph: "information-outline", page: "system" }),
    entry("about", { glyph: "cellphone", page: "about", summary: (s) => s.props.model }),
  ),
  network: fixed(
    entry("internet", { glyph: "wifi", page: "internet", summary: networkSummary }),
    entry("sims", { glyph: "sim-outline", page: "sims" }),
    toggle("airplane", radio("airplane"), { glyph: "airplane" }),
    entry("hotspot", { glyph: "access-point", page: "hotspot", summary: onOff(HOTSPOT) }),
    entry("data_saver", { glyph: "leaf", page: "data_saver", summary: onOff(DATA_SAVER) }),
    entry("vpn", { glyph: "key-outline", page: "vpn" }),
    entry("private_dns", {
      glyph: "dns-outline", act: pickDns, summary: dnsText,
    }),
  ),
  internet: (state, view) => [toggle("wifi", radio("wifi")), ...networkRows(state, view)],
  saved_networks: savedRows,
  network_details: networkDetails,
  sims: fixed(
    toggle("mobile_data", radio("mobile_data")),
    plain("global", "data_roaming")("roaming"),
  ),
  hotspot: fixed(
    toggle("wifi_hotspot", HOTSPOT),
    plain("global", "usb_tethering_enabled")("usb_tethering"),
    plain("global", "bluetooth_tethering_enabled")("bluetooth_tethering"),
    info("hotspot_note"),
  ),
  data_saver: fixed(main("use_data_saver", DATA_SAVER), info("data_saver_note")),
  vpn: fixed(info("vpn_note")),
  connected: (state) => [
    toggle("bluetooth", radio("bluetooth"), { glyph: "bluetooth" }),
    entry("pair", { glyph: "plus", page: "pair", summary: (s, t) => (s.radios.bluetooth ? "" : t("pair_off")) }),
    plain("global", "nfc_on")("nfc", { glyph: "nfc" }),
    info(state.radios.bluetooth ? "visible_note" : "bluetooth_note"),
  ],
  pair: (state) => [
    entry("device_name", { summary: setting("global", "device_name") }),
    head("available_devices"), info("searching"),
    entry("bluetooth_address", { summary: "02:00:00:44:55:67" }),
  ],
  apps: appRows,
  app_info: appInfo,
  app_permissions: appPermissions,
  app_storage: appStorage,
  permission: permissionChoice,
  notifications: fixed(
    plain("secure", "notification_history_enabled")("history"),
    plain("secure", "notification_bubbles")("bubbles"),
    plain("secure", "lock_screen_show_notifications")("on_lock_screen"),
    plain("global", "heads_up_notifications_enabled")("heads_up"),
    toggle("dnd", DND),
    plain("secure", "notification_badging")("badging"),
  ),
  battery: (state, { t }) => [
    drawn(sizeBar(state.battery / 100, t("percent", { n: state.battery }), t("not_charging"))),
    toggle("battery_saver", SAVER, { glyph: "leaf" }),
    plain("global", "adaptive_battery_management_enabled")("adaptive_battery", { glyph: "battery-heart-outline" }),
    plain("system", "status_bar_show_battery_percent")("battery_percentage", { glyph: "percent-outline" }),
  ],
  storage: storageRows,
  sound: fixed(
    level("media_volume", span("system", "volume_music", 0, 15, 5), { glyph: "music-note" }),
    level("ring_volume", span("system", "volume_ring", 0, 7, 5), { glyph: "bell-outline" }),
    level("alarm_volume", span("system", "volume_alarm", 0, 7, 6), { glyph: "alarm" }),
    toggle("dnd", DND),
    plain("system", "vibrate_when_ringing")("vibrate_ring"),
    plain("system", "dtmf_tone")("dial_tones"),
    plain("system", "lockscreen_sounds_enabled")("locking_sound"),
    plain("system", "sound_effects_enabled")("touch_sounds"),
    plain("system", "haptic_feedback_enabled")("touch_vibration"),
  ),
  display: fixed(
    head("brightness"),
    level("brightness_level", span("system", "screen_brightness", 1, 255, 102), { summary: brightness }),
    plain("system", "screen_brightness_mode")("adaptive_brightness"),
    head("appearance"),
    toggle("dark_theme", DARK, { summary: (s, t) => t(DARK.read(s) ? "dark_on" : "dark_off") }),
    entry("font_size", { page: "font_size", summary: (s, t) => t(fontSize(s)) }),
    head("other_display"),
    toggle("auto_rotate", stored("system", "accelerometer_rotation")),
    entry("timeout", { act: pickTimeout, summary: timeoutText }),
    toggle("night_light", NIGHT_LIGHT, { summary: pickNight(NIGHT_LIGHT) }),
  ),
  font_size: (state) => FONT_SIZES.map(([id, scale]) =>
    choice(id, state.font_scale === Number(scale), () => phone.put("system", "font_scale", scale))),
  wallpaper: (state, { t }) => [
    drawn(colours(palette(state), t)),
    toggle("dark_theme", DARK, { summary: (s, t) => t(DARK.read(s) ? "dark_on" : "dark_off") }),
    plain("secure", "themed_icons")("themed_icons"),
  ],
  accessibility: fixed(
    head("display"),
    entry("text_size", { glyph: "format-size", page: "font_size" }),
    toggle("inversion", INVERSION, { glyph: "invert-colors" }),
    plain("secure", "accessibility_display_daltonizer_enabled")("color_correction", { glyph: "palette-outline" }),
    plain("secure", "accessibility_display_magnification_enabled")("magnification", { glyph: "magnify-plus-outline" }),
    head("audio"),
    plain("system", "master_mono")("mono_audio", { glyph: "ear-hearing" }),
  ),
  security: fixed(
    head("device_security"),
    entry("screen_lock", { glyph: "lock-outline", page: "screen_lock" }),
    plain("global", "sim_lock_enabled")("sim_lock", { glyph: "sim-outline" }),
    plain("secure", "lock_screen_owner_info_enabled")("owner_info", { glyph: "card-account-details-outline" }),
  ),
  screen_lock: ofTable("secure", "lockscreen.disabled", [["lock_none", "1"], ["lock_swipe", "0"]], "1"),
  privacy: fixed(
    entry("permission_manager", { glyph: "shield-key-outline", page: "permission_manager" }),
    plain("secure", "camera_access_on")("camera_access", { glyph: "camera-outline" }),
    plain("secure", "mic_access_on")("mic_access", { glyph: "microphone-outline" }),
    plain("secure", "clipboard_show_access_notifications")("clipboard_access", { glyph: "clipboard-outline" }),
    plain("system", "show_password")("show_passwords", { glyph: "form-textbox-password" }),
  ),
  permission_manager: permissionGroups,
  permission_apps: permissionApps,
  location: fixed(
    main("use_location", LOCATION),
    entry("location_apps", { glyph: "apps", page: "permission_apps", args: { group: "location" } }),
    plain("global", "wifi_scan_always_enabled")("wifi_scanning", { glyph: "wifi" }),
    plain("global", "ble_scan_always_enabled")("bluetooth_scanning", { glyph: "bluetooth" }),
  ),
  system: fixed(
    entry("languages", { glyph: "web", page: "languages", summary: (s, t) => t(`language_${s.locale.split(/[-_]/)[0]}`) }),
    entry("gestures", { glyph: "gesture-swipe", page: "gestures" }),
    entry("date_time", { glyph: "clock-outline", page: "date_time" }),
    plain("global", "development_settings_enabled")("developer", { glyph: "code-braces" }),
    entry("reset", { glyph: "backup-restore", page: "reset" }),
  ),
  reset: (state, view) => ["reset_network", "reset_apps"].map((id) => entry(id, {
    act: () => confirm(view, `${id}_question`, `${id}_warning`, () => phone.reset(id.slice("reset_".length))),
  })),
  languages: languageRows,
  gestures: (state, view) => [
    head("system_navigation"), ...ofTable("secure", "navigation_mode", NAVIGATION, "2")(state, view),
    head("more_gestures"),
    plain("secure", "double_tap_to_wake")("tap_to_wake"),
    plain("secure", "camera_double_tap_power_gesture_disabled")("no_camera_gesture"),
  ],
  date_time: fixed(
    plain("global", "auto_time")("auto_time"),
    plain("global", "auto_time_zone")("auto_time_zone"),
    toggle("clock_24", stored("system", "time_12_24", ["24", "12"], "24")),
  ),
  about,
};

/** activity of the Settings app, after `Settings$` -> page */
export const ACTIVITIES = {
  NetworkDashboardActivity: "network", AirplaneModeSettingsActivity: "network", WifiSettingsActivity: "internet",
  NetworkProviderSettingsActivity: "internet", ConnectedDeviceDashboardActivity: "connected", ManageApplicationsActivity: "apps",
  ManageAllApplicationsActivity: "apps", NotificationAppListActivity: "notifications", PowerUsageSummaryActivity: "battery",
  BatterySaverSettingsActivity: "battery", StorageDashboardActivity: "storage", SoundSettingsActivity: "sound",
  DisplaySettingsActivity: "display", AccessibilitySettingsActivity: "accessibility", SecurityDashboardActivity: "security",
  PrivacyDashboardActivity: "privacy", LocationSettingsActivity: "location", SystemDashboardActivity: "system",
  LocaleSettingsActivity: "languages", DateTimeSettingsActivity: "date_time", MyDeviceInfoActivity: "about",
};
