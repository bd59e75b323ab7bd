// Files: what lies in the shared storage; text and pictures open here, pages in the browser.
import { actions, attempt, byName, entries, named, nameOf, read, readAll, search, transfer } from "/common/folder.js";
import { ask, button, choose, empty, h, hold, iconButton, page, row, run } from "/common/ui.js";

const ROOT = "/storage/emulated/0";
const PAGE = /\.(html?|xhtml|svg)$/i, PICTURE = /\.(png|jpe?g|gif|webp)$/i;
const ORDERS = { sort_name: byName, sort_date: (a, b) => b.mtime_ms - a.mtime_ms, sort_size: (a, b) => b.size - a.size };
const here = { order: "sort_name", carried: null, found: [] }; // carried: {path, copy}, on its way to another folder

const glyph = (one) =>
  one.dir ? "folder" : PICTURE.test(one.name) ? "file-image-outline" : PAGE.test(one.name) ? "web" : "file-document-outline";

async function go(view, folder) {
  await read(folder);
  view.open("list", { folder });
}

function about(one) {
  const format = (type, options, value) => new Intl[type](phone.state.locale, options).format(value);
  const date = format("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }, one.mtime_ms);
  const unit = one.size < 1000 ? ["byte", 1] : one.size < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const size = format("NumberFormat", { style: "unit", unit: unit[0], maximumFractionDigits: 1 }, one.size / unit[1]);
  return one.dir ? date : `${date}, ${size}`;
}

function line(view, folder, one) {
  const { t } = view, path = `${folder}/${one.name}`;
  const carry = (copy) => () => { here.carried = { path, copy }; view.redraw(); };
  const more = () => actions(view, folder, one, [[t("move"), carry(false)], [t("copy"), carry(true)]]);
  return hold(row({
    key: path, title: one.name, summary: about(one), glyph: glyph(one), onclick: () => open(view, folder, one),
    end: iconButton("dots-vertical", t("more", { name: one.name }), (event) => { event.stopPropagation(); more(); }),
  }), more);
}

function list(view, { folder = ROOT }) {
  const { t } = view;
  const top = folder === ROOT;
  const make = () => ask({
    title: t("new_folder"), label: t("name"), cancel: t("cancel"), ok: t("ok"),
    done: (typed) => named(view, folder, typed, (path) => attempt(view, phone.files.mkdir(path))),
  });
  const sort = () => choose({
    title: t("sort"), value: here.order, cancel: t("cancel"), choices: Object.keys(ORDERS).map((key) => [key, t(key)]),
    pick: (order) => { here.order = order; view.redraw(); },
  });
  const shown = [...entries(folder)].sort(ORDERS[here.order]);
  return page(
    { title: top ? t("files") : nameOf(folder), id: "dir_list", back: top ? null : view.up, backLabel: t("back"), extra: here.carried && drop(view, folder),
      actions: [
        iconButton("magnify", t("search"), () => { here.found = []; view.open("find", { folder, words: "" }); }, "option_menu_search"),
        iconButton("sort", t("sort"), sort, "option_menu_sort"),
        iconButton("folder-plus-outline", t("new_folder"), make, "option_menu_create_dir"),
      ] },
    shown.length ? shown.map((one) => line(view, folder, one)) : empty("folder-open-outline", t("none")),
  );
}

/** Where what is carried can be put down. */
function drop(view, folder) {
  const { t } = view, { path, copy } = here.carried;
  const end = (put) => () => { here.carried = null; if (put) transfer(view, path, folder, copy); view.redraw(); };
  return h("div.drop", { "data-id": "picker" },
    h("div.texts", { "data-id": "picker_name" }, nameOf(path)),
    button(t("cancel"), end(false), { kind: "text", id: "cancel" }),
    button(t(copy ? "copy_here" : "move_here"), end(true), { id: "pick" }));
}

function find(view, args) {
  const { t } = view;
  const look = async (words) => {
    args.words = words;
    const found = words.trim() ? await search(args.folder, words.trim()) : [];
    if (args.words !== words) return; // more was typed meanwhile
    here.found = found;
    view.redraw();
  };
  const input = h("input", {
    "data-id": "search_src_text", placeholder: t("search"), value: args.words, autofocus: true, oninput: (event) => look(event.target.value),
  });
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" }, iconButton("arrow-left", t("back"), view.up), input),
    h("div.list", { "data-id": "dir_list", "data-scroll": true },
      here.found.length ? here.found.map((one) => line(view, one.folder, one)) : empty("magnify", args.words ? t("none_found") : "")));
}

async function open(view, folder, one) {
  const path = `${folder}/${one.name}`;
  if (one.dir) return go(view, path);
  if (PAGE.test(path)) return phone.start("com.android.chrome", "com.google.android.apps.chrome.Main", `file://${encodeURI(path)}`);
  if (PICTURE.test(path)) return view.open("picture", { path });
  const text = await phone.files.read(path).catch(() => null);
  return text === null ? phone.toast(view.t("cannot_open")) : view.open("text", { path, text });
}

const text = (view, args) => page({ title: nameOf(args.path), id: "content", back: view.up, backLabel: view.t("back") },
  h("pre", { "data-id": "text" }, args.text));
const picture = (view, args) => page({ title: nameOf(args.path), id: "content", back: view.up, backLabel: view.t("back") },
  h("img.picture", { src: encodeURI(args.path), "aria-label": nameOf(args.path), "data-id": "image" }));

await read(ROOT);
for (const { args } of phone.saved?.stack ?? []) if (args.folder) await read(args.folder);
const view = await run({ folder: "/files/labels", pages: { list, find, text, picture }, first: { name: "list", args: {} } });
phone.onChange(async () => { await readAll(); view.redraw(); });
