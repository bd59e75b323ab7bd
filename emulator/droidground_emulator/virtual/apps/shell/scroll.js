// Scrolling under a finger with Android's inertia. The phone tells the finger's path and speed (fingers.py),
// so that the same touches come to rest at the same pixel however busy the machine is; the browser's own
// scrolling, which depends on when it saw what, is kept from beginning.
// Formulas and constants: AOSP android.widget.OverScroller (SplineOverScroller), in dp and seconds.
const FRICTION = 0.015, COEFFICIENT = 9.80665 * 39.37 * 160 * 0.84, INFLEXION = 0.35;
const RATE = Math.log(0.78) / Math.log(0.9);
const SIDES = { up: ["y", 1], down: ["y", -1], left: ["x", 1], right: ["x", -1] }; // where the finger goes

const guarded = new WeakSet();
let owned = false;  // whether a page takes the gesture for itself
let chain = [];     // what may scroll under the finger, the innermost first
let held = null;    // what the finger scrolls
let fling = null;

export const isFlinging = () => fling !== null;

/**
 * A finger came down: `sides` to which it can scroll something, `caught` when it stopped a fling, axes that the
 * page keeps for itself (touch-action), `web` where a foreign page lies.
 */
export function touched(x, y) {
  const caught = fling, free = { x: true, y: true };
  fling = null;
  owned = false;
  chain = [];
  const web = collect(document, x, y, free);
  held = chain.some(({ element }) => element === caught?.element) ? caught : null;
  const sides = Object.keys(SIDES).filter((side) => chain.some((one) => hasRoom(one, ...SIDES[side])));
  return { web, caught: held !== null, sides, kept: ["x", "y"].filter((axis) => !free[axis]) };
}

/** Whether the page under the finger takes the gesture for itself. */
export const isOwned = () => owned;

/** The finger went to a side beyond the slop: hold what scrolls there, false when a page owns the gesture. */
export function grip(side) {
  const [axis, sign] = SIDES[side];
  const found = owned ? null : chain.find((one) => hasRoom(one, axis, sign));
  held = found ? { ...found, axis, at: found.element[property(axis)] } : null;
  return held !== null;
}

/** The finger that scrolls moved by so many pixels of the screen. */
export function drag(dx, dy) {
  if (held) put(held, held.at - (held.axis === "x" ? dx : dy) / held.zoom);
}

/** The finger left with a speed, in pixels of the screen a second; it goes on by itself when fast enough. */
export function release(vx, vy, density) {
  if (!held) return;
  const speed = -(held.axis === "x" ? vx : vy) / density, l = Math.log((INFLEXION * Math.abs(speed)) / (FRICTION * COEFFICIENT));
  if (speed) {
    fling = {
      ...held, began: performance.now(), from: held.at, lasts: 1000 * Math.exp(l / (RATE - 1)),
      far: (Math.sign(speed) * FRICTION * COEFFICIENT * Math.exp((RATE / (RATE - 1)) * l) * density) / held.zoom,
    };
    requestAnimationFrame(advance);
  }
  held = null;
}

function advance() {
  if (!fling) return;
  const share = Math.min(1, (performance.now() - fling.began) / fling.lasts);
  const there = fling.from + fling.far * spline(share);
  const end = put(fling, there);
  if (share === 1 || end !== there || !fling.element.isConnected) fling = null;
  else requestAnimationFrame(advance);
}

/** SPLINE_POSITION: a Bézier curve from (0, 0) by (0.175, 0.5) and (0.35, 1) to (1, 1). */
function spline(time) {
  const curve = (t, one, two) => 3 * t * (1 - t) * ((1 - t) * one + t * two) + t ** 3;
  let low = 0, high = 1;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (curve(middle, 0.175, INFLEXION) < time) low = middle;
    else high = middle;
  }
  return time >= 1 ? 1 : curve(low, 0.5, 1);
}

const property = (axis) => (axis === "x" ? "scrollLeft" : "scrollTop");
const sizes = { x: ["scrollWidth", "clientWidth"], y: ["scrollHeight", "clientHeight"] };

// From the smallest to the largest offset; a list that reads from the right counts below zero.
function range({ element, style }, axis) {
  const most = element[sizes[axis][0]] - element[sizes[axis][1]];
  return axis === "x" && style.direction === "rtl" ? [-most, 0] : [0, most];
}

function hasRoom(one, axis, sign) {
  const [least, most] = range(one, axis), at = one.element[property(axis)];
  return one[axis] && (sign > 0 ? most - at : at - least) > 0.5;
}

function put(one, at) {
  const [least, most] = range(one, one.axis);
  one.at = Math.min(most, Math.max(least, at));
  // On whole pixels only: letters are drawn alike wherever they were on their way.
  one.element[property(one.axis)] = Math.round(one.at * one.zoom) / one.zoom;
  return one.at;
}

// Gathers what can scroll at a point of a document, the innermost frame's first.
function collect(page, x, y, free) {
  guard(page.defaultView);
  const hit = page.elementFromPoint(x, y);
  let web = false;
  if (hit?.tagName === "IFRAME") {
    const box = hit.getBoundingClientRect(), inner = hit.contentDocument;
    const scale = inner ? inner.defaultView.devicePixelRatio / page.defaultView.devicePixelRatio : 1;
    web = !inner || collect(inner, (x - box.left) / scale, (y - box.top) / scale, free);
  }
  for (let element = hit; element; element = element.parentElement) chain.push(...scrolls(page, element, free));
  return web;
}

function scrolls(page, element, free) {
  const view = page.defaultView, style = view.getComputedStyle(element), action = style.touchAction;
  for (const axis of ["x", "y"]) free[axis] &&= /auto|manipulation/.test(action) || action.includes(`pan-${axis}`);
  const root = element === page.scrollingElement;
  const may = (axis, overflow) => free[axis] && (root ? overflow !== "hidden" : /auto|scroll/.test(overflow));
  const one = { element, style, zoom: view.devicePixelRatio, x: may("x", style.overflowX), y: may("y", style.overflowY) };
  return one.x || one.y ? [one] : [];
}

// Learns whether pages take a gesture for themselves, and keeps the browser from scrolling.
function guard(view) {
  if (guarded.has(view)) return;
  guarded.add(view);
  const learn = (event) => {
    const prevent = event.preventDefault.bind(event);
    event.preventDefault = () => { owned = true; prevent(); };
    if (event.type === "touchmove" && event.cancelable) prevent();
  };
  for (const type of ["touchstart", "touchmove"]) view.addEventListener(type, learn, { capture: true, passive: false });
}
