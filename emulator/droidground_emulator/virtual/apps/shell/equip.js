// What the system does inside a page: focus and keyboard, long presses, select lists.
const SLOP = 8; // dp, Android's touch slop

const ICONS = `
  @font-face { font-family: Icons; src: url(/fonts/materialdesignicons-webfont.ttf); font-display: block; }
  * { caret-animation: manual; } /* two runs show the same pixels */
  [data-icon]::before { font-family: Icons; content: attr(data-glyph); font-weight: 400; line-height: 1; display: inline-block; }`;

// Icons are drawn before their element, so that no word of a page holds one.
function drawIcons(view, glyphs) {
  const draw = (element) => { element.dataset.glyph = glyphs[element.dataset.icon] ?? ""; };
  const look = (node) => {
    if (node.nodeType !== 1) return;
    if (node.dataset?.icon !== undefined) draw(node);
    node.querySelectorAll("[data-icon]").forEach(draw);
  };
  new view.MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "attributes") draw(record.target);
      else record.addedNodes.forEach(look);
    }
  }).observe(view.document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-icon"] });
  const style = view.document.createElement("style");
  style.textContent = ICONS;
  view.document.documentElement.append(style);
  look(view.document.documentElement);
}

const isEditable = (element) =>
  Boolean(element) && !element.disabled && !element.readOnly &&
  (element.isContentEditable || element.tagName === "TEXTAREA" ||
    (element.tagName === "INPUT" &&
      !["button", "checkbox", "radio", "range", "submit", "reset", "color", "file", "image"]
        .includes(element.type)));

function followFocus(view, keyboard) {
  const show = (element) => { if (isEditable(element)) keyboard(true); };
  view.addEventListener("focusin", (event) => show(event.target));
  view.addEventListener("click", (event) => {
    if (event.target === view.document.activeElement) show(event.target);
  });
  view.addEventListener("focusout", (event) => {
    if (isEditable(event.target) && !isEditable(event.relatedTarget)) keyboard(false);
  });
  view.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT" && !event.defaultPrevented) keyboard(false);
  });
}

// A finger that rests gives a "longpress" event on what it touches, and then no click.
function followLongPress(view, timeout) {
  let timer = 0, from = null, pressed = false;
  const stop = () => view.clearTimeout(timer);
  view.addEventListener("touchstart", (event) => {
    stop();
    pressed = false;
    if (event.touches.length !== 1) return;
    const touch = event.touches[0];
    from = [touch.clientX, touch.clientY];
    timer = view.setTimeout(() => {
      pressed = !event.target.dispatchEvent(new view.CustomEvent("longpress", {
        bubbles: true, cancelable: true, detail: { x: from[0], y: from[1] },
      }));
    }, timeout());
  }, { passive: true, capture: true });
  view.addEventListener("touchmove", (event) => {
    const touch = event.touches[0];
    if (Math.hypot(touch.clientX - from[0], touch.clientY - from[1]) > SLOP) stop();
  }, { passive: true, capture: true });
  view.addEventListener("touchcancel", stop, { passive: true, capture: true });
  view.addEventListener("touchend", (event) => {
    stop();
    if (pressed) event.preventDefault();
  }, { passive: false, capture: true });
  view.addEventListener("contextmenu", (event) => event.preventDefault());
}

// The browser draws the list of a <select> outside the page, so the system shows its own.
function replaceSelects(view, choose) {
  const open = async (event) => {
    const select = event.target.closest?.("select");
    if (!select || select.disabled || select.multiple || select.size > 1) return;
    event.preventDefault();
    if (event.type !== "click") return;
    const options = [...select.options].map((option) => option.label);
    const index = await choose(options, select.selectedIndex);
    if (index < 0 || index === select.selectedIndex) return;
    select.selectedIndex = index;
    for (const type of ["input", "change"])
      select.dispatchEvent(new view.Event(type, { bubbles: true }));
  };
  for (const type of ["mousedown", "click"]) view.addEventListener(type, open, true);
}

/** Follow what a finger does on any page. */
export function follow(view, system) {
  followFocus(view, system.keyboard);
  followLongPress(view, system.longPress);
  replaceSelects(view, system.choose);
}

export function equip(view, system) {
  drawIcons(view, system.glyphs);
  follow(view, system);
  view.alert = (text) => system.alert(text);
}
