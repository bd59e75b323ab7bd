// What the clock keeps, and when the page must be drawn anew by itself.
import { look, now } from "./time.js";

const CLOCK = "content://com.android.deskclock";
const SNOOZED = 4, FIRED = 5, DISMISSED = 7, SNOOZE_MS = 600e3;
export const store = { alarms: [], instances: [], timers: [], stopwatch: { state: "reset", accumulated_ms: 0 }, laps: [] };

export async function read() {
  await look();
  const ask = (table, sort) => phone.query(`${CLOCK}/${table}`, { sort });
  [store.alarms, store.instances, store.timers, [store.stopwatch], store.laps] = await Promise.all([
    ask("alarms", "hour, minutes, _id"), ask("instances", "_id"), ask("timers", "_id"), ask("stopwatch"), ask("laps", "_id DESC")]);
}

export const setAlarm = (values) => phone.insert(`${CLOCK}/alarms`, { daysofweek: 0, enabled: 1, ...values });
export const changeAlarm = (id, values) => phone.update(`${CLOCK}/alarms/${id}`, values);
export async function removeAlarm(id) {
  await phone.remove(`${CLOCK}/instances`, "alarm_id = ?", [id]);
  return phone.remove(`${CLOCK}/alarms/${id}`);
}

/** Instances of alarms that ring now, and the one of an alarm that was put off. */
export const ringing = () => store.instances.filter((one) => one.alarm_state === FIRED);
export const snoozed = (alarm) => store.instances.find((one) => one.alarm_id === alarm._id && one.alarm_state === SNOOZED);
export const snooze = ({ _id }) => phone.update(`${CLOCK}/instances/${_id}`, { alarm_state: SNOOZED, rings_ms: now() + SNOOZE_MS });

/** An alarm that does not repeat is off once it was dismissed. */
export async function dismiss({ _id, alarm_id }) {
  await phone.update(`${CLOCK}/instances/${_id}`, { alarm_state: DISMISSED });
  const alarm = store.alarms.find((one) => one._id === alarm_id);
  if (alarm && !alarm.daysofweek) await changeAlarm(alarm_id, { enabled: 0 });
}

export const setTimer = (ms, label = "", running = true) => phone.insert(`${CLOCK}/timers`, {
  length_ms: ms, remaining_ms: ms, label, state: running ? "running" : "reset", ends_ms: running ? now() + ms : null });
export const left = (timer) => (timer.state === "running" ? timer.ends_ms - now() : timer.remaining_ms);
export const removeTimer = (id) => phone.remove(`${CLOCK}/timers/${id}`);
export const expired = (timer) => timer.state === "running" && left(timer) <= 0;
export const resetTimer = ({ _id, length_ms }) => changeTimer(_id, { state: "reset", remaining_ms: length_ms, ends_ms: null });
export const addMinute = (timer) => changeTimer(timer._id, timer.state === "running"
  ? { ends_ms: Math.max(timer.ends_ms, now()) + 60e3 } : { remaining_ms: timer.remaining_ms + 60e3 });
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
