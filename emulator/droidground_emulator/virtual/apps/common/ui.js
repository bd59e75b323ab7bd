// Small helpers that build an app's pages from rows. A page is a function of the phone's state; it is
// built anew at each change and only what differs is touched in the document.
import { labels } from "/common/i18n.js";

/** Make an element: h("div.row", {onclick}, child, "text"). Empty children are left out. */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return element;
}

/** An icon by its Material Design Icons name; `label` makes it speak. */
export const icon = (name, label) =>
  h("span", { "data-icon": name, "aria-hidden": label ? null : "true", "aria-label": label });

export const iconButton = (name, label, onclick, id) =>
  h("button.iconbutton", { "aria-label": label, "data-class": "android.widget.ImageButton", "data-id": id, onclick }, icon(name));

export const button = (text, onclick, { kind = "", disabled = false, id } = {}) =>
  h(`button.button${kind && "." + kind}`, { "data-id": id, "aria-disabled": disabled ? "true" : null, onclick: disabled ? null : onclick }, text);

/** A line of a list: icon, title over summary, something at the end. */
export function row({ title, summary, glyph, lead, end, onclick, disabled, key, small, found, role, checked }) {
  const live = onclick && !disabled;
  return h(
    `div.row${small ? ".small" : ""}${found ? ".found" : ""}`,
    {
      "data-key": key, "data-clickable": Boolean(live), "aria-disabled": disabled ? "true" : null,
      onclick: live ? onclick : null, role, "aria-checked": checked,
    },
    glyph && icon(glyph), lead,
    h("div.texts", {},
      h("div.t", { "data-id": "android:id/title" }, title),
      summary && h("div.s", { "data-id": "android:id/summary" }, summary)),
    end && h("div.end", {}, end),
  );
}

const toggle = (on, label) =>
  h("button.switch", { role: "switch", "data-id": "android:id/switch_widget", "aria-checked": String(on), "aria-label": label, tabindex: -1 });

/** A row whose switch the whole row toggles. */
export const switchRow = ({ on, change, ...rest }) =>
  row({ ...rest, end: toggle(on), onclick: () => change(!on) });

/** The pill at the top of a page that turns the whole feature on. */
export function mainSwitch({ on, change, ...rest }) {
  const line = switchRow({ on, change, ...rest });
  line.classList.add("mainswitch");
  line.classList.toggle("on", on);
  return line;
}

export function radioRow({ on, ...rest }) {
  const mark = h("span.radio", { role: "radio", "data-class": "android.widget.RadioButton", "data-id": "android:id/checkbox", "aria-checked": String(on) });
  return row({ ...rest, lead: mark });
}

export const heading = (text) => h("div.heading", { "data-id": "android:id/title" }, text);
export const note = (text) => h("div.note", {}, icon("information-outline"), h("div", { "data-id": "android:id/title" }, text));
export const empty = (glyph, text) => h("div.empty", {}, icon(glyph), h("div", {}, text));

/** A title over a slider from 0 to 1; `change` is called while it moves. */
export function sliderRow({ title, summary, glyph, value, change, key, id = "seekbar" }) {
  const track = h("div.slider", {
    role: "slider", "aria-label": title, "aria-valuenow": Math.round(value * 100), style: `--at: ${value}`,
    "data-class": "android.widget.SeekBar", "data-id": id, tabindex: 0, ...sliding(change),
  }, h("i"));
  return h("div.level", { "data-key": key },
    h("div.line", {}, glyph && icon(glyph),
      h("div.texts", {}, h("div.t", { "data-id": "android:id/title" }, title),
        summary && h("div.s", { "data-id": "android:id/summary" }, summary))),
    track);
}

// As on Android, a finger that goes up or down scrolls the list and leaves the slider alone.
function sliding(change) {
  const move = ({ currentTarget: track, clientX }) => {
    const box = track.getBoundingClientRect();
    const along = (clientX - box.left - 10) / (box.width - 20);
    const at = Math.min(1, Math.max(0, document.dir === "rtl" ? 1 - along : along));
    track.style.setProperty("--at", at);
    change(at);
  };
  const end = ({ currentTarget: { dataset } }) => { delete dataset.start; delete dataset.moving; };
  return {
    onpointerdown: (event) => {
      event.currentTarget.dataset.start = event.clientX;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onpointermove: (event) => {
      const { dataset } = event.currentTarget;
      if (!dataset.start || (!dataset.moving && Math.abs(event.clientX - dataset.start) < 8)) return;
      dataset.moving = "true";
      move(event);
    },
    onpointerup: (event) => { if (event.currentTarget.dataset.start) move(event); end(event); },
    onpointercancel: end,
  };
}

/** A page with a back arrow and a title that collapses when its list is scrolled. */
export function page({ title, id = "recycler_view", back, backLabel, actions = [], extra = [], root = false }, ...rows) {
  const onscroll = (event) => event.target.parentElement.classList.toggle("scrolled", event.target.scrollTop > 40);
  return h(`section.page${root ? ".root" : ""}`, {},
    !root && h("div.bar", { "data-id": "action_bar" },
      back && iconButton("arrow-left", backLabel, back), h("div.name", { "aria-hidden": "true" }, title), actions),
    h("div.list", { "data-class": "androidx.recyclerview.widget.RecyclerView", "data-id": id, "data-scroll": true, onscroll },
      title && h("div.title", { "data-id": root ? "homepage_title" : "page_title" }, title), rows),
    extra);
}

/** Let a finger that rests on an element call `act`. */
export const hold = (element, act) => {
  element.dataset.longClickable = "true";
  return Object.assign(element, { onhold: act });
};
document.addEventListener("longpress", (event) => {
  const held = event.target.closest("[data-long-clickable]");
  if (held?.onhold) event.preventDefault(); // no click follows
  held?.onhold?.(event);
});

/** A dialog of lines to touch: [text, function]. */
export function menu({ title, lines, cancel }) {
  const body = lines.map(([text, act]) => row({ title: text, small: true, onclick: () => { close(); act(); } }));
  const close = dialog({ title, body, actions: [[cancel]] });
}

const HANDLERS = ["onclick", "onhold", "oninput", "onchange", "onkeydown", "onscroll"].concat(
  ["down", "move", "up", "cancel"].map((name) => `onpointer${name}`));

/** Make `now` look like `next`, element by element, so that scrolling, focus and animations live on. */
export function morph(now, next) {
  if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName || now.dataset?.key !== next.dataset?.key) {
    now.replaceWith(next);
    return;
  }
  if (now.nodeType === Node.TEXT_NODE) {
    if (now.data !== next.data) now.data = next.data;
    return;
  }
  if (now.dataset.moving) return; // under a finger
  const scrolled = now.classList.contains("scrolled");
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && name !== "data-glyph") now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  now.classList.toggle("scrolled", scrolled);
  for (const name of HANDLERS) now[name] = next[name];
  const before = [...now.childNodes];
  const after = [...next.childNodes];
  after.forEach((child, index) => (before[index] ? morph(before[index], child) : now.append(child)));
  before.slice(after.length).forEach((child) => child.remove());
}

/** Show a dialog; `body` is elements or text, `actions` are [text, function]. Return a function that closes it. */
export function dialog({ title, body, actions = [] }) {
  const close = () => { scrim.remove(); dialogs.delete(close); };
  const scrim = h("div.scrim", { onclick: (event) => event.target === scrim && close() },
    h("div.dialog", { role: "dialog", "aria-modal": "true", "data-id": "android:id/parentPanel" },
      h("div.head", { "data-id": "android:id/alertTitle" }, title),
      h("div.body", { "data-id": "android:id/message" }, body),
      h("div.foot", {}, actions.map(([text, act], index) =>
        button(text, () => { close(); act?.(); }, { kind: "text", id: `android:id/button${actions.length - index}` })))));
  document.body.append(scrim);
  dialogs.add(close);
  return close;
}
const dialogs = new Set();

/** A dialog of which one line is chosen. `choices` are [value, text]. */
export function choose({ title, choices, value, cancel, pick }) {
  const body = choices.map(([each, text]) =>
    radioRow({ title: text, on: each === value, small: true, onclick: () => { close(); pick(each); } }));
  const close = dialog({ title, body, actions: [[cancel]] });
}

/** A dialog that asks for one line of text. */
export function ask({ title, label, value = "", cancel, ok, password = false, done }) {
  const input = h("input", { type: password ? "password" : "text", value, "data-id": "android:id/edit" });
  dialog({ title, body: h("label.field", {}, h("span", {}, label), input), actions: [[cancel], [ok, () => done(input.value)]] });
  input.focus();
}

/**
 * Run an app: `pages[name](view, args)` returns the page's element; view has state, t, open(name, args), back(),
 * redraw(), top (the page shown), keep() (what its args hold outlives a crash). `first` is {name, args};
 * `opened(name)` is told each page shown. Back leaves a dialog, a page unless `stays(view, page)`, the app.
 */
export async function run({ folder, pages, first, opened = () => {}, stays = () => false }) {
  const stack = phone.saved?.stack ?? [first];
  let t = await labels(folder, phone.state.locale);
  let shown = null;
  const top = () => stack[stack.length - 1];
  const list = () => document.querySelector("section [data-scroll]");
  const view = {
    get state() { return phone.state; },
    get t() { return t; },
    get top() { return top(); },
    keep: () => phone.save({ stack }),
    open(name, args = {}) { stack.push({ name, args }); draw(); },
    back() {
      if (dialogs.size) [...dialogs].pop()();
      else if (stays(view, top())) return true;
      else if (stack.length > 1) { stack.pop(); draw(); }
      else return false;
      return true;
    },
    up: () => view.back() || phone.finish(),
    /** Leave the page without asking it. */
    leave() { if (stack.length > 1) { stack.pop(); draw(); } else phone.finish(); },
    redraw: () => draw(),
  };
  function draw() {
    const next = pages[top().name](view, top().args ?? {});
    if (shown === top()) return morph(document.querySelector("section"), next);
    if (shown) shown.scrolled = list()?.scrollTop ?? 0;
    document.activeElement?.blur();
    document.querySelector("section")?.remove();
    document.body.prepend(next);
    if (list()) list().scrollTop = top().scrolled ?? 0;
    next.querySelector("[autofocus]")?.focus();
    shown = top();
    opened(shown.name, stack.length, shown.args ?? {});
    phone.save({ stack });
  }
  phone.onBack(() => view.back());
  phone.onChange(async (state) => {
    document.documentElement.dataset.palette = PALETTES[palette(state)] ?? "";
    t = await labels(folder, state.locale);
    draw();
  });
  return view;
}

const PALETTES = { B1C5FF: "", "7DD99A": "green", D5BAFF: "violet", FFB1C0: "rose", FFB95C: "amber", C6C6CA: "grey" };
export const palettes = Object.entries(PALETTES);
/** Return the wallpaper colour that the phone's accents come from. */
export function palette({ settings }) {
  const overlay = settings.secure[OVERLAYS] ?? "";
  return /system_palette":"(\w+)"/.exec(overlay)?.[1] ?? palettes[0][0];
}
export const setPalette = (color) =>
  phone.put("secure", OVERLAYS, `{"android.theme.customization.system_palette":"${color}"}`);
const OVERLAYS = "theme_customization_overlay_packages";
