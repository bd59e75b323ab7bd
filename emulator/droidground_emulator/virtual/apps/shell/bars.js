// Status bar and navigation bar.
import { h, icon, clock } from "/shell/element.js";
import { appName, noticeIcon } from "/shell/notices.js";
import { t } from "/shell/strings.js";

const UI = "com.android.systemui:id/";

/** Colour the bars as what lies behind them. */
export function renderBars(shell) {
  const page = shell.front?.contentDocument, lights = page?.documentElement?.dataset.bars === "light";
  const plain = !shell.ui.overlay && !shell.ui.locked;
  const color = page?.body && plain ? shell.front.contentWindow.getComputedStyle(page.body).backgroundColor : "";
  const edge = shell.front?.dataset.edge === "true";
  const system = document.getElementById("system");
  const secure = plain && shell.front?.classList.contains("secure"); // its window reaches under the bars
  const plainColor = !edge && color && color !== "rgba(0, 0, 0, 0)" ? color : "transparent";
  system.classList.toggle("white", plain && (lights || secure));
  system.style.setProperty("--behind", secure ? "#000" : plainColor);
  document.documentElement.style.setProperty("--under", edge ? "transparent" : "var(--surface)");
  // A dialog of the page darkens what is around it, the bars too.
  const dim = plain && page?.querySelector("body > .scrim");
  system.style.setProperty("--dim", dim ? page.defaultView.getComputedStyle(dim).backgroundColor : "transparent");
  if (page?.body) watch(shell, page);
  renderStatus(shell);
  renderNavigation(shell);
}

const watched = new WeakSet();
function watch(shell, page) {
  if (watched.has(page)) return;
  watched.add(page);
  new MutationObserver(() => renderBars(shell)).observe(page.body, { childList: true });
}

function renderStatus(shell) {
  const { state, ui } = shell, bar = document.getElementById("status");
  bar.dir = state.rtl ? "rtl" : "ltr";
  // The shade has a header of its own.
  bar.classList.toggle("covered", !ui.locked && (ui.overlay === "shade" || ui.overlay === "quick"));
  bar.replaceChildren(
    h("span.clock", { "data-id": UI + "clock", "aria-label": clock(state, true) }, clock(state)),
    h("span.posted", { "data-id": UI + "notificationIcons", "data-class": GROUP }, ui.notifications.slice(0, MOST).map((one) =>
      icon(shell, noticeIcon(shell, one), `${appName(shell, one)} notification: ${one.title || one.text}`))),
    systemIcons(shell));
}

const GROUP = "android.view.ViewGroup", MOST = 4;
const BATTERY = ["battery-outline", ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((level) => `battery-${level}`), "battery"];

/** What is on: radios, modes, battery. */
export function systemIcons(shell) {
  const { state } = shell, { system, global } = state.settings, { radios } = state;
  const icons = [
    radios.bluetooth && ["bluetooth", "Bluetooth on."],
    (global.zen_mode ?? "0") !== "0" && ["minus-circle-outline", "Do Not Disturb."],
    radios.airplane && ["airplane", "Airplane mode."],
    state.wifi.ssid && ["wifi", "Wifi signal full.", "wifi_combo"],
    !radios.airplane && ["signal-cellular-3", "Phone signal full.", "mobile_combo"],
    [global.low_power === "1" ? "battery-plus-outline" : BATTERY[Math.round(state.battery / 10)], `Battery ${state.battery} percent.`, "battery"],
  ].filter(Boolean);
  return h("span.icons", { "data-id": UI + "system_icons", "data-class": "android.widget.LinearLayout" },
    icons.map(([name, label, id]) => icon(shell, name, label, id && UI + id)),
    system.status_bar_show_battery_percent === "1" && h("span.percent", { "data-id": UI + "battery_percentage_view" }, `${state.battery}%`));
}

function renderNavigation(shell) {
  const bar = document.getElementById("navigation"), kind = shell.ui.gestures ? "gestures" : "buttons";
  bar.hidden = shell.ui.locked && !shell.ui.gestures;
  document.documentElement.classList.toggle("typing", shell.ui.keyboard);
  const { locale, rtl } = shell.state;
  if (bar.className === kind && bar.lang === locale) return;
  Object.assign(bar, { className: kind, lang: locale, dir: rtl ? "rtl" : "ltr" });
  bar.toggleAttribute("aria-hidden", shell.ui.gestures);
  const key = (glyph, label, id, name) => h(`span.icon.${id}`, {
    role: "button", "aria-label": t(locale, label), "data-class": "android.widget.ImageView", "data-clickable": "true",
    "data-id": UI + id, "data-icon": glyph,
    onclick: () => shell.call("press", { key: name }),
  }, shell.glyphs[glyph]);
  bar.replaceChildren(...(shell.ui.gestures ? [h("div.pill")] : [
    key("triangle-outline", "Back", "back", "BACK"), key("circle-outline", "Home", "home", "HOME"),
    key("square-outline", "Overview", "recent_apps", "APP_SWITCH"),
  ]));
}
