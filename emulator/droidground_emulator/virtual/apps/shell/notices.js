// Notifications as rows of the shade and the lock screen.
import { h, icon, clock } from "/shell/element.js";
import { sliding } from "/shell/slide.js";
import { t } from "/shell/strings.js";

const UI = "com.android.systemui:id/";
const LETTERS = { hour: "h", minute: "m", day: "d" };

/** The list of what is posted. */
export function notices(shell) {
  return h("div.notices", { "data-id": UI + "notification_stack_scroller", "data-class": "android.view.ViewGroup", "data-scroll": true },
    shell.ui.notifications.map((one) => notice(shell, one)));
}

export const noticeIcon = (shell, one) => one.icon || appOf(shell, one)?.icon || "android";
const appOf = (shell, one) => shell.state.packages.find((app) => app.package === one.package);
export const appName = (shell, one) => appOf(shell, one)?.label ?? one.package;

function notice(shell, one) {
  const away = () => shell.call("dismiss", { key: one.key });
  const color = appOf(shell, one)?.color ?? "#607d8b";
  const lines = (one.details.length ? one.details : [one.text]).filter(Boolean); // as expanded
  return h("div.notice", {
    "data-id": UI + "expandableNotificationRow", "data-class": "android.widget.FrameLayout", "data-key": one.key,
    "data-clickable": String(one.opens), onclick: one.opens ? () => shell.call("open", { key: one.key }) : null,
    ...(one.ongoing ? {} : sliding({ axis: "x", away })),
  },
  h("span.disc", { style: `background:${color}`, "data-id": "android:id/icon", "data-class": "android.widget.ImageView" }, icon(shell, noticeIcon(shell, one))),
  h("div.texts", { "data-id": "android:id/status_bar_latest_event_content", "data-class": "android.widget.FrameLayout" },
    h("div.top", {},
      h("span.app", { "data-id": "android:id/app_name_text" }, appName(shell, one)),
      h("span.age", { "data-id": "android:id/time" }, age(shell, one))),
    one.title && h("div.title", { "data-id": "android:id/title", dir: "auto" }, one.title),
    lines.map((line, index) => h("div.text", { "data-id": index ? null : "android:id/text", dir: "auto" }, line))));
}

function age({ state }, { when_ms: when }) {
  const minutes = Math.floor((state.now_ms - when) / 60_000), hours = Math.floor(minutes / 60);
  if (minutes < 1) return t(state.locale, "now");
  const [value, unit] = minutes < 60 ? [minutes, "minute"] : hours < 24 ? [hours, "hour"] : [Math.floor(hours / 24), "day"];
  const english = state.locale.startsWith("en");
  return english ? `${value}${LETTERS[unit]}` : new Intl.NumberFormat(state.locale, { style: "unit", unit, unitDisplay: "narrow" }).format(value);
}
