// The keyguard.
import { day } from "/common/words.js";
import { h, icon, clock } from "/shell/element.js";
import { notices } from "/shell/notices.js";
import { t } from "/shell/strings.js";

const UI = "com.android.systemui:id/";

export function lock(shell) {
  const { state, ui } = shell;
  const shown = state.settings.secure.lock_screen_show_notifications !== "0" && ui.notifications.length > 0;
  const [hours, minutes] = clock(state).split(":");
  return [h("div.lock", { "data-id": UI + "keyguard_root_view", "data-class": "android.widget.FrameLayout" },
    h("div.date", { "data-id": UI + "keyguard_slice_view" }, day(state.now_ms, state.locale)),
    shown
      ? h("div.time.small", { "data-id": UI + "lockscreen_clock_view" }, clock(state))
      : h("div.time", { "data-id": UI + "lockscreen_clock_view_large", "aria-label": clock(state) }, h("div", {}, hours), h("div", {}, minutes)),
    shown ? notices(shell) : h("div.rest"),
    icon(shell, "lock-outline", t(state.locale, "Device locked"), UI + "lock_icon_view"),
    h("div.hint", { "data-id": UI + "keyguard_indication_text" }, t(state.locale, "Swipe up to open")))];
}
