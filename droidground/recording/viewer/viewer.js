"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const entries = data.entries;
  const at = (id) => document.getElementById(id);
  const urls = new Map();
  const ZOOM_STEP = 1.25, ZOOM_MOST = 6;
  let current = -1, zoom = 1;

  /** Make an element; children are elements or text, never HTML. */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** Return the URL of a frame; null while the page has not been read as far as that. */
  function picture(number) {
    const kept = at(`frame-${number}`);
    if (!urls.has(number) && kept) {
      const bytes = Uint8Array.from(atob(kept.textContent), (char) => char.charCodeAt(0));
      urls.set(number, URL.createObjectURL(new Blob([bytes], { type: "image/webp" })));
      kept.remove();
    }
    return urls.get(number) ?? null;
  }

  const tone = (cause) => (["fine", "unclear"].includes(cause) ? cause : "wrong");

  function put(image, number) {
    const url = picture(number);
    if (url) image.src = url;
    else addEventListener("DOMContentLoaded", () => put(image, number), { once: true });
  }

  const seen = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      const image = make("img", { alt: "" });
      target.append(image);
      put(image, Number(target.dataset.frame));
    }
  }, { root: document.querySelector("nav"), rootMargin: "300px" });

  function row(entry, index) {
    const thumb = make("span", { className: "thumb" });
    const frame = entry.after ?? entry.before;
    if (frame !== null) {
      thumb.dataset.frame = frame;
      seen.observe(thumb);
    }
    const cause = make("b", { className: tone(entry.cause) }, entry.cause);
    const what = make("span", { className: "what" }, `${index + 1}. ${entry.title}`,
      make("small", {}, `${entry.at_s.toFixed(1)} s · `, cause));
    const button = make("button", { onclick: () => show(index), title: entry.title }, thumb, what);
    return make("li", {}, button);
  }

  function drawn(tag, name, attributes) {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
    shape.setAttribute("class", name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    return shape;
  }

  const rectangle = (name, [left, top, right, bottom]) =>
    drawn("rect", name, { x: left, y: top, width: right - left, height: bottom - top });

  function marks({ marks: { touch, point, box, view, others }, size: [width, height] }) {
    const svg = drawn("svg", "marks", { viewBox: `0 0 ${width} ${height}` });
    const ring = Math.max(width, height) / 50;
    const circle = (name, [x, y], r) => drawn("circle", name, { cx: x + 0.5, cy: y + 0.5, r });
    svg.append(...others.map((one) => rectangle("others", one)));
    if (box) svg.append(rectangle("box", box));
    if (view) svg.append(rectangle("view", view)); // dashed: a box of the same size shows through
    if (touch.length > 1) {
      const [[x1, y1], [x2, y2]] = touch;
      svg.append(drawn("line", "touch", { x1, y1, x2, y2 }));
    }
    svg.append(...touch.map((one) => circle("touch", one, ring)));
    if (point) svg.append(circle("point", point, ring / 5));
    return svg;
  }

  function figure(number, caption, overlay) {
    const image = make("img", { alt: `the screen ${caption}` });
    const frame = make("div", { className: "frame" }, image, overlay);
    image.onload = () => {
      frame.style.aspectRatio = `${image.naturalWidth} / ${image.naturalHeight}`;
    };
    put(image, number);
    const link = make("a", { href: data.frames[number], target: "_blank", rel: "noopener" },
      "original");
    return make("figure", {}, frame, make("figcaption", {}, `${caption} · `, link));
  }

  function table(head, rows) {
    if (!rows.length) return null;
    const line = (tag, cells) => make("tr", {}, ...cells.map((cell) =>
      make(tag, {}, cell instanceof Node ? cell : String(cell))));
    return make("div", { className: "wide" },
      make("table", {}, head ? line("th", head) : null, ...rows.map((cells) => line("td", cells))));
  }

  const facts = (values) => table(null,
    Object.entries(values).filter(([, value]) => value !== null && value !== "" && value?.length !== 0));

  function times(timings) {
    const rows = Object.entries(timings);
    const sum = rows.reduce((total, [, ms]) => total + ms, 0);
    const bar = (ms) => Object.assign(make("div", { className: "bar" }),
      { style: `width: ${(14 * ms / (sum || 1)).toFixed(2)}rem` });
    return table(["part", "ms", `of ${sum.toFixed(0)} ms`],
      rows.map(([name, ms]) => [name, ms.toFixed(1), bar(ms)]));
  }

  const section = (title, ...parts) =>
    (parts.some((part) => part) ? [make("h3", {}, title), ...parts.filter((part) => part)] : []);

  function answer(one) {
    return section(`Looked for “${one.words}”`, facts(one.facts),
      one.reply === null ? null : make("pre", { title: "the model's reply" }, one.reply),
      table(["candidate", "point", "box", "score", "source", "why"], one.candidates),
      one.chain === null ? null : make("pre", { title: "chain of coordinates" }, one.chain),
      times(one.timings_ms));
  }

  function details(entry) {
    const failed = entry.failures.map((one) =>
      [one.call, one.words ?? "", one.type, `${one.message} ${one.hint}`]);
    return [
      ...section("Failures", table(["call", "words", "error", "message"], failed)),
      ...section("Remarks", ...entry.remarks.map((text) => make("p", {}, text))),
      ...section("View under the touch", entry.view && facts(entry.view)),
      ...entry.answers.slice().reverse().flatMap(answer),
      ...section("Time of the action", times(entry.timings_ms)),
    ];
  }

  function show(index) {
    if (!entries.length) return;
    const next = Math.min(Math.max(index, 0), entries.length - 1);
    const rows = at("timeline").children, entry = entries[next];
    if (current >= 0) rows[current].firstChild.removeAttribute("aria-current");
    rows[next].firstChild.setAttribute("aria-current", "step");
    rows[next].scrollIntoView({ block: "nearest" });
    current = next;
    history.replaceState(null, "", `#${next + 1}`);
    at("title").textContent = `${next + 1}. ${entry.title}`;
    at("said").replaceChildren(make("b", { className: tone(entry.cause) }, entry.cause),
      `: ${entry.why}`);
    const figures = [];
    if (entry.before !== null) figures.push(figure(entry.before, "before", marks(entry)));
    if (entry.after !== null) figures.push(figure(entry.after, "after", null));
    at("stage").replaceChildren(...figures);
    at("details").replaceChildren(...details(entry));
  }

  function scale(factor) {
    zoom = factor === 0 ? 1 : Math.min(Math.max(zoom * factor, 1 / 2), ZOOM_MOST);
    document.documentElement.style.setProperty("--zoom", zoom);
  }

  function nextWrong() {
    const after = entries.findIndex((one, i) => i > current && tone(one.cause) === "wrong");
    show(after >= 0 ? after : entries.findIndex((one) => tone(one.cause) === "wrong"));
  }

  function help() {
    if (at("keys").open) at("keys").close();
    else at("keys").showModal();
  }

  const keys = {
    ArrowRight: () => show(current + 1), ArrowDown: () => show(current + 1),
    j: () => show(current + 1), ArrowLeft: () => show(current - 1),
    ArrowUp: () => show(current - 1), k: () => show(current - 1),
    Home: () => show(0), End: () => show(entries.length - 1), n: nextWrong,
    "+": () => scale(ZOOM_STEP), "=": () => scale(ZOOM_STEP), "-": () => scale(1 / ZOOM_STEP),
    0: () => scale(0), m: () => at("stage").classList.toggle("unmarked"),
    o: () => document.querySelector("#stage a")?.click(), "?": help,
  };

  addEventListener("keydown", (event) => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!act || !isOurs || (at("keys").open && act !== help)) return;
    event.preventDefault();
    act();
  });
  at("help").onclick = help;
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));

  const { cause, why, step } = data.verdict;
  at("verdict").append(make("b", { className: tone(cause) }, cause), `: ${why}`,
    ...data.notes.map((note) => ` · ${note}`));
  at("facts").textContent = Object.entries(data.facts).filter(([, value]) => value)
    .map(([name, value]) => `${name} ${value}`).join(" · ");
  at("timeline").append(...entries.map(row));
  show((Number(location.hash.slice(1)) || step || 1) - 1);
})();
