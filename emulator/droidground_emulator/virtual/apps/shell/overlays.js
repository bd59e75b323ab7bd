// What System UI shows over the apps: lock screen, recents, notification shade with quick settings.
import { h, icon, clock, day } from "/shell/element.js";
import { t } from "/shell/strings.js";

const UI = "com.android.systemui:id/", HOME = "com.android.launcher3:id/";
const FEW = 4;

export function renderOverlay(shell) {
  const { ui } = shell, box = document.getElementById("overlay");
  const kind = ui.locked ? "lock" : ui.overlay;
  box.hidden = !kind;
  box.className = kind;
  box.dir = shell.state.rtl ? "rtl" : "ltr";
  if (!kind) return box.replaceChildren();
  const draw = { lock, recents, shade, quick: shade }[kind];
  const scrolled = box.querySelector(".cards")?.scrollLeft ?? 0;
  box.replaceChildren(...draw(shell));
  const cards = box.querySelector(".cards");
  if (cards) cards.scrollLeft = scrolled;
}

function lock(shell) {
  const { state } = shell;
  return [h("div.lock", { "data-id": UI + "keyguard_root_view", "data-class": "android.widget.FrameLayout" },
    h("div.time", { "data-id": UI + "lockscreen_clock_view" }, clock(state)),
    h("div.date", {}, day(state)),
    h("div.rest"),
    icon(shell, "lock-outline", t(state.locale, "Device locked"), UI + "lock_icon"),
    h("div.hint", { "data-id": UI + "keyguard_indication_text" }, t(state.locale, "Swipe up to open")))];
}

function recents(shell) {
  const { ui, state } = shell;
  const words = (text) => t(state.locale, text);
  if (!ui.running.length) return [h("div.empty", {}, words("No recent items"))];
  const clear = () => Promise.all(ui.running.map((one) => shell.call("end", { package: one }))).then(() => shell.call("home"));
  return [
    h("div.cards", { "data-id": HOME + "overview_panel", "data-class": "android.widget.ScrollView" }, ui.running.map((one) => card(shell, one))),
    h("div.clear", { role: "button", "data-id": HOME + "clear_all", onclick: clear }, words("Clear all")),
  ];
}

function card(shell, packageName) {
  const app = shell.state.packages.find((one) => one.package === packageName);
  const element = h("div.task", {
    "data-id": HOME + "task", "data-class": "android.widget.FrameLayout", "data-clickable": "true",
    onclick: () => shell.call("switch", { package: packageName }),
  },
  h("div.head", {}, h("span.disc", { style: `background:${app.color}`, "aria-hidden": "true" }, icon(shell, app.icon)), h("span.title", {}, app.label)),
  h("div.preview", { "aria-hidden": "true" }, h("span.icon.large", { style: `color:${app.color}` }, shell.glyphs[app.icon])));
  let from = 0;
  element.addEventListener("touchstart", (event) => { from = event.touches[0].clientY; }, { passive: true });
  element.addEventListener("touchend", (event) => {
    if (from - event.changedTouches[0].clientY > element.clientHeight / 5) shell.call("end", { package: packageName });
  });
  return element;
}

function tiles(shell) {
  const { state } = shell, { system, secure, global } = state.settings;
  const radio = (name) => () => shell.call("radio", { name, on: !state.radios[name] });
  const put = (table, key, value) => () => shell.call("put", { table, key, value });
  const turns = system.accelerometer_rotation === "1", quiet = (global.zen_mode ?? "0") !== "0", saver = global.low_power === "1";
  return [
    ["Internet", "wifi", state.radios.wifi, radio("wifi")],
    ["Bluetooth", "bluetooth", state.radios.bluetooth, radio("bluetooth")],
    ["Airplane mode", "airplane", state.radios.airplane, radio("airplane")],
    ["Dark theme", "theme-light-dark", state.dark, put("secure", "ui_night_mode", state.dark ? "1" : "2")],
    ["Auto-rotate", "screen-rotation", turns, put("system", "accelerometer_rotation", turns ? "0" : "1")],
    ["Mobile data", "swap-vertical", state.radios.mobile_data, radio("mobile_data")],
    ["Do Not Disturb", "minus-circle-outline", quiet, put("global", "zen_mode", quiet ? "0" : "1")],
    ["Battery Saver", "battery-plus-outline", saver, put("global", "low_power", saver ? "0" : "1")],
  ];
}

function shade(shell) {
  const { state, ui } = shell, quick = ui.overlay === "quick";
  const words = (text) => t(state.locale, text);
  const tile = ([name, glyph, on, toggle]) => h(`div.tile${on ? ".on" : ""}`, {
    role: "switch", "aria-checked": String(on), "aria-label": words(name), "data-clickable": "true", "data-class": "android.widget.Switch", onclick: toggle,
  }, icon(shell, glyph), h("div.name", { "data-id": UI + "tile_label" }, words(name)));
  const open = () => shell.call("start", { package: "com.android.settings" });
  return [
    h("div.scrim", { "aria-hidden": "true", onclick: () => shell.call("show", { overlay: "" }) }),
    h("div.panel", { "data-id": UI + "notification_panel", "data-class": "android.widget.FrameLayout" },
      h("div.header", {}, h("span.time", { "data-id": UI + "clock" }, clock(state)), h("span.date", { "data-id": UI + "date" }, day(state))),
      h("div.tiles", { "data-id": UI + "quick_settings_panel", "data-class": GROUP }, tiles(shell).slice(0, quick ? 8 : FEW).map(tile)),
      quick && h("div.footer", {}, h("span.grow"), h("span.round", { role: "button", "aria-label": words("Open settings"), "data-id": UI + "settings_button_container", onclick: open }, icon(shell, "cog"))),
      !quick && h("div.none", { "data-id": UI + "no_notifications" }, words("No notifications"))),
  ];
}
const GROUP = "android.view.ViewGroup";
