// A pad that says what gesture it got and where, in pixels of the screen: what a test of input looks at.
// Times and distances are Android's ViewConfiguration.
const SLOP = 8, DOUBLE_TAP_MS = 300, DOUBLE_TAP_SLOP = 100;
const pad = document.getElementById("pad");
let start = null, last = null, moved = false, held = false, spread = null, before = null, count = 0;

function at(touch) {
  const frame = window.frameElement.getBoundingClientRect();
  return [frame.left + touch.clientX * devicePixelRatio, frame.top + touch.clientY * devicePixelRatio].map(Math.round);
}
const apart = (one, two) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
const timeout = () => Number(phone.state.settings.secure.long_press_timeout ?? 400);

function say(words) {
  count += 1;
  document.getElementById("last").textContent = words;
  document.getElementById("count").textContent = `${count} gesture${count === 1 ? "" : "s"}`;
}

pad.addEventListener("touchstart", (event) => {
  event.preventDefault();
  if (event.touches.length === 1) {
    start = last = event.touches[0];
    start.time = event.timeStamp;
    moved = held = false;
    spread = null;
  } else if (start) spread = [apart(...event.touches), apart(...event.touches)];
}, { passive: false });

pad.addEventListener("touchmove", (event) => {
  if (!start) return;
  if (event.touches.length > 1) spread = [spread?.[0] ?? 1, apart(...event.touches)];
  last = event.touches[0];
  if (moved) return;
  if (event.timeStamp - start.time >= timeout()) held = true;
  moved = apart(start, last) > SLOP;
}, { passive: false });

pad.addEventListener("touchend", (event) => {
  event.preventDefault();
  if (event.touches.length || !start) return;
  const from = at(start).join(",");
  if (spread) say(`Pinch ${spread[1] > spread[0] ? "out" : "in"}`);
  else if (moved) say(`${held ? "Drag" : "Swipe"} ${from} to ${at(event.changedTouches[0]).join(",")}`);
  else if (event.timeStamp - start.time >= timeout()) say(`Long press ${from}`);
  else tapped(event, from);
  start = null;
}, { passive: false });

function tapped(event, from) {
  const twice = before && start.time - before.time <= DOUBLE_TAP_MS && apart(start, before.touch) <= DOUBLE_TAP_SLOP;
  say(`${twice ? "Double tap" : "Tap"} ${from}`);
  before = twice ? null : { time: event.timeStamp, touch: event.changedTouches[0] };
}

pad.addEventListener("touchcancel", () => {
  if (start) say(`Cancelled ${at(start).join(",")}`);
  start = null;
});
