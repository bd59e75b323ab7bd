// Quick settings: each tile shows a part of the phone's state and changes it.
import { h, icon } from "/shell/element.js";
import { t } from "/shell/strings.js";

const UI = "com.android.systemui:id/";

// [name, icon, on, what a tap does, second line when on]
function tilesOf(shell) {
  const { state } = shell, { system, secure, global } = state.settings;
  const radio = (name) => () => shell.call("radio", { name, on: !state.radios[name] });
  const put = (table, key, value) => () => shell.call("put", { table, key, value });
  const flip = (table, key, on, yes = "1", no = "0") => [on, put(table, key, on ? no : yes)];
  return [
    ["Internet", state.radios.wifi ? "wifi" : "wifi-off", state.radios.wifi, radio("wifi"), state.wifi.ssid],
    ["Bluetooth", state.radios.bluetooth ? "bluetooth" : "bluetooth-off", state.radios.bluetooth, radio("bluetooth")],
    ["Flashlight", "flashlight", ...flip("secure", "flashlight_enabled", secure.flashlight_enabled === "1")],
    ["Do Not Disturb", "minus-circle-outline", ...flip("global", "zen_mode", (global.zen_mode ?? "0") !== "0")],
    ["Airplane mode", "airplane", state.radios.airplane, radio("airplane")],
    ["Auto-rotate", "screen-rotation", ...flip("system", "accelerometer_rotation", system.accelerometer_rotation === "1")],
    ["Battery Saver", "battery-plus-outline", ...flip("global", "low_power", global.low_power === "1")],
    ["Dark theme", "circle-half-full", ...flip("secure", "ui_night_mode", state.dark, "2", "1")],
  ];
}

const FEW = 4;

export function tiles(shell, all) {
  const list = tilesOf(shell).slice(0, all ? undefined : FEW);
  return h("div.tiles", { "data-id": UI + (all ? "quick_settings_panel" : "quick_qs_panel"), "data-class": "android.view.ViewGroup" },
    list.map((one) => tile(shell, one)));
}

function tile(shell, [name, glyph, on, toggle, more]) {
  const words = (text) => t(shell.state.locale, text);
  const second = on && more ? more : words(on ? "On" : "Off");
  return h(`div.tile${on ? ".on" : ""}`, {
    role: "switch", "aria-checked": String(on), "aria-label": on && more ? `${words(name)},${more}` : words(name),
    "data-clickable": "true", "data-long-clickable": "true", "data-class": "android.widget.Switch", "data-key": name, onclick: toggle,
  },
  icon(shell, glyph),
  h("div.words", {},
    h("div.name", { "data-id": UI + "tile_label" }, words(name)),
    h("div.second", { "data-id": UI + "app_label" }, second)));
}

/** The brightness slider, on the gamma curve that Android's own uses (BrightnessUtils). */
export function brightness(shell) {
  const { state } = shell, level = Number(state.settings.system.screen_brightness ?? 102);
  const at = toGamma(level), move = (event) => set(shell, event);
  return h("div.brightness", {
    role: "slider", "aria-label": t(state.locale, "Display brightness"), "aria-valuenow": Math.round(at * 100), style: `--at: ${at}`,
    "data-class": "android.widget.SeekBar", "data-id": UI + "slider",
    onpointerdown: (event) => { event.currentTarget.setPointerCapture(event.pointerId); event.currentTarget.dataset.moving = "true"; },
    onpointermove: (event) => { if (event.currentTarget.dataset.moving) move(event); },
    onpointerup: (event) => { move(event); delete event.currentTarget.dataset.moving; },
    onpointercancel: (event) => { delete event.currentTarget.dataset.moving; },
  }, h("i", { "aria-hidden": "true" }, icon(shell, "brightness-6")));
}

function set(shell, { currentTarget: track, clientX }) {
  const box = track.getBoundingClientRect(), along = (clientX - box.left) / box.width;
  const at = Math.min(1, Math.max(0, shell.state.rtl ? 1 - along : along));
  track.style.setProperty("--at", at);
  shell.call("put", { table: "system", key: "screen_brightness", value: String(fromGamma(at)) });
}

// The hybrid log-gamma curve of ARIB STD-B67, from 1 to 255.
const R = 0.5, A = 0.17883277, B = 0.28466892, C = 0.55991073;
const LEAST = 1, MOST = 255;

function fromGamma(at) {
  const curved = at <= R ? (at / R) ** 2 : Math.exp((at - C) / A) + B;
  return Math.round(LEAST + (MOST - LEAST) * Math.min(12, Math.max(0, curved)) / 12);
}

function toGamma(level) {
  const linear = ((level - LEAST) / (MOST - LEAST)) * 12;
  return linear <= 1 ? Math.sqrt(Math.max(0, linear)) * R : A * Math.log(linear - B) + C;
}
