// Files: what lies in the shared storage; text and pictures open here, pages in the browser.
import { ask, dialog, empty, h, iconButton, page, row, run } from "/common/ui.js";

const ROOT = "/storage/emulated/0";
const PAGE = /\.(html?|xhtml|svg)$/i, PICTURE = /\.(png|jpe?g|gif|webp)$/i;
const entries = new Map(); // of the folders that were looked into

const name = (path) => path.split("/").pop();
const glyph = (one) =>
  one.dir ? "folder" : PICTURE.test(one.name) ? "file-image-outline" : PAGE.test(one.name) ? "web" : "file-document-outline";

async function read(folder) {
  const found = await phone.files.list(folder).catch(() => []);
  entries.set(folder, found.sort((a, b) => b.dir - a.dir || a.name.localeCompare(b.name)));
}
const readAll = () => Promise.all([...entries.keys()].map(read));

async function go(view, folder) {
  await read(folder);
  view.open("list", { folder });
}

async function attempt(view, action) {
  await action.catch((error) => phone.toast(error.message));
  await readAll();
  view.redraw();
}

function about(one) {
  const format = (type, options, value) => new Intl[type](phone.state.locale, options).format(value);
  const date = format("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }, one.mtime_ms);
  const unit = one.size < 1000 ? ["byte", 1] : one.size < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const size = format("NumberFormat", { style: "unit", unit: unit[0], maximumFractionDigits: 1 }, one.size / unit[1]);
  return one.dir ? date : `${date}, ${size}`;
}

function list(view, { folder = ROOT }) {
  const { t } = view;
  const top = folder === ROOT;
  const make = () => ask({
    title: t("new_folder"), label: t("name"), cancel: t("cancel"), ok: t("ok"),
    done: (typed) => (good(typed) ? attempt(view, phone.files.mkdir(`${folder}/${typed.trim()}`)) : phone.toast(t("bad_name"))),
  });
  return page(
    { title: top ? t("files") : name(folder), id: "dir_list", back: view.up,
      backLabel: t("back"), actions: iconButton("folder-plus-outline", t("new_folder"), make, "option_menu_create_dir") },
    entries.get(folder)?.length ? entries.get(folder).map((one) => row({
      key: one.name, title: one.name, summary: about(one), glyph: glyph(one), onclick: () => open(view, folder, one),
      end: iconButton("dots-vertical", t("more", { name: one.name }), (event) => { event.stopPropagation(); more(view, folder, one); }),
    })) : empty("folder-open-outline", t("none")),
  );
}

const good = (typed) => typed.trim() && !typed.includes("/");

async function open(view, folder, one) {
  const path = `${folder}/${one.name}`;
  if (one.dir) return go(view, path);
  if (PAGE.test(path)) return phone.start("com.android.chrome", "com.google.android.apps.chrome.Main", `file://${encodeURI(path)}`);
  if (PICTURE.test(path)) return view.open("picture", { path });
  const text = await phone.files.read(path).catch(() => null);
  return text === null ? phone.toast(view.t("cannot_open")) : view.open("text", { path, text });
}

function more(view, folder, one) {
  const { t } = view;
  const path = `${folder}/${one.name}`;
  const rename = () => ask({
    title: t("rename"), label: t("name"), value: one.name, cancel: t("cancel"), ok: t("ok"),
    done: (to) => (good(to) ? attempt(view, phone.files.rename(path, `${folder}/${to.trim()}`)) : phone.toast(t("bad_name"))),
  });
  const remove = () => dialog({
    title: t("delete"), body: t("delete_question", { name: one.name }),
    actions: [[t("cancel")], [t("ok"), () => attempt(view, phone.files.remove(path))]],
  });
  const line = (title, act) => row({ title, small: true, onclick: () => { close(); act(); } });
  const close = dialog({ title: one.name, body: [line(t("rename"), rename), line(t("delete"), remove)], actions: [[t("cancel")]] });
}

const text = (view, args) => page({ title: name(args.path), id: "content", back: view.up, backLabel: view.t("back") },
  h("pre", { "data-id": "text" }, args.text));
const picture = (view, args) => page({ title: name(args.path), id: "content", back: view.up, backLabel: view.t("back") },
  h("img.picture", { src: encodeURI(args.path.replace(ROOT, "/sdcard")), "aria-label": name(args.path) }));

await read(ROOT);
const view = await run({ folder: "/files/labels", pages: { list, text, picture }, first: { name: "list", args: {} } });
phone.onChange(async () => { await readAll(); view.redraw(); });
