// What a person would find wrong with a page's look: a list of sentences. `unit` is the size of
// one dp in the pixels of the page's own rectangles.
((root, unit) => {
  const view = root.ownerDocument.defaultView, faults = new Set(), EDGE = 1.5 * unit;
  const wide = view.innerWidth, high = view.innerHeight;
  const ink = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colors = new Map();
  const rgba = (color) => {
    if (!colors.has(color)) {
      ink.clearRect(0, 0, 1, 1);
      ink.fillStyle = color;
      ink.fillRect(0, 0, 1, 1);
      colors.set(color, [...ink.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
    }
    return colors.get(color);
  };
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, view.getComputedStyle(element));
    return styles.get(element);
  };
  const ancestors = function* (element) {
    for (let one = element; one && one !== root.parentElement; one = one.parentElement) yield one;
  };
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const cut = (a, b) => ({
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = (box) => box.right - box.left < unit || box.bottom - box.top < unit;
  const seen = (element, box) => {
    for (const one of ancestors(element)) if (style(one).overflowY !== "visible" || style(one).overflowX !== "visible") box = cut(box, one.getBoundingClientRect());
    return cut(box, { left: 0, top: 0, right: wide, bottom: high });
  };
  const named = (element) => `${element.className || element.tagName} "${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 30)}"`;

  const light = (parts) => {
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  // WCAG 2.1's contrast of a text against what is painted under it; null where that is a picture.
  function contrast(element) {
    let [r, g, b, a] = [0, 0, 0, 0];
    for (const one of ancestors(element)) {
      if (style(one).backgroundImage !== "none") return null;
      const [x, y, z, w] = rgba(style(one).backgroundColor);
      [r, g, b, a] = [r + x * w * (1 - a), g + y * w * (1 - a), b + z * w * (1 - a), a + w * (1 - a)];
      if (a > 0.99) break;
    }
    if (a < 0.99) return null;
    const [x, y, z, w] = rgba(style(element).color);
    const one = light([x * w + r * (1 - w), y * w + g * (1 - w), z * w + b * (1 - w)]), other = light([r, g, b]);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  // The first box around a text that hides what goes beyond it, along an axis.
  function hider(element, axis) {
    for (const one of ancestors(element)) {
      const overflow = style(one)[`overflow${axis}`];
      if (overflow === "auto" || overflow === "scroll") return null;
      if (overflow === "hidden" || overflow === "clip") return style(one).textOverflow === "ellipsis" || style(one).webkitLineClamp !== "none" ? null : one.getBoundingClientRect();
    }
    return null;
  }

  const texts = [];
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement, words = text.data.trim();
    if (!words || /[\u{f0000}-\u{fffff}]/u.test(words) || !shown(element) || /^(STYLE|SCRIPT|OPTION)$/.test(element.tagName)) continue;
    const range = root.ownerDocument.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => !isEmpty(seen(element, box)));
    if (!boxes.length) continue;
    const [x, y] = [hider(element, "X"), hider(element, "Y")];
    for (const box of boxes) {
      if (x && (box.left < x.left - EDGE || box.right > x.right + EDGE)) faults.add(`cut at the side: ${named(element)}`);
      if (y && (box.top < y.top - 3 * EDGE || box.bottom > y.bottom + 3 * EDGE)) faults.add(`cut in height: ${named(element)}`);
    }
    const large = parseFloat(style(element).fontSize) >= 24 * unit, ratio = contrast(element);
    if (ratio !== null && ratio < (large ? 3 : 4.5) && !element.closest('[aria-disabled="true"]')) faults.add(`contrast ${ratio.toFixed(1)}: ${named(element)}`);
    texts.push([element, boxes]);
  }
  const layer = (element) => element.closest(".scrim, #dialog, #list, #overlay, #keyboard, .fab, .page, #status") ?? root;
  texts.forEach(([one, boxes], index) => {
    for (const [other, others] of texts.slice(index + 1)) {
      if (layer(one) !== layer(other)) continue;
      for (const a of boxes) for (const b of others) {
        const both = cut(seen(one, a), seen(other, b));
        const low = Math.max(6 * unit, Math.min(a.height, b.height) / 4); // lines may be set close
        if (both.right - both.left > 2 * unit && both.bottom - both.top > low) faults.add(`words over words: ${named(one)} and ${named(other)}`);
      }
    }
  });

  const LIVE = 'button, input, select, textarea, a, [role="button"], [data-clickable="true"]';
  const modal = [...root.querySelectorAll(".scrim, #list, #dialog")].filter(shown).at(-1);
  for (const element of root.querySelectorAll(LIVE)) {
    const inert = element.tabIndex === -1 && element.getAttribute("role") === "switch";
    if (inert || !shown(element) || element.closest("#keyboard, [aria-hidden=true]") || (modal && !modal.contains(element))) continue;
    const box = element.getBoundingClientRect(), part = seen(element, box);
    if (isEmpty(part)) continue;
    const whole = ["left", "top", "right", "bottom"].every((side) => Math.abs(part[side] - box[side]) < EDGE);
    const outside = box.left < -EDGE || box.right > wide + EDGE;
    if (outside && !element.closest(".cards, [data-sideways]")) faults.add(`beyond the screen: ${named(element)}`);
    const [width, height] = [box.width / unit, box.height / unit];
    const week = element.parentElement.childElementCount === 7 && width > 36 && height > 47.5; // seven do not fit else
    if (whole && !week && (width < 47.5 || height < 47.5)) faults.add(`small, ${width.toFixed(0)} x ${height.toFixed(0)} dp: ${named(element)}`);
    const hit = root.ownerDocument.elementFromPoint((part.left + part.right) / 2, (part.top + part.bottom) / 2);
    const own = hit && (element.contains(hit) || hit.contains(element));
    const floating = hit?.closest(".fab") && element.closest(".list"); // which scrolls away from under it
    if (!own && !floating && part.bottom - part.top > 24 * unit) faults.add(`covered: ${named(element)} by ${hit ? named(hit) : "nothing"}`);
  }
  if (root.tagName === "BODY" && root.ownerDocument.documentElement.scrollWidth > wide + 1) faults.add("the page is wider than the screen");
  return [...faults];
})
