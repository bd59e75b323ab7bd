// Elements of the system page.

/** Make an element: h("div.name", {attributes}, children...). Empty children are left out. */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false && child !== ""));
  return element;
}

/** An icon by its Material Design Icons name; `label` makes it speak. */
export const icon = (shell, name, label, id) => h("span.icon", {
  "data-icon": name, "aria-label": label, "aria-hidden": label ? null : "true", "data-id": id,
}, shell.glyphs[name]);

/** The time of the phone's clock, in UTC. */
export function clock(state, suffix = false) {
  const at = new Date(state.now_ms), hours = at.getUTCHours();
  const minutes = String(at.getUTCMinutes()).padStart(2, "0");
  if (state.clock_24) return `${String(hours).padStart(2, "0")}:${minutes}`;
  return `${hours % 12 || 12}:${minutes}${suffix ? (hours < 12 ? " AM" : " PM") : ""}`;
}
