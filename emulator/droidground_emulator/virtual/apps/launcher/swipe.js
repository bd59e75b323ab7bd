// Swipes over a whole page, told apart from taps, scrolls and sideways moves.
const FAR = 48; // dp

/** Call `up` or `down` when one finger leaves `element` after going there; `may` is asked when it comes down. */
export function onSwipe(element, { up = () => {}, down = () => {}, may = () => true }) {
  let from = null;
  const listen = (name, fn) => element.addEventListener(name, fn, { passive: true });
  listen("touchstart", ({ touches: [first, second] }) => { from = !second && may() ? [first.clientX, first.clientY] : null; });
  listen("touchcancel", () => { from = null; });
  listen("touchend", ({ changedTouches: [finger] }) => {
    if (!from) return;
    const along = Math.abs(finger.clientX - from[0]), moved = finger.clientY - from[1];
    from = null;
    if (Math.abs(moved) > Math.max(FAR, along)) (moved < 0 ? up : down)();
  });
  return element;
}
