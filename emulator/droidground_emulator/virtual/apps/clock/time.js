// The phone's time between two looks at it, and how to write it.
import { written } from "/common/words.js";

let told = phone.state.now_ms, at = performance.now();

export async function look() {
  const [row] = await phone.query("content://com.android.deskclock/time");
  told = row.now_ms;
  at = performance.now();
}

export const now = () => Math.round(told + performance.now() - at);
const two = (number) => String(number).padStart(2, "0");

export const hourAndMinute = (ms) =>
  written(ms, { hour: phone.state.clock_24 ? "2-digit" : "numeric", minute: "2-digit", hourCycle: phone.state.clock_24 ? "h23" : "h12" });
export const ofDay = (hour, minutes) => hourAndMinute(Date.UTC(2023, 0, 1, hour, minutes));
/** Bit 0 of an alarm's days is Monday. */
export const weekday = (bit, width = "narrow") => written(Date.UTC(2023, 0, 2 + bit), { weekday: width });

/** 3:07 or 1:00:59 of a number of milliseconds. */
export function length(ms) {
  const all = Math.max(0, Math.ceil(ms / 1000)), hours = Math.floor(all / 3600), minutes = Math.floor(all / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(all % 60)}`;
}

/** 1:02.34 for the stopwatch. */
export function lap(ms) {
  const seconds = Math.floor(ms / 1000), hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:` : ""}${two(minutes)}:${two(seconds % 60)}.${two(Math.floor(ms / 10) % 100)}`;
}
