import { button, dialog, empty, h, icon, iconButton } from "/common/ui.js";
import { changeAlarm, dismiss, removeAlarm, setAlarm, snoozed, store } from "./store.js";
import { hourAndMinute, ofDay, weekday } from "./time.js";

const WEEK = [6, 0, 1, 2, 3, 4, 5]; // as Android shows it, Sunday first

export function alarms(view) {
  const { t } = view;
  return [
    h("div.title", { "data-id": "action_bar_title" }, t("alarms")),
    store.alarms.length ? store.alarms.map((one) => alarm(view, one)) : empty("alarm-off", t("no_alarms")),
    h("button.fab", { "aria-label": t("add_alarm"), "data-id": "fab", "data-class": "android.widget.ImageButton",
      onclick: () => askAlarm(view, { hour: 8, minutes: 0, label: "" }) }, icon("plus")),
  ];
}

function alarm(view, one) {
  const { t } = view, put = snoozed(one);
  const day = (bit) => h("button", {
    role: "checkbox", "data-class": "android.widget.CheckBox", "aria-label": weekday(bit, "long"),
    "aria-checked": String(Boolean(one.daysofweek >> bit & 1)), "data-id": `day_button_${bit}`,
    onclick: () => changeAlarm(one._id, { daysofweek: one.daysofweek ^ 1 << bit }),
  }, weekday(bit));
  return h(`div.card${one.enabled ? "" : ".off"}`, { "data-key": one._id },
    one.label && h("div.label", { "data-id": "label" }, one.label),
    h("div.line", {},
      h("button.time.grow", { "data-id": "digital_clock", onclick: () => askAlarm(view, one) }, ofDay(one.hour, one.minutes)),
      h("button.switch", {
        role: "switch", "data-id": "onoff", "aria-checked": String(Boolean(one.enabled)), "aria-label": ofDay(one.hour, one.minutes),
        onclick: () => changeAlarm(one._id, { enabled: one.enabled ? 0 : 1 }),
      })),
    h("div.days", {}, WEEK.map(day)),
    put && h("div.label", { "data-id": "snoozed" }, t("snoozing", { time: hourAndMinute(put.rings_ms) })),
    h("div.acts", {}, put && button(t("dismiss"), () => dismiss(put), { kind: "tonal", id: "preemptive_dismiss_button" }), iconButton("delete-outline", t("delete"), () => removeAlarm(one._id), "delete")));
}

/** Ask for a time and a label; an alarm that is there is changed, else a new one is set. */
export function askAlarm(view, { _id, hour, minutes, label }) {
  const { t } = view;
  const field = (name, value, type) => h("label.field", {}, h("span", { "aria-hidden": "true" }, t(name)),
    h("input", { "data-id": name, placeholder: t(name), value, type, inputmode: type && "numeric" }));
  const fields = { hour: field("hour", hour, "number"), minutes: field("minute", String(minutes).padStart(2, "0"), "number"), label: field("label", label) };
  const typed = (name) => fields[name].querySelector("input").value.trim();
  const set = () => {
    const values = { hour: Number(typed("hour")), minutes: Number(typed("minutes")), label: typed("label"), enabled: 1 };
    const real = [[values.hour, 23], [values.minutes, 59]].every(([number, most]) => Number.isInteger(number) && number >= 0 && number <= most);
    if (!real || !typed("hour")) return phone.toast(t("no_time"));
    return _id ? changeAlarm(_id, values) : setAlarm(values);
  };
  dialog({
    title: t("set_time"), body: h("div", {}, h("div.pair", {}, fields.hour, fields.minutes), fields.label),
    actions: [[t("cancel")], [t("ok"), set]],
  });
}
