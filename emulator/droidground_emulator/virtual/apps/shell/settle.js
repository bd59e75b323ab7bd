// When a page has come to rest.
import { isFlinging } from "/shell/scroll.js";

const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Wait, at most `limit` ms, until nothing is asked of the phone and, when `still`, nothing moves. */
export async function settle(shell, limit, still) {
  await frame();
  await frame();
  return rest(shell, limit, still);
}

/** The same without a look at what the next frame brings. */
export async function rest(shell, limit, still = true) {
  const end = performance.now() + limit;
  while (performance.now() < end && (shell.pending() || (still && moves(shell)))) await frame();
  return !shell.pending();
}

function moves(shell) {
  if (isFlinging()) return true;
  const documents = [document, shell.front?.contentDocument].filter(Boolean);
  return documents.some((page) => page.getAnimations().some((one) =>
    one.playState === "running" && Number.isFinite(one.effect?.getComputedTiming().endTime)));
}
