// An app's icon with its name, and what a long press on it offers.
import { h, icon } from "/common/ui.js";

const SETTINGS = "com.android.settings", APP_INFO = "com.android.settings.applications.InstalledAppDetails";
let popup = null;

/** Take away what a long press has opened; false when there is nothing. */
export function closePopup() {
  const open = Boolean(popup);
  popup?.remove();
  popup = null;
  return open;
}

function openPopup(app, view, beside) {
  const info = () => { closePopup(); phone.start(SETTINGS, APP_INFO, `package:${app.package}`); };
  const menu = h("div.menu", { "data-id": "deep_shortcuts_container", "data-class": "android.view.ViewGroup" },
    h("button.shortcut", { "data-id": "system_shortcut", "data-class": "android.widget.FrameLayout", onclick: info },
      icon("information-outline"), h("span", { "data-id": "bubble_text" }, view.t("app_info"))));
  closePopup();
  popup = h("div.popup", { role: "dialog", "aria-modal": "true", onclick: closePopup }, menu);
  document.body.append(popup);
  const { left, width, top, bottom } = beside.getBoundingClientRect();
  const { clientWidth, clientHeight } = menu;
  const x = Math.min(Math.max(left + width / 2 - clientWidth / 2, 8), innerWidth - clientWidth - 8);
  menu.style.left = `${x}px`;
  menu.style.top = `${top > clientHeight + 40 ? top - clientHeight - 4 : bottom + 4}px`;
}

/** An icon that opens its app; those of the dock show no name. */
export function cell(app, view, { named = true } = {}) {
  const themed = view.state.settings.secure.themed_icons === "1";
  const button = h("button.app", {
    "data-key": app.package, "aria-label": app.label, "data-id": "icon", "data-class": "android.widget.TextView",
    "data-long-clickable": "true", onclick: () => phone.start(app.package),
  },
  h(`span.disc${themed ? ".themed" : ""}`, { style: themed ? null : `background: ${app.color}`, "aria-hidden": "true" }, icon(app.icon)),
  named && h("span.name", {}, app.label));
  button.addEventListener("longpress", (event) => { event.preventDefault(); openPopup(app, view, button); });
  return button;
}
