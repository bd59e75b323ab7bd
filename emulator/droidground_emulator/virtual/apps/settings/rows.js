// The kinds of rows a page of Settings has. A row's words are its label `id` and, if there is one, `id.s`.
import { h, heading, icon, mainSwitch, note, radioRow, row, sliderRow, switchRow } from "/common/ui.js";

/** What a switch reads and writes: one line of a settings table. */
export const stored = (table, key, [on, off] = ["1", "0"], usual = "0") => ({
  read: ({ settings }) => { const now = settings[table][key] ?? usual; return off === "0" ? now !== "0" : now === on; },
  write: (value) => phone.put(table, key, value ? on : off),
});
export const radio = (name) => ({
  read: ({ radios }) => radios[name],
  write: (value) => phone.radio(name, value),
});
/** What a slider reads and writes, as 0 to 1. */
export const span = (table, key, from, to, usual = from) => ({
  read: ({ settings }) => (Number(settings[table][key] ?? usual) - from) / (to - from),
  write: (value) => phone.put(table, key, String(Math.round(from + value * (to - from)))),
});

export const entry = (id, more = {}) => ({ kind: "entry", id, ...more });
export const toggle = (id, bound, more = {}) => ({ kind: "toggle", id, bound, ...more });
export const main = (id, bound) => ({ kind: "main", id, bound });
export const level = (id, bound, more = {}) => ({ kind: "level", id, bound, ...more });
export const choice = (id, on, pick, more = {}) => ({ kind: "choice", id, on, pick, ...more });
export const head = (id) => ({ kind: "heading", id });
export const info = (id) => ({ kind: "note", id });
/** A row that is already an element, such as a picture; search leaves it out. */
export const drawn = (element) => ({ kind: "drawn", element });

/** An app's icon at the beginning of its row. */
export const lead = (app) => h("div.disc", { style: `background: ${app.color}`, "aria-hidden": "true" }, icon(app.icon));

export const titleOf = (line, { t }) => line.title ?? t(line.id);
export function summaryOf(line, { t, state }) {
  if (line.summary !== undefined) return typeof line.summary === "function" ? line.summary(state, t) : line.summary;
  return t.has(`${line.id}.s`) ? t(`${line.id}.s`) : "";
}

/** Return a row's element. */
export function build(line, view, found) {
  if (line.kind === "drawn") return line.element;
  const act = line.act ? () => line.act(view) : line.page && (() => view.open(line.page, line.args));
  const same = {
    title: titleOf(line, view), summary: summaryOf(line, view), glyph: line.glyph, key: line.id, lead: line.lead,
    found: found === line.id, disabled: line.disabled, end: line.mark && icon(line.mark),
  };
  const { kind, bound } = line;
  if (kind === "entry") return row({ ...same, onclick: act });
  if (kind === "toggle") return switchRow({ ...same, on: bound.read(view.state), change: bound.write });
  if (kind === "main") return mainSwitch({ ...same, on: bound.read(view.state), change: bound.write });
  if (kind === "choice") return radioRow({ ...same, on: line.on, onclick: line.pick });
  if (kind === "level") return sliderRow({ ...same, value: bound.read(view.state), change: bound.write });
  if (kind === "heading") return heading(same.title);
  return note(same.title);
}
