// Labels: one JSON file per language beside each app, English where a language lacks a line.
const cache = new Map();

async function load(url) {
  if (!cache.has(url)) cache.set(url, fetch(url).then((reply) => (reply.ok ? reply.json() : {})));
  return cache.get(url);
}

export const language = (locale) => locale.split(/[-_]/)[0];

/** Return t(key, {name: value}); `folder` is the app's labels folder, `locale` as the phone says it. */
export async function labels(folder, locale) {
  const [english, own] = await Promise.all(
    ["en", language(locale)].map((name) => load(`${folder}/${name}.json`)),
  );
  const t = (key, values = {}) =>
    (own[key] ?? english[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  t.has = (key) => key in english;
  return t;
}
