// Recents: a card for each task, with the app itself made small as its picture.
import { h, icon } from "/shell/element.js";
import { sliding } from "/shell/slide.js";
import { t } from "/shell/strings.js";

const HOME = "com.android.launcher3:id/";
const SHARE = 0.62; // of the screen, a card's size

export function recents(shell) {
  const { ui, state } = shell;
  const words = (text) => t(state.locale, text);
  if (!ui.running.length) {
    return [h("div.empty", { "data-id": HOME + "overview_panel" }, icon(shell, "layers-outline"), h("div", {}, words("No recent items")))];
  }
  const clear = async () => {
    for (const one of ui.running) await shell.call("end", { package: one });
    await shell.call("home");
  };
  // The newest card stands at the end of the line; older ones lie before it, and "Clear all" before those.
  return [h("div.cards", {
    "data-id": HOME + "overview_panel", "data-class": "android.widget.ListView", dir: state.rtl ? "ltr" : "rtl", onscroll: () => placeTasks(shell),
  },
  ui.running.map((one) => card(shell, one)),
  h("div.clear", { role: "button", dir: "auto", "data-id": HOME + "clear_all", "data-class": "android.widget.Button", onclick: clear }, words("Clear all")))];
}

function card(shell, packageName) {
  const app = shell.state.packages.find((one) => one.package === packageName);
  const [width, height] = shell.state.size_dp.map((side) => Math.round(side * SHARE));
  return h("div.task", {
    "data-id": HOME + "task", "data-class": "android.widget.FrameLayout", "data-clickable": "true", "aria-label": app.label,
    "data-key": packageName, style: `width: ${width}px`,
    onclick: () => shell.call("switch", { package: packageName }),
    ...sliding({ axis: "y", moved: () => placeTasks(shell), away: () => shell.call("end", { package: packageName }) }),
  },
  h("span.disc", { style: `background:${app.color}`, "data-id": HOME + "icon", "data-class": "android.view.View" }, icon(shell, app.icon)),
  h("div.preview", { style: `height: ${height}px`, "data-id": HOME + "snapshot", "data-class": "android.view.View" }));
}

/** Lay each task's page over its card, or put the pages back where they belong. */
export function placeTasks(shell) {
  const { ui, state } = shell, shown = !ui.locked && ui.overlay === "recents", zoom = state.density / 160;
  for (const frame of document.querySelectorAll("#apps > iframe")) frame.classList.remove("small");
  if (!shown) return;
  for (const element of document.querySelectorAll(".task")) {
    const page = ui.pages.findLast((one) => one.package === element.dataset.key);
    const frame = page && document.querySelector(`#apps > iframe[data-number="${page.number}"]`);
    if (!frame || page.secure) continue;
    const { left, top } = element.querySelector(".preview").getBoundingClientRect();
    const above = page.edge ? 0 : state.insets.top;
    frame.style.setProperty("--at", `translate(${left / zoom}px, ${top / zoom - above * (1 - SHARE)}px) scale(${SHARE})`);
    frame.classList.add("small");
  }
}
