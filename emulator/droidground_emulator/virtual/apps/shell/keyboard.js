// The on-screen keyboard: drawn keys that type into the focused field of the page in front.
import { h, icon } from "/shell/element.js";

const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"], SYMBOLS = ["1234567890", "@#$_&-+()/", "*\"':;!?"];
const BOX = 208; // dp
const look = { shift: false, symbols: false };
let drawn = "";

export function renderKeyboard(shell) {
  const board = document.getElementById("keyboard"), shown = shell.ui.keyboard;
  if (board.hidden && shown) Object.assign(look, { shift: false, symbols: false });
  board.hidden = !shown;
  const room = (shell.state.size[1] * 160) / shell.state.density;
  const height = Math.min(BOX, Math.round((room * 2) / 3) - 48);
  shell.keyboardHeight = shown ? height + shell.state.insets.bottom : 0;
  board.style.height = `${height}px`;
  if (shown) draw(shell, board);
}

function draw(shell, board) {
  const key = JSON.stringify(look);
  if (key === drawn && board.firstChild) return;
  drawn = key;
  const [top, middle, low] = look.symbols ? SYMBOLS : LETTERS;
  const letter = (char) => cap(look.shift ? char.toUpperCase() : char);
  const side = () => h("div.gap");
  board.replaceChildren(
    h("div.keys", {}, [...top].map(letter)),
    h("div.keys", {}, middle.length === 9 && side(), [...middle].map(letter), middle.length === 9 && side()),
    h("div.keys", {}, special(shell, "apple-keyboard-shift", "SHIFT", look.shift), [...low].map(letter), special(shell, "backspace-outline", "DEL")),
    h("div.keys", {}, word(look.symbols ? "ABC" : "?123", "SYMBOLS", "dim"), cap(","), word("English", " ", "space"), cap("."), special(shell, "keyboard-return", "ENTER", true)),
  );
}

const cap = (char) => h("div.key", { "data-key": char }, char);
const word = (text, key, kind) => h(`div.key.${kind}`, { "data-key": key }, text);
const special = (shell, name, key, lit) => h(`div.key.dim${lit ? ".lit" : ""}`, { "data-key": key }, icon(shell, name));

/** Type one key: a character, or SHIFT, SYMBOLS, DEL, ENTER. */
export function typeKey(shell, key) {
  const field = shell.focused(), page = field?.ownerDocument;
  if (key === "SHIFT") look.shift = !look.shift;
  else if (key === "SYMBOLS") Object.assign(look, { symbols: !look.symbols, shift: false });
  else if (key === "ENTER") shell.call("press", { key: "ENTER" });
  else if (key === "DEL") page?.execCommand("delete");
  else {
    page?.execCommand("insertText", false, key);
    look.shift = false;
  }
  draw(shell, document.getElementById("keyboard"));
}

export function listenToKeys(shell) {
  const board = document.getElementById("keyboard");
  const keyAt = (event) => {
    const touch = event.changedTouches[0];
    return document.elementFromPoint(touch.clientX, touch.clientY)?.closest("[data-key]");
  };
  let down = null;
  const release = () => { down?.classList.remove("down"); down = null; };
  board.addEventListener("touchstart", (event) => {
    event.preventDefault(); // the field keeps the focus
    release();
    down = keyAt(event);
    down?.classList.add("down");
  }, { passive: false });
  board.addEventListener("touchend", (event) => {
    event.preventDefault();
    const key = keyAt(event);
    if (key && key === down) typeKey(shell, key.dataset.key);
    release();
  }, { passive: false });
  board.addEventListener("touchcancel", release);
}
