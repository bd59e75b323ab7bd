// Clock: alarms, the time, timers and a stopwatch; all in content://com.android.deskclock.
import { h, icon, run } from "/common/ui.js";
import { alarms, askAlarm } from "./alarms.js";
import { read, setAlarm, setTimer, tick } from "./store.js";
import { stopwatch } from "./stopwatch.js";
import { timers } from "./timers.js";
import { day, hourAndMinute, now } from "./time.js";

const TABS = { alarms: "alarm", clock: "clock-outline", timers: "timer-sand", stopwatch: "timer-outline" };

const clock = (view) => [
  h("div.title", { "data-id": "action_bar_title" }, view.t("clock")),
  h("div.now", {},
    h("div.time", { "data-id": "digital_clock" }, hourAndMinute(now())),
    h("div.label", { "data-id": "date" }, day(now()))),
];

// A tab's body is its rows, and last what floats over them.
const inTabs = (tab, body) => (view, args) => h("section.page", {},
  h("div.body", {}, ((parts) => [h("div.list", { "data-scroll": true, "data-id": tab }, parts.slice(0, -1)), parts.at(-1)])(body(view, args))),
  h("div.tabs", { "data-id": "bottom_navigation" }, Object.entries(TABS).map(([name, glyph]) =>
    h("button", {
      "aria-selected": String(name === tab), "data-id": `tab_menu_${name}`, onclick: () => name !== tab && view.reset(name),
    }, icon(glyph), view.t(name)))));

const pages = {
  alarms: inTabs("alarms", alarms), clock: inTabs("clock", (view) => [...clock(view), ""]),
  timers: inTabs("timers", timers), stopwatch: inTabs("stopwatch", stopwatch),
};

/** What an intent of android.provider.AlarmClock asks for. */
async function obey(view, { action = "", extras = {} }) {
  const extra = (name) => extras[`android.intent.extra.alarm.${name}`];
  const silent = String(extra("SKIP_UI")) === "true";
  const label = extra("MESSAGE") ?? "";
  if (extra("LENGTH") != null || action.endsWith("SET_TIMER") || action.endsWith("SHOW_TIMERS")) {
    view.reset("timers", { typed: "" });
    if (extra("LENGTH") != null) await setTimer(Number(extra("LENGTH")) * 1000, label, silent);
  } else if (action.endsWith("SET_ALARM") || extra("HOUR") != null) {
    view.reset("alarms");
    const alarm = { hour: Number(extra("HOUR") ?? 8), minutes: Number(extra("MINUTES") ?? 0), label };
    if (silent) await setAlarm(alarm);
    else askAlarm(view, alarm);
  }
}

await read();
let intent = phone.intent;
const view = await run({ folder: "/clock/labels", pages, first: { name: "alarms", args: {} } });
phone.onChange(async () => { await read(); view.redraw(); });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  obey(view, next);
});
await obey(view, intent);
tick(() => view.redraw());
