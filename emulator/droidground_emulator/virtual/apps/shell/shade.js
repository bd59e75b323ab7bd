// The notification shade, and quick settings as its second step.
import { day } from "/common/words.js";
import { h, icon, clock } from "/shell/element.js";
import { notices } from "/shell/notices.js";
import { t } from "/shell/strings.js";
import { brightness, tiles } from "/shell/tiles.js";
import { systemIcons } from "/shell/bars.js";

const UI = "com.android.systemui:id/", GROUP = "android.view.ViewGroup", FRAME = "android.widget.FrameLayout";

export function shade(shell) {
  const quick = shell.ui.overlay === "quick";
  const close = (event) => { if (event.target === event.currentTarget) shell.call("show", { overlay: "" }); };
  return h("div.panel", { "data-id": UI + "notification_panel", "data-class": FRAME, "data-key": quick ? "quick" : "few", onclick: close },
    header(shell), h("div.qs", { "data-id": UI + "qs_frame", "data-class": FRAME }, quick && brightness(shell), tiles(shell, quick)),
    quick ? actions(shell) : posted(shell));
}

function header(shell) {
  const { state } = shell;
  return h("div.header", { "data-id": UI + "split_shade_status_bar", "data-class": GROUP },
    h("span.time", { "data-id": UI + "clock" }, clock(state)),
    h("span.date", { "data-id": UI + "date" }, day(state.now_ms, state.locale)),
    h("span.grow"), systemIcons(shell));
}

function posted(shell) {
  const words = (text) => t(shell.state.locale, text);
  if (!shell.ui.notifications.length) return h("div.none", { "data-id": UI + "no_notifications" }, words("No notifications"));
  const button = (text, id, onclick) => h("div.pill", { role: "button", "data-class": "android.widget.Button", "data-id": UI + id, onclick }, words(text));
  return [
    notices(shell),
    h("div.foot", {},
      button("Manage", "manage_text", () => shell.call("start", { package: "com.android.settings", activity: "com.android.settings.Settings$NotificationAppListActivity" })),
      shell.ui.notifications.some((one) => !one.ongoing) && button("Clear all", "dismiss_text", () => shell.call("clear"))),
  ];
}

function actions(shell) {
  const words = (text) => t(shell.state.locale, text);
  const open = () => shell.call("start", { package: "com.android.settings" });
  return h("div.foot.actions", { "data-id": UI + "qs_footer_actions", "data-class": FRAME }, h("span.grow"),
    h("span.round", { role: "button", "aria-label": words("Open settings"), "data-class": FRAME, "data-id": UI + "settings_button_container", onclick: open }, icon(shell, "cog-outline")));
}
