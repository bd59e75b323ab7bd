// The on-screen keyboard: drawn keys that type into the focused field of the page in front.
import { h, icon } from "/shell/element.js";
import { layout } from "/shell/layouts.js";

const BOX = 208; // dp
const DOUBLE_MS = 400;
const look = { page: "letters", shift: "off", latin: false };
let drawn = "", shifted = 0, field = null;

export function renderKeyboard(shell) {
  const board = document.getElementById("keyboard"), shown = shell.ui.keyboard;
  const typed = shown ? shell.focused() : null;
  if (shown && (board.hidden || typed !== field)) reset(typed);
  field = typed;
  board.hidden = !shown;
  const room = (shell.state.size[1] * 160) / shell.state.density;
  const height = Math.min(BOX, Math.round((room * 2) / 3) - 48);
  shell.keyboardHeight = shown ? height + shell.state.insets.bottom : 0;
  board.style.height = `${height}px`;
  if (shown) draw(shell, board);
}

// A number field brings digits; a field of sentences begins with a capital.
function reset(field) {
  const kind = field?.inputMode || field?.type;
  const page = { numeric: "digits", decimal: "digits", number: "digits", tel: "phone" }[kind] ?? "letters";
  Object.assign(look, { page, shift: begins(field) ? "once" : "off" });
}

const begins = (field) => field?.getAttribute?.("autocapitalize") === "sentences" && !(field.value ?? field.textContent);

function draw(shell, board) {
  const { locale } = shell.state, action = actionOf(shell.focused());
  const key = JSON.stringify([look, action, locale]);
  if (key === drawn && board.firstChild) return;
  drawn = key;
  const rows = layout(look, locale, action);
  board.replaceChildren(...rows.map((row) => h("div.keys", { dir: "ltr" }, row.map((one) => cap(shell, one)))));
}

// One key of a layout: what it types, a gap, or {key, text or icon, kind}.
function cap(shell, one) {
  if (one === "") return h("div.gap");
  const { key, text, glyph, kind = "", hint } = typeof one === "string" ? { key: one, text: one } : one;
  return h(`div.key${kind && "." + kind}`, { "data-key": key, "data-hint": hint },
    glyph ? icon(shell, glyph) : text, hint && h("span.hint", {}, hint));
}

// What Enter does in a field, as its page says (enterkeyhint; IME_ACTION_... of Android).
const ACTIONS = { search: "magnify", go: "arrow-right", send: "send", next: "arrow-right-circle", previous: "arrow-left-circle", done: "check" };
function actionOf(field) {
  if (!field || field.tagName === "TEXTAREA" || field.isContentEditable) return "keyboard-return";
  return ACTIONS[field.enterKeyHint] ?? (field.type === "search" ? "magnify" : "check");
}

/** Type one key, touched at a time in ms: a character, or SHIFT, SYMBOLS, MORE, LETTERS, LANGUAGE, DEL, ENTER. */
export function typeKey(shell, key, at = performance.now()) {
  const field = shell.focused(), page = field?.ownerDocument;
  if (key === "SHIFT") shift(at);
  else if (key === "SYMBOLS") look.page = "symbols";
  else if (key === "MORE") look.page = "more";
  else if (key === "LETTERS") Object.assign(look, { page: "letters", shift: "off" });
  else if (key === "LANGUAGE") Object.assign(look, { latin: !look.latin, shift: "off" });
  else if (key === "ENTER") shell.call("press", { key: "ENTER" });
  else if (key === "DEL") page?.execCommand("delete");
  else {
    page?.execCommand("insertText", false, key);
    if (look.shift === "once") look.shift = "off";
  }
  draw(shell, document.getElementById("keyboard"));
}

// Twice in a row locks capitals.
function shift(at) {
  const twice = at - shifted < DOUBLE_MS;
  shifted = at;
  look.shift = look.shift === "off" ? "once" : twice && look.shift === "once" ? "locked" : "off";
}

export function listenToKeys(shell) {
  const board = document.getElementById("keyboard");
  const keyAt = (event) => {
    const touch = event.changedTouches[0];
    return document.elementFromPoint(touch.clientX, touch.clientY)?.closest("[data-key]");
  };
  let down = null, timer = 0, held = false;
  const release = () => { clearTimeout(timer); down?.classList.remove("down"); down = null; };
  const hold = (key) => {
    held = true;
    if (key.dataset.key === "DEL") { typeKey(shell, "DEL"); timer = setTimeout(() => hold(key), REPEAT_MS); }
    else if (key.dataset.hint) typeKey(shell, key.dataset.hint);
  };
  board.addEventListener("touchstart", (event) => {
    event.preventDefault(); // the field keeps the focus
    release();
    down = keyAt(event);
    held = false;
    if (!down) return;
    down.classList.add("down");
    timer = setTimeout(hold, Number(shell.state.settings.secure.long_press_timeout ?? 400), down);
  }, { passive: false });
  board.addEventListener("touchend", (event) => {
    event.preventDefault();
    const key = keyAt(event);
    if (key && key === down && !held) typeKey(shell, key.dataset.key, event.timeStamp);
    release();
  }, { passive: false });
  board.addEventListener("touchcancel", release);
}
const REPEAT_MS = 50;
