// What System UI shows over the apps: lock screen, recents, notification shade with quick settings.
import { morph } from "/common/ui.js";
import { h } from "/shell/element.js";
import { lock } from "/shell/lock.js";
import { placeTasks, recents } from "/shell/recents.js";
import { shade } from "/shell/shade.js";

const DRAW = { lock, recents, shade, quick: shade };

export function renderOverlay(shell) {
  const { ui } = shell, box = document.getElementById("overlay");
  const kind = ui.locked ? "lock" : ui.overlay;
  box.hidden = !kind;
  box.className = kind;
  box.dir = shell.state.rtl ? "rtl" : "ltr";
  document.documentElement.classList.toggle("recents", kind === "recents");
  if (!kind) box.replaceChildren();
  else {
    const next = h("div.body", { "data-key": kind === "quick" ? "shade" : kind }, DRAW[kind](shell));
    if (box.firstChild) morph(box.firstChild, next);
    else box.append(next);
  }
  placeTasks(shell);
}
