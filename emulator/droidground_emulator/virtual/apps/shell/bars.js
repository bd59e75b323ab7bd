// Status bar and navigation bar.
import { h, icon, clock } from "/shell/element.js";

const UI = "com.android.systemui:id/";

export function renderBars(shell) {
  const page = shell.front?.contentDocument, lights = page?.documentElement?.dataset.bars === "light";
  const plain = !shell.ui.overlay && !shell.ui.locked;
  const color = page?.body && plain ? shell.front.contentWindow.getComputedStyle(page.body).backgroundColor : "";
  const edge = shell.front?.dataset.edge === "true";
  const system = document.getElementById("system");
  system.classList.toggle("white", plain && lights);
  system.style.setProperty("--behind", !edge && color && color !== "rgba(0, 0, 0, 0)" ? color : "transparent");
  document.documentElement.style.setProperty("--under", edge ? "transparent" : "var(--surface)");
  renderStatus(shell);
  renderNavigation(shell);
}

function renderStatus(shell) {
  const { state } = shell, bar = document.getElementById("status");
  const icons = [
    state.radios.bluetooth && ["bluetooth", "Bluetooth on."],
    state.radios.airplane && ["airplane", "Airplane mode."],
    state.radios.wifi && ["wifi", "Wifi signal full."],
    !state.radios.airplane && ["signal-cellular-3", "Phone signal full."],
    ["battery-80", `Battery ${state.battery} percent.`],
  ].filter(Boolean);
  const percent = state.settings.system.status_bar_show_battery_percent === "1";
  bar.dir = state.rtl ? "rtl" : "ltr";
  bar.replaceChildren(
    h("span.clock", { "data-id": UI + "clock", "aria-label": clock(state, true) }, clock(state)),
    ...icons.map(([name, label]) => icon(shell, name, label)),
    ...(percent ? [h("span", {}, `${state.battery}%`)] : []),
  );
}

function renderNavigation(shell) {
  const bar = document.getElementById("navigation"), kind = shell.ui.gestures ? "gestures" : "buttons";
  if (bar.className === kind) return;
  bar.className = kind;
  bar.toggleAttribute("aria-hidden", shell.ui.gestures);
  const key = (glyph, label, id, name) => h("span.icon", {
    role: "button", "aria-label": label, "data-class": "android.widget.ImageView", "data-clickable": "true", "data-id": UI + id,
    onclick: () => shell.call("press", { key: name }),
  }, shell.glyphs[glyph]);
  bar.replaceChildren(...(shell.ui.gestures ? [h("div.pill")] : [
    key("triangle-outline", "Back", "back", "BACK"), key("circle-outline", "Home", "home", "HOME"),
    key("square-outline", "Overview", "recent_apps", "APP_SWITCH"),
  ]));
}
