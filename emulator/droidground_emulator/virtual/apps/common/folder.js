// What Notes and Files share: folders of the shared storage, and what is done to what lies in them. Their
// labels have: name, cancel, ok, bad_name, exists, rename, delete, delete_question.
import { ask, dialog, menu } from "/common/ui.js";

const seen = new Map(); // entries of the folders that were looked into
const COLLATION = { numeric: true, sensitivity: "base" };
export const byName = (a, b) => b.dir - a.dir || a.name.localeCompare(b.name, "en", COLLATION);

export const nameOf = (path) => path.split("/").pop();
const good = (typed) => Boolean(typed) && !typed.includes("/") && typed !== "." && typed !== "..";
export const exists = (path) => phone.files.stat(path).then(() => true, () => false);

export const entries = (folder) => seen.get(folder) ?? [];
export const read = async (folder) => { seen.set(folder, await phone.files.list(folder).catch(() => [])); };
export const readAll = () => Promise.all([...seen.keys()].map(read));

/** Do something to files and show what became of it, or why it could not be. */
export async function attempt(view, action) {
  await action.catch((error) => phone.toast(error.message));
  await readAll();
  view.redraw();
}

/** Call `make` with the path of a new entry unless its name is no name or taken. */
export async function named(view, folder, typed, make) {
  const path = `${folder}/${typed.trim()}`;
  if (!good(typed.trim())) return phone.toast(view.t("bad_name"));
  if (await exists(path)) return phone.toast(view.t("exists", { name: typed.trim() }));
  return make(path);
}

/** What can be done to an entry: rename, delete, and `more` lines of [text, function]. */
export function actions(view, folder, one, more = []) {
  const { t } = view, path = `${folder}/${one.name}`;
  const rename = () => ask({
    title: t("rename"), label: t("name"), value: one.name, cancel: t("cancel"), ok: t("ok"),
    done: (typed) => typed.trim() !== one.name && named(view, folder, typed, (to) => attempt(view, phone.files.rename(path, to))),
  });
  const remove = () => dialog({
    title: t("delete"), body: t("delete_question", { name: one.name }),
    actions: [[t("cancel")], [t("ok"), () => attempt(view, phone.files.remove(path))]],
  });
  menu({ title: one.name, cancel: t("cancel"), lines: [[t("rename"), rename], ...more, [t("delete"), remove]] });
}

/** Move or copy an entry with all that is in it. */
export async function transfer(view, from, folder, copy) {
  if (`${folder}/`.startsWith(`${from}/`)) return phone.toast(view.t("exists", { name: nameOf(from) }));
  return named(view, folder, nameOf(from), (to) => attempt(view, copy ? copyTree(from, to) : phone.files.rename(from, to)));
}

async function copyTree(from, to) {
  const { dir } = await phone.files.stat(from);
  if (!dir) return phone.files.copy(from, to);
  await phone.files.mkdir(to);
  for (const one of await phone.files.list(from)) await copyTree(`${from}/${one.name}`, `${to}/${one.name}`);
}

/** All folders below one, depth first. */
export async function foldersBelow(folder) {
  const found = (await phone.files.list(folder)).filter((one) => one.dir).sort(byName);
  const below = await Promise.all(found.map((one) => foldersBelow(`${folder}/${one.name}`)));
  return [folder, ...below.flat()];
}

/** The entries below a folder whose name has these letters. */
export async function search(folder, words) {
  const found = [];
  for (const one of await phone.files.list(folder).catch(() => [])) {
    if (one.name.toLowerCase().includes(words.toLowerCase())) found.push({ ...one, folder });
    if (one.dir) found.push(...await search(`${folder}/${one.name}`, words));
  }
  return found;
}
