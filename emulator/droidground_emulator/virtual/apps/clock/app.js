// Clock: alarms, the time, timers and a stopwatch; all in content://com.android.deskclock.
import { h, icon, run } from "/common/ui.js";
import { day } from "/common/words.js";
import { alarms, askAlarm } from "./alarms.js";
import { read, setAlarm, setTimer, store, tick } from "./store.js";
import { stopwatch } from "./stopwatch.js";
import { timers } from "./timers.js";
import { hourAndMinute, now } from "./time.js";

const TABS = { alarms: "alarm", clock: "clock-outline", timers: "timer-sand", stopwatch: "timer-outline" };

const clock = (view) => [
  h("div.title", { "data-id": "action_bar_title" }, view.t("clock")),
  h("div.now", {},
    h("div.time", { "data-id": "digital_clock" }, hourAndMinute(now())),
    h("div.label", { "data-id": "date" }, day(now()))),
  "",
];

const bodies = { alarms, clock, timers, stopwatch };
const here = { tab: "alarms", typed: undefined };

function show(view, tab, typed) {
  Object.assign(here, { tab, typed });
  view.redraw();
}

function main(view) {
  // A tab's body is its rows, and last what floats over them.
  const parts = bodies[here.tab](view, here);
  return h("section.page", {},
    h("div.body", { "data-key": here.tab },
      h("div.list", { "data-scroll": true, "data-id": here.tab }, parts.slice(0, -1)), parts.at(-1)),
    tabs(view));
}

const tabs = (view) =>
  h("div.tabs", { "data-id": "bottom_navigation" }, Object.entries(TABS).map(([name, glyph]) =>
    h("button", {
      "aria-selected": String(name === here.tab), "data-id": `tab_menu_${name}`, onclick: () => show(view, name),
    }, icon(glyph), view.t(name))));

/** What an intent of android.provider.AlarmClock asks for. */
async function obey(view, { action = "", extras = {} }) {
  const extra = (name) => extras[`android.intent.extra.alarm.${name}`];
  const silent = String(extra("SKIP_UI")) === "true";
  const label = extra("MESSAGE") ?? "";
  if (extra("LENGTH") != null || action.endsWith("SET_TIMER") || action.endsWith("SHOW_TIMERS")) {
    show(view, "timers", extra("LENGTH") == null && action.endsWith("SET_TIMER") ? "" : undefined);
    if (extra("LENGTH") != null) await setTimer(Number(extra("LENGTH")) * 1000, label, silent);
  } else if (action.endsWith("SET_ALARM") || extra("HOUR") != null) {
    show(view, "alarms");
    const alarm = { hour: Number(extra("HOUR") ?? 8), minutes: Number(extra("MINUTES") ?? 0), label };
    if (silent) await setAlarm(alarm);
    else askAlarm(view, alarm);
  }
}

await read();
let intent = phone.intent;
const view = await run({ folder: "/clock/labels", pages: { main }, first: { name: "main", args: {} } });
phone.onChange(async () => { await read(); view.redraw(); });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  obey(view, next);
});
phone.onBack(() => {
  const leaves = here.tab === "timers" && here.typed !== undefined && store.timers.length > 0;
  if (leaves) show(view, "timers");
  return leaves;
});
await obey(view, intent);
tick(() => view.redraw());
