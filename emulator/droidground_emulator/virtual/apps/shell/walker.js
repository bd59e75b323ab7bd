// From what the pages show to what uiautomator reads: nodes with bounds in device pixels.
import { webTree } from "/shell/webviews.js";

const EDIT = "android.widget.EditText", VIEW = "android.view.View", GROUP = "android.view.ViewGroup";
const INPUTS = {
  checkbox: "android.widget.CheckBox", radio: "android.widget.RadioButton", range: "android.widget.SeekBar",
  button: "android.widget.Button", submit: "android.widget.Button", reset: "android.widget.Button", image: "android.widget.ImageButton",
};
const ROLES = {
  button: "android.widget.Button", switch: "android.widget.Switch", checkbox: "android.widget.CheckBox", radio: "android.widget.RadioButton",
  slider: "android.widget.SeekBar", progressbar: "android.widget.ProgressBar", img: "android.widget.ImageView", tab: "android.widget.TextView",
};
const BLOCK = /^(block|flex|grid|list-item|table|flow-root)/;

/** The roots, the focused window's last. */
export function walk(shell) {
  const { ui, state } = shell, system = "com.android.systemui";
  const full = [0, 0, ...state.size];
  const own = (id, packageName, extra = {}) => {
    const element = document.getElementById(id);
    if (element.hidden) return null;
    const context = { view: window, zoom: 1, left: 0, top: 0, packageName };
    return root(packageName, full, children(element, context, full), extra);
  };
  const bar = document.getElementById("status");
  const context = { view: window, zoom: 1, left: 0, top: 0, packageName: system };
  const roots = [node(bar, context, full, true)].flat();
  if (!ui.gestures) roots.push(own("navigation", system));
  const keys = document.getElementById("keyboard");
  if (!keys.hidden) roots.push({
    class: "android.widget.FrameLayout", package: "com.android.inputmethod.latin", id: keys.dataset.id, bounds: bounds(keys, context, full),
  });
  const overlay = ui.overlay === "recents" ? "com.android.launcher3" : system;
  if (ui.locked || ui.overlay) roots.push(own("overlay", overlay));
  else roots.push(appRoot(shell, full));
  roots.push(own("list", shell.packageName(ui.front)), own("dialog", ui.dialog?.owner ?? "android"));
  return roots.filter(Boolean);
}

const root = (packageName, box, inner, extra = {}) =>
  ({ class: "android.widget.FrameLayout", package: packageName, bounds: box, children: inner, ...extra });

function appRoot(shell, full) {
  const frame = shell.front, packageName = shell.packageName(shell.ui.front);
  const context = inFrame(frame, { view: window, zoom: 1, left: 0, top: 0, packageName });
  const content = root(packageName, context.box, pageNodes(context, context.box), { id: "android:id/content" });
  return root(packageName, full, [content]);
}

// A frame's rectangle is in the outer page's pixels; its own are larger by its devicePixelRatio.
function inFrame(frame, outer) {
  const [left, top, right, bottom] = rectangle(frame.getBoundingClientRect(), outer);
  return {
    ...outer, view: frame.contentWindow, zoom: frame.contentWindow.devicePixelRatio, left, top, box: [left, top, right, bottom].map(Math.round),
  };
}

function pageNodes(context, clip) {
  const page = context.view.document;
  const modals = [...page.querySelectorAll('[aria-modal="true"]')].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const top = modals.at(-1);
  return top ? [node(top, context, clip)].flat().filter(Boolean) : children(page.body, context, clip);
}

function rectangle(box, { zoom, left, top }) {
  return [left + box.left * zoom, top + box.top * zoom, left + box.right * zoom, top + box.bottom * zoom];
}

const cut = (box, clip) => [Math.max(box[0], clip[0]), Math.max(box[1], clip[1]), Math.min(box[2], clip[2]), Math.min(box[3], clip[3])];
const bounds = (element, context, clip) => cut(rectangle(element.getBoundingClientRect(), context).map(Math.round), clip);
const isEmpty = (box) => box[0] >= box[2] || box[1] >= box[3];
const squeeze = (text) => text.replace(/\s+/g, " ").trim();

function children(element, context, clip) {
  const found = [];
  for (const child of element.childNodes) {
    if (child.nodeType === 1) found.push(...[node(child, context, clip)].flat().filter(Boolean));
    else if (child.nodeType === 3 && squeeze(child.data)) found.push(looseText(child, context, clip));
  }
  return found.filter(Boolean);
}

function looseText(text, context, clip) {
  const range = text.ownerDocument.createRange();
  range.selectNodeContents(text);
  const box = bounds(range, context, clip);
  return isEmpty(box) ? null : { class: "android.widget.TextView", package: context.packageName, text: squeeze(text.data), bounds: box };
}

// One element: its node, or those of its children when it carries nothing itself.
function node(element, context, clip, keep = false) {
  if (element.getAttribute("aria-hidden") === "true" || /^(SCRIPT|STYLE|TEMPLATE|OPTION|LINK)$/.test(element.tagName)) return [];
  const style = context.view.getComputedStyle(element);
  if (style.display === "none" || style.opacity === "0") return [];
  if (style.display === "contents") return children(element, context, clip);
  if (style.position === "fixed" && context.box) clip = context.box;
  const box = bounds(element, context, clip);
  const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
  if (isEmpty(box) && clips) return [];
  const inside = clips ? box : clip;
  const one = describe(element, style, context);
  if (element.tagName === "IFRAME") return frameNode(element, context, clip, one);
  const seen = style.visibility === "visible" && !isEmpty(box);
  if (one.leaf === undefined) one.children = children(element, context, inside);
  if (!seen) return one.children ?? [];
  const carries = keep || one.text || one.desc || one.id || one.clickable || one.long_clickable || one.scrollable || one.checkable || one.known;
  if (!carries) return one.children ?? [];
  delete one.leaf;
  delete one.known;
  return { ...one, bounds: box };
}

/** What a web page holds, in pixels from its own corner. */
export function walkPage(view, packageName) {
  const zoom = view.devicePixelRatio, box = [0, 0, Math.ceil(view.innerWidth * zoom), Math.ceil(view.innerHeight * zoom)];
  return view.document.body ? children(view.document.body, { view, zoom, left: 0, top: 0, packageName, box, web: true }, box) : [];
}

const placed = (one, left, top, clip) => {
  const box = cut([one.bounds[0] + left, one.bounds[1] + top, one.bounds[2] + left, one.bounds[3] + top], clip);
  const inside = one.children?.flatMap((child) => placed(child, left, top, clip));
  return isEmpty(box) ? inside ?? [] : [{ ...one, bounds: box, children: inside }];
};

function webNode(frame, context, clip, one) {
  const [left, top, right, bottom] = rectangle(frame.getBoundingClientRect(), context).map(Math.round);
  const box = cut([left, top, right, bottom], clip), page = webTree(frame);
  if (isEmpty(box)) return [];
  return {
    ...one, class: "android.webkit.WebView", text: page?.title ?? "", bounds: box, focusable: true, scrollable: page?.scrollable,
    children: page?.children.flatMap((child) => placed(child, left, top, box)),
  };
}

function frameNode(frame, context, clip, one) {
  if (frame.hasAttribute("sandbox") && !context.web) return webNode(frame, context, clip, one);
  if (!frame.contentDocument?.body) return [];
  const inner = inFrame(frame, context);
  inner.box = cut(inner.box, clip);
  return { ...one, class: frame.dataset.class ?? "android.webkit.WebView", bounds: inner.box, children: pageNodes(inner, inner.box) };
}

function describe(element, style, context) {
  const role = element.getAttribute("role"), data = element.dataset, label = element.getAttribute("aria-label");
  const native = element.tagName === "BUTTON" || element.tagName === "A" || element.tagName === "SELECT" || element.tagName === "INPUT" || element.tagName === "TEXTAREA";
  const checked = element.getAttribute("aria-checked") ?? (/^(checkbox|radio)$/.test(element.type) ? String(element.checked) : null);
  const inert = element.tabIndex === -1 && role === "switch";     // the row takes the tap
  const clickable = data.clickable !== undefined ? data.clickable !== "false" : (native || role === "button" || element.hasAttribute("onclick")) && !inert;
  const enabled = element.getAttribute("aria-disabled") !== "true" && !element.disabled;
  const one = {
    package: context.packageName,
    class: data.class, id: context.web ? element.id : resourceId(data.id, context.packageName),
    desc: label ?? element.getAttribute("alt") ?? (context.web ? labelOf(element) : ""),
    clickable, long_clickable: data.longClickable !== undefined && data.longClickable !== "false", enabled,
    focusable: clickable, checkable: checked !== null, checked: checked === "true",
    selected: element.getAttribute("aria-selected") === "true",
    focused: element === context.view.document.activeElement && element !== context.view.document.body,
    known: Boolean(data.class),
  };
  if (isField(element)) return { ...one, ...field(element, one) };
  one.scrollable = scrolls(element, style);
  one.class ??= classOf(element, role, one);
  const words = ownWords(element, context);
  if (words !== null) { one.leaf = true; one.text = words; if (words && (one.class === GROUP || one.class === VIEW)) one.class = "android.widget.TextView"; }
  if (/^(button|submit|reset)$/.test(element.type) && element.tagName === "INPUT") one.text = element.value || element.type;
  if (element.tagName === "SELECT") { one.leaf = true; one.text = element.selectedOptions[0]?.label ?? ""; }
  if (element.dataset.icon !== undefined || element.tagName === "IMG" || element.tagName === "SVG" || element.tagName === "svg") { one.leaf = true; one.text = ""; }
  if (one.checkable && words === null) one.known = true;
  return one;
}

// The words of the labels of a web page's control.
const labelOf = (element) => squeeze([...element.labels ?? []].map((label) => label.textContent).join(" "));

const isField = (element) => element.isContentEditable || element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && !INPUTS[element.type]);

function field(element, one) {
  const password = element.type === "password", value = element.value ?? element.textContent;
  return {
    class: one.class ?? EDIT, text: (password ? "•".repeat(value.length) : value) || (element.placeholder ?? ""), hint: element.placeholder ?? "", password,
    clickable: true, focusable: true, long_clickable: true, leaf: true,
  };
}

function classOf(element, role, one) {
  if (element.tagName === "SELECT") return "android.widget.Spinner";
  if (element.tagName === "INPUT") return INPUTS[element.type];
  const image = element.dataset.icon !== undefined || /^(IMG|svg)$/.test(element.tagName);
  if (image || (one.desc && element.querySelector("[data-icon]") && !squeeze(element.textContent.replace(/[\u{f0000}-\u{fffff}]/gu, "")))) {
    return one.clickable ? "android.widget.ImageButton" : "android.widget.ImageView";
  }
  if (ROLES[role]) return ROLES[role];
  if (element.tagName === "BUTTON") return "android.widget.Button";
  if (one.scrollable) return element.querySelector("[data-clickable], .row") ? "androidx.recyclerview.widget.RecyclerView" : "android.widget.ScrollView";
  return element.childElementCount || element.clientHeight === 0 || one.clickable ? GROUP : VIEW;
}

function scrolls(element, style) {
  const axis = (overflow, more) => /auto|scroll/.test(overflow) && more > 1;
  return axis(style.overflowY, element.scrollHeight - element.clientHeight) || axis(style.overflowX, element.scrollWidth - element.clientWidth);
}

function resourceId(id, packageName) {
  if (!id) return "";
  return id.includes(":") ? id : `${packageName}:id/${id}`;
}

// The words of an element that holds nothing but words; null when it holds views.
function ownWords(element, context) {
  let words = "";
  for (const child of element.childNodes) {
    if (child.nodeType === 3) words += child.data;
    else if (child.nodeType === 1) {
      if (child.getAttribute("aria-hidden") === "true") continue;
      const style = context.view.getComputedStyle(child);
      if (style.display === "none") continue;
      const carries = child.dataset.id || child.dataset.clickable !== undefined || child.getAttribute("role") || child.getAttribute("aria-label");
      if (carries || BLOCK.test(style.display) || /^(BUTTON|INPUT|SELECT|TEXTAREA|A|IMG|IFRAME|CANVAS|svg)$/.test(child.tagName)) return null;
      if (child.tagName === "BR") { words += " "; continue; }
      const inner = ownWords(child, context);
      if (inner === null) return null;
      words += inner;
    }
  }
  words = squeeze(words);
  if (!words) return element.childElementCount ? null : "";
  return context.view.getComputedStyle(element).textTransform === "uppercase" ? words.toUpperCase() : words;
}
