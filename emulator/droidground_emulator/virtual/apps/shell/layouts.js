// What is on the keyboard's pages, row by row, as LatinIME lays them out.
const LATIN = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const ARABIC = ["ضصثقفغعهخحج", "شسيبلاتنمكط", "ذءؤرىةوزظد"];
const SYMBOLS = ["1234567890", "@#$_&-+()/", "*\"':;!?"], MORE = ["~`|•√π÷×¶∆", "£¢€¥^°={}\\", "©®™✓[]<>"];
const DIGITS = [["1", "2", "3", "-"], ["4", "5", "6", " "], ["7", "8", "9", "DEL"], [",", "0", ".", "ENTER"]];
const PHONE = [["1", "2", "3", "-"], ["4", "5", "6", " "], ["7", "8", "9", "DEL"], ["*", "0", "#", "ENTER"]];
const LANGUAGES = { ar: "العربية", en: "English" };

const BACK = { key: "DEL", glyph: "backspace-outline", kind: "dim" };
const own = (locale) => locale.slice(0, 2) === "ar";

/** Rows of keys: a character each, "" for half a key's gap, or {key, text or glyph, kind, hint}. */
export function layout({ page, shift, latin }, locale, action) {
  const enter = { key: "ENTER", glyph: action, kind: "dim.lit" };
  if (page === "digits") return pad(DIGITS, enter);
  if (page === "phone") return pad(PHONE, enter);
  if (page !== "letters") return symbols(page, locale, enter);
  const arabic = own(locale) && !latin;
  const space = { key: " ", text: arabic ? LANGUAGES.ar : LANGUAGES.en, kind: "space" };
  const bottom = [{ key: "SYMBOLS", text: arabic ? "؟123" : "?123", kind: "dim" }, arabic ? "،" : ",",
    ...(own(locale) ? [{ key: "LANGUAGE", glyph: "web", kind: "narrow" }] : []), space, ".", enter];
  if (arabic) return [[...ARABIC[0]], [...ARABIC[1]], [...ARABIC[2], { ...BACK, kind: "narrow" }], bottom];
  const cased = (row) => [...row].map((char) => (shift === "off" ? char : char.toUpperCase()));
  const [top, middle, low] = LATIN.map(cased);
  const up = { key: "SHIFT", glyph: shift === "locked" ? "apple-keyboard-caps" : "apple-keyboard-shift", kind: shift === "off" ? "dim" : "dim.lit" };
  return [top.map((key, index) => ({ key, text: key, hint: SYMBOLS[0][index] })), ["", ...middle, ""], [up, ...low, BACK], bottom];
}

function pad(rows, enter) {
  const special = {
    DEL: { ...BACK, kind: "narrow" }, ENTER: { ...enter, kind: "lit" }, " ": { key: " ", glyph: "keyboard-space" },
  };
  if (rows === PHONE) special["0"] = { key: "0", text: "0", hint: "+" };
  return rows.map((row) => row.map((key) => special[key] ?? key));
}

function symbols(page, locale, enter) {
  const [top, middle, low] = page === "more" ? MORE : SYMBOLS;
  const turn = page === "more" ? { key: "SYMBOLS", text: "?123", kind: "dim" } : { key: "MORE", text: "=\\<", kind: "dim" };
  const letters = { key: "LETTERS", text: own(locale) ? "أ ب ج" : "ABC", kind: "dim" };
  return [[...top], [...middle], [turn, ...low, BACK], [letters, ",", { key: " ", text: "", kind: "space" }, ".", enter]];
}
