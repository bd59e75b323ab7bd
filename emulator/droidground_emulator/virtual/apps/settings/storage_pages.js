// What the phone's storage holds, counted from its files whenever such a page is opened.
import { drawn, entry } from "./rows.js";
import { sizeBar } from "./details.js";

let usage = null;
const ofApps = new Map();

/** Count anew; `name` and `args` tell the page that is shown. */
export async function refresh(name, args) {
  if (["root", "storage"].includes(name)) usage = await phone.storage();
  if (name === "app_info" && args.package) ofApps.set(args.package, await phone.storage(args.package));
  return ["root", "storage", "app_info"].includes(name);
}

/** Write a number of bytes as Android's Formatter does: in powers of 1000, three digits at most. */
export function size(bytes, t) {
  let value = bytes, unit = 0;
  for (; value > 900 && unit < 3; unit++) value /= 1000;
  const digits = unit === 0 || value >= 100 ? 0 : value < 1 ? 2 : value < 10 ? 1 : 0;
  return t(`unit_${unit}`, { n: value.toFixed(digits) });
}

const percent = () => Math.round(((usage.total - usage.free) / usage.total) * 100);
export const storageSummary = (state, t) => (usage ? t("storage_used", { percent: percent(), free: size(usage.free, t) }) : "");
export const appBytes = (name, t) => size(ofApps.get(name) ?? 0, t);

const KINDS = [["images", "image-outline"], ["videos", "movie-outline"], ["audio", "music-note"], ["files", "folder-outline"]];
export function storageRows(state, { t }) {
  if (!usage) return [];
  const of = (name, glyph, more) => entry(`storage_${name}`, { glyph, summary: size(usage[name], t), ...more });
  const total = { used: size(usage.total - usage.free, t), total: size(usage.total, t) };
  return [
    drawn(sizeBar(1 - usage.free / usage.total, t("percent_used", { n: percent() }), t("used_of", total))),
    of("apps", "apps", { page: "apps" }),
    ...KINDS.map(([name, glyph]) => of(name, glyph)),
    of("system", "android"),
  ];
}
