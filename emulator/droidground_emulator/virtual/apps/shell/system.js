// System UI: status bar, navigation bar, shade, recents, lock screen, toast, dialogs, lists.
import { t } from "/shell/strings.js";

const byId = (id) => document.getElementById(id);

/** Make an element: h("div.name", {attributes}, children...). */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== ""));
  return element;
}

export const icon = (shell, name, label, id) =>
  h("span.icon", { "data-icon": name, "aria-label": label, "aria-hidden": label ? null : "true", "data-id": id }, shell.glyphs[name] ?? "");

let dialogKey = "";

export function renderSystem(shell) {
  renderStatus(shell);
  renderNavigation(shell);
  renderToast(shell);
}

const isDarkBehind = (shell) => shell.ui.front === 0 && !shell.ui.overlay && !shell.ui.locked;

function clock(state, suffix = false) {
  const at = new Date(state.now_ms), hours = at.getUTCHours();
  const minutes = String(at.getUTCMinutes()).padStart(2, "0");
  if (state.clock_24) return `${String(hours).padStart(2, "0")}:${minutes}`;
  return `${hours % 12 || 12}:${minutes}${suffix ? (hours < 12 ? " AM" : " PM") : ""}`;
}

function renderStatus(shell) {
  const { state } = shell, bar = byId("status"), ui = "com.android.systemui:id/";
  const icons = [
    state.radios.bluetooth && ["bluetooth", "Bluetooth on."],
    state.radios.airplane && ["airplane", "Airplane mode."],
    state.radios.wifi && ["wifi", "Wifi signal full."],
    !state.radios.airplane && ["signal-cellular-3", "Phone signal full."],
    ["battery-80", `Battery ${state.battery} percent.`],
  ].filter(Boolean);
  bar.dir = state.rtl ? "rtl" : "ltr";
  bar.classList.toggle("white", isDarkBehind(shell));
  bar.replaceChildren(
    h("span.clock", { "data-id": ui + "clock", "aria-label": clock(state, true) }, clock(state)),
    ...icons.map(([name, label]) => icon(shell, name, label)),
    ...(state.settings.system.status_bar_show_battery_percent === "1" ? [h("span", {}, `${state.battery}%`)] : []),
  );
}

function renderNavigation(shell) {
  const bar = byId("navigation");
  const kind = shell.ui.gestures ? "gestures" : "buttons";
  bar.classList.toggle("white", isDarkBehind(shell));
  if (bar.dataset.kind === kind) return;
  bar.dataset.kind = kind;
  bar.classList.remove("gestures", "buttons");
  bar.classList.add(kind);
  bar.toggleAttribute("aria-hidden", shell.ui.gestures);
  const key = (glyph, label, id, name) => h("span.icon", {
    role: "button", "aria-label": label, "data-class": "android.widget.ImageView", "data-clickable": "true",
    "data-id": `com.android.systemui:id/${id}`, onclick: () => shell.call("press", { key: name }),
  }, shell.glyphs[glyph]);
  bar.replaceChildren(...(shell.ui.gestures
    ? [h("div.pill")]
    : [key("menu-left", "Back", "back", "BACK"), key("circle-outline", "Home", "home", "HOME"), key("square-outline", "Overview", "recent_apps", "APP_SWITCH")]));
}

let toastTimer = 0;
function renderToast(shell) {
  const box = byId("toast"), { toast } = shell.ui;
  box.hidden = !toast;
  if (toast) box.replaceChildren(h("div.words", {}, toast.text));
}

/** Show a list over everything; resolves with the chosen index, -1 for none. */
export function chooseFromList(shell, options, selected) {
  const list = byId("list");
  chooseFromList.cancel();
  return new Promise((resolve) => {
    const close = (index) => { list.hidden = true; list.replaceChildren(); chooseFromList.cancel = () => false; resolve(index); return true; };
    chooseFromList.cancel = () => close(-1);
    const row = (label, index) => h("div.option", {
      "data-clickable": "true", "data-class": "android.widget.CheckedTextView", role: "radio", "data-id": "android:id/text1",
      "aria-checked": String(index === selected), onclick: () => close(index),
    }, label);
    list.hidden = false;
    list.replaceChildren(h("div.scrim", { onclick: () => close(-1), "aria-hidden": "true" }), h("div.card", { "data-class": "android.widget.ListView" }, options.map(row)));
  });
}
chooseFromList.cancel = () => false;
