// When a page has come to rest.
const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Wait, at most `limit` ms, until nothing is asked of the phone and, when `still`, nothing moves. */
export async function settle(shell, limit, still) {
  const end = performance.now() + limit;
  await frame();
  await frame();
  while (performance.now() < end && (shell.pending() || (still && moves(shell)))) await frame();
  return !shell.pending();
}

function moves(shell) {
  const documents = [document, shell.front?.contentDocument].filter(Boolean);
  return documents.some((page) => page.getAnimations().some((one) =>
    one.playState === "running" && Number.isFinite(one.effect?.getComputedTiming().endTime)));
}
