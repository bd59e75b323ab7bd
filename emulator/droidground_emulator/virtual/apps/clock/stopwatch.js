import { button, h, icon, row } from "/common/ui.js";
import { addLap, changeStopwatch, clearLaps, elapsed, store } from "./store.js";
import { lap, now } from "./time.js";

export function stopwatch(view) {
  const { t } = view;
  const running = store.stopwatch.state === "running", ms = elapsed();
  const flip = () => changeStopwatch(running
    ? { state: "paused", accumulated_ms: ms, started_ms: null }
    : { state: "running", started_ms: now() });
  const reset = async () => {
    await clearLaps();
    await changeStopwatch({ state: "reset", accumulated_ms: 0, started_ms: null });
  };
  const before = (index) => store.laps[index + 1]?.accumulated_ms ?? 0;
  return [
    h("div.title", { "data-id": "action_bar_title" }, t("stopwatch")),
    h("div.watch", { "data-id": "stopwatch_time_text" }, lap(ms)),
    h("div.buttons", {},
      running && button(t("lap"), addLap, { kind: "tonal", id: "lap" }),
      !running && store.stopwatch.state === "paused" && button(t("reset"), reset, { kind: "tonal", id: "reset" })),
    store.laps.map((one, index) => row({
      key: one._id, small: true, title: `# ${store.laps.length - index}`,
      summary: lap(one.accumulated_ms - before(index)), end: lap(one.accumulated_ms),
    })),
    h("button.fab", { "aria-label": running ? t("pause") : t("start"), "data-id": "fab", "data-class": "android.widget.ImageButton", onclick: flip },
      icon(running ? "pause" : "play")),
  ];
}
