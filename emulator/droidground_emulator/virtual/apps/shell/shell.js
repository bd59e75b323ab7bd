// The system page: holds the apps' frames and shows System UI as the phone says (render). It keeps
// nothing that the phone does not know, so that it can be made anew at any time.
import { palette, palettes } from "/common/ui.js";
import { equip } from "/shell/equip.js";
import { renderBars } from "/shell/bars.js";
import { renderToast, renderDialog, chooseFromList } from "/shell/dialogs.js";
import { listenToKeys, renderKeyboard, typeKey } from "/shell/keyboard.js";
import { renderOverlay } from "/shell/overlays.js";
import * as scroll from "/shell/scroll.js";
import { rest, settle } from "/shell/settle.js";
import { walk } from "/shell/walker.js";
import { listenToWebviews, readWebviews, webField } from "/shell/webviews.js";

const apps = document.getElementById("apps");
const glyphs = await fetch("/fonts/icons.json").then((reply) => reply.json());
const waiting = new Map();
const BUILD_MS = 2000;
// Above the numbers of any page before this one: an answer may outlive the page that asked.
let nextCall = Math.round(performance.timeOrigin) * 1000, ui = null;

const frameOf = (number) => apps.querySelector(`iframe[data-number="${number}"]`);
const front = () => (ui ? frameOf(ui.front) : null);
const described = (number) => ui.pages.find((page) => page.number === number);

const shell = {
  state: null,
  glyphs,
  get ui() { return ui; },
  get front() { return front(); },
  intent: (number) => described(number)?.intent ?? { activity: "", uri: null, extras: {} },
  packageName: (number) => described(number)?.package ?? "",
  saved: (number) => described(number)?.saved ?? null,
  pending: () => [...waiting.values()].filter((one) => !one.deferred).length,

  call(method, params, page = null) {
    const id = nextCall++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      window.phoneCall(JSON.stringify({ id, method, params, page }));
    });
  },
  // The phone answers this call when the user has: nothing is left to wait for.
  defer(id) { if (waiting.has(id)) waiting.get(id).deferred = true; },
  reply(id, ok, value) {
    const call = waiting.get(id);
    waiting.delete(id);
    if (ok) call?.resolve(value);
    else call?.reject(new Error(value));
  },

  // Show what the phone says; resolved when the page in front is there.
  render(next) {
    shell.rendered = draw(next);
    return shell.rendered;
  },
  rendered: null,
  equip(view) {
    equip(view, {
      glyphs,
      keyboard(shown) {
        if (shown && ui.keyboard) renderKeyboard(shell); // from one field to the next
        shell.call("keyboard", { shown }, Number(view.frameElement.dataset.number));
      },
      longPress: () => Number(shell.state.settings.secure.long_press_timeout ?? 400),
      choose: shell.choose,
      alert: (text) => shell.call("alert", { text: String(text) }, Number(view.frameElement.dataset.number)),
    });
  },
  choose: (options, selected) => chooseFromList(shell, options, selected),
  back: () => Boolean(front()?.contentWindow.receive?.back()),
  closeList: () => chooseFromList.cancel(),
  focused: () => focusedIn(front()),
  edit(command) {
    const page = shell.focused()?.ownerDocument ?? front()?.contentDocument;
    const field = page?.activeElement;
    const chosen = field?.value?.slice(field.selectionStart, field.selectionEnd) ?? String(page?.getSelection());
    if (command !== "copy") page?.execCommand(command);
    return command === "copy" || command === "cut" ? chosen : "";
  },
  type: (key) => typeKey(shell, key),
  scroll,
  rest: (limit) => rest(shell, limit),
  settle: (limit, still) => settle(shell, limit, still),
  async walk() {
    const view = front()?.contentWindow;
    if (view) await readWebviews(view, shell.packageName(ui.front));
    return walk(shell);
  },
};
listenToKeys(shell);
listenToWebviews(shell, apps);
window.shell = shell;

async function draw(next) {
  const stateChanged = next.state !== undefined;
  if (stateChanged) shell.state = next.state;
  const before = ui;
  ui = next.ui;
  const { state } = shell, root = document.documentElement;
  root.dataset.theme = state.dark ? "dark" : "light";
  root.dataset.palette = Object.fromEntries(palettes)[palette(state)] ?? "";
  root.style.fontSize = `${16 * state.font_scale}px`;
  root.lang = state.locale;
  root.style.setProperty("--zoom", state.density / 160);
  root.style.setProperty("--bar", `${state.insets.bottom}px`);
  renderKeyboard(shell);
  layFrames(before);
  if (stateChanged) for (const view of views()) tell(view, state);
  deliverIntents(before);
  renderOverlay(shell);
  renderToast(shell);
  renderDialog(shell);
  renderBars(shell);
  await loaded(front());
  renderBars(shell);
}

// A page that fails must not keep the others from being told.
function tell(view, state) {
  try {
    view.receive?.state(state);
  } catch (error) {
    view.reportError(error);
  }
}

const views = () => [...apps.children].map((frame) => frame.contentWindow).filter(Boolean);

function layFrames(before) {
  const numbers = new Set(ui.pages.map((page) => String(page.number)));
  for (const frame of [...apps.children]) if (!numbers.has(frame.dataset.number)) frame.remove();
  for (const page of ui.pages) {
    const frame = frameOf(page.number) ?? newFrame(page);
    frame.classList.toggle("front", page.number === ui.front);
    frame.classList.toggle("secure", page.secure); // black for a camera, there for a finger
    const { top, bottom } = shell.state.insets;
    const low = Math.max(page.number === ui.front ? shell.keyboardHeight : 0, page.edge ? 0 : bottom);
    frame.style.top = page.edge ? "0" : `${top}px`;
    frame.style.height = `calc(100% - ${(page.edge ? 0 : top) + low}px)`;
  }
  if (before && before.front !== ui.front) frameOf(before.front)?.contentDocument?.activeElement?.blur();
}

// After the state: what an app does with an intent must rest on the phone as it is now.
function deliverIntents(before) {
  for (const page of ui.pages) {
    const old = before?.pages.find((other) => other.number === page.number);
    if (old && JSON.stringify(old.intent) !== JSON.stringify(page.intent))
      frameOf(page.number).contentWindow.receive?.intent(page.intent);
  }
}

function newFrame(page) {
  const frame = document.createElement("iframe");
  frame.dataset.number = page.number;
  frame.dataset.edge = page.edge;
  frame.ready = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true })).then(() => built(frame));
  frame.src = page.url;
  apps.append(frame);
  return frame;
}

// A page builds itself after it was loaded; one that stays empty is shown empty.
async function built(frame) {
  const end = performance.now() + BUILD_MS;
  const isEmpty = () => !frame.contentDocument?.body?.querySelector(":not(script, style, template)");
  while (frame.isConnected && isEmpty() && performance.now() < end) await new Promise(requestAnimationFrame);
}

async function loaded(frame) {
  if (!frame) return;
  await frame.ready;
  await frame.contentDocument?.fonts?.ready;
  await document.fonts.ready;
}

function focusedIn(frame) {
  let element = frame?.contentDocument?.activeElement;
  while (element?.contentDocument) element = element.contentDocument.activeElement;
  if (element?.tagName === "IFRAME") return webField(element);
  return element && element !== element.ownerDocument.body ? element : null;
}
