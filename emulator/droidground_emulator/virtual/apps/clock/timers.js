import { button, h, icon, iconButton } from "/common/ui.js";
import { addMinute, changeTimer, expired, left, removeTimer, resetTimer, setTimer, store } from "./store.js";
import { length, now } from "./time.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"];

export function timers(view, args) {
  const { t } = view;
  const title = h("div.title", { "data-id": "action_bar_title" }, t("timers"));
  if (store.timers.length && args.typed === undefined) {
    return [
      title, store.timers.map((one) => timer(view, one)),
      h("button.fab", { "aria-label": t("add_timer"), "data-id": "fab", "data-class": "android.widget.ImageButton",
        onclick: () => { args.typed = ""; view.redraw(); } }, icon("plus")),
    ];
  }
  return [title, ...setup(view, args)];
}

function setup(view, args) {
  const { t } = view;
  const typed = args.typed ?? "";
  const digits = typed.padStart(6, "0");
  const [hours, minutes, seconds] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].map(Number);
  const type = (key) => {
    args.typed = (typed + key).replace(/^0+/, "").slice(0, 6);
    view.redraw();
  };
  const start = async () => {
    await setTimer(((hours * 60 + minutes) * 60 + seconds) * 1000);
    args.typed = undefined;
    view.redraw();
  };
  return [
    h(`div.set${typed ? ".some" : ""}`, {
      "data-id": "timer_setup_time", "aria-label": t("spoken", { hours, minutes, seconds }),
    }, `${digits.slice(0, 2)}${t("h")} ${digits.slice(2, 4)}${t("m")} ${digits.slice(4)}${t("s")}`),
    h("div.keys", {}, KEYS.map((key) => h("button", { "data-id": `timer_setup_digit_${key}`, onclick: () => type(key) }, key)),
      h("button", { "aria-label": t("erase"), "data-id": "timer_setup_delete",
        onclick: () => { args.typed = typed.slice(0, -1); view.redraw(); } }, icon("backspace-outline"))),
    typed ? h("button.fab", { "aria-label": t("start"), "data-id": "fab", "data-class": "android.widget.ImageButton", onclick: start }, icon("play")) : "",
  ];
}

function timer(view, one) {
  const { t } = view;
  const ms = left(one), running = one.state === "running";
  const flip = () => changeTimer(one._id, running
    ? { state: "paused", remaining_ms: Math.max(0, ms), ends_ms: null }
    : { state: "running", ends_ms: now() + one.remaining_ms });
  return h("div.card", { "data-key": one._id },
    h("div.label", { "data-id": "timer_label" }, one.label || length(one.length_ms)),
    h("div.line", {}, h("div.time.grow", { "data-id": "timer_time_text" }, length(ms)),
      iconButton("delete-outline", t("delete"), () => removeTimer(one._id), "close")),
    expired(one) && h("div.label", { "data-id": "timer_expired" }, t("expired")),
    h("div.acts", {},
      expired(one) ? button(t("stop"), () => resetTimer(one), { id: "play_pause" })
        : button(running ? t("pause") : t("start"), flip, { id: "play_pause" }),
      one.state !== "reset" && button(t("add_minute"), () => addMinute(one), { kind: "tonal", id: "reset_add" }),
      one.state !== "reset" && !expired(one) && button(t("reset"), () => resetTimer(one), { kind: "tonal", id: "reset" })));
}
