// What the clock keeps, and when the page must be drawn anew by itself.
import { look, now } from "./time.js";

const CLOCK = "content://com.android.deskclock";
export const store = { alarms: [], timers: [], stopwatch: { state: "reset", accumulated_ms: 0 }, laps: [] };

export async function read() {
  await look();
  const ask = (table, sort) => phone.query(`${CLOCK}/${table}`, { sort });
  [store.alarms, store.timers, [store.stopwatch], store.laps] = await Promise.all([
    ask("alarms", "hour, minutes, _id"), ask("timers", "_id"), ask("stopwatch"), ask("laps", "_id DESC")]);
}

export const setAlarm = (values) => phone.insert(`${CLOCK}/alarms`, { daysofweek: 0, enabled: 1, ...values });
export const changeAlarm = (id, values) => phone.update(`${CLOCK}/alarms/${id}`, values);
export const removeAlarm = (id) => phone.remove(`${CLOCK}/alarms/${id}`);

export const setTimer = (ms, label = "", running = true) => phone.insert(`${CLOCK}/timers`, {
  length_ms: ms, remaining_ms: ms, label, state: running ? "running" : "reset", ends_ms: running ? now() + ms : null });
export const left = (timer) => (timer.state === "running" ? timer.ends_ms - now() : timer.remaining_ms);
export const removeTimer = (id) => phone.remove(`${CLOCK}/timers/${id}`);
export const changeTimer = (id, values) => phone.update(`${CLOCK}/timers/${id}`, values);

export const elapsed = (watch = store.stopwatch) =>
  watch.accumulated_ms + (watch.state === "running" ? now() - watch.started_ms : 0);
export const changeStopwatch = (values) => phone.update(`${CLOCK}/stopwatch`, values);
export const addLap = () => phone.insert(`${CLOCK}/laps`, { accumulated_ms: elapsed() });
export const clearLaps = () => phone.remove(`${CLOCK}/laps`);

/** Redraw while something runs: the stopwatch often, a timer each second, else nothing moves. */
export function tick(redraw) {
  const again = () => {
    const fast = store.stopwatch.state === "running";
    if (fast || store.timers.some((one) => one.state === "running")) redraw();
    setTimeout(again, fast ? 50 : 250);
  };
  again();
}
