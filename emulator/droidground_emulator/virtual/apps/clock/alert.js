// What rings, over whatever was shown; it goes when nothing rings any more.
import { button, h, icon, run } from "/common/ui.js";
import { addMinute, dismiss, expired, left, read, resetTimer, ringing, snooze, store, tick } from "./store.js";
import { hourAndMinute, length, now } from "./time.js";

function alert(view) {
  const { t } = view;
  const alarms = ringing().map((one) => h("div.ring", { "data-key": `a${one._id}` },
    h("div.label", { "data-id": "title" }, one.label || t("alarms")),
    h("div.acts", {},
      button(t("snooze"), () => snooze(one), { kind: "tonal", id: "snooze" }),
      button(t("dismiss"), () => dismiss(one), { id: "dismiss" }))));
  const timers = store.timers.filter(expired).map((one) => h("div.ring", { "data-key": `t${one._id}` },
    h("div.label", { "data-id": "title" }, one.label || t("expired")),
    h("div.time", { "data-id": "timer_time_text" }, `−${length(-left(one))}`),
    h("div.acts", {},
      button(t("add_minute"), () => addMinute(one), { kind: "tonal", id: "reset_add" }),
      button(t("stop"), () => resetTimer(one), { id: "stop" }))));
  return h("section.page.alert", {},
    h("div.bell", {}, icon("alarm")),
    h("div.time", { "data-id": "digital_clock" }, hourAndMinute(now())), alarms, timers);
}

const rings = () => ringing().length + store.timers.filter(expired).length > 0;

/** Give the screen back to the app that it was taken from. */
async function leave() {
  const { over } = phone.intent.extras;
  if (over) await phone.start(over).catch(() => {});
  phone.finish();
}

await read();
const view = await run({ folder: "/clock/labels", pages: { alert }, first: { name: "alert", args: {} }, stays: rings });
phone.onChange(async () => {
  await read();
  if (rings()) view.redraw();
  else leave();
});
tick(() => { if (rings()) view.redraw(); });
