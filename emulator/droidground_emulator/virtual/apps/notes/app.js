// Notes: the text files of Documents/Markor and its folders; what is typed is in the file at once.
import { ask, dialog, empty, h, icon, iconButton, page, row, run } from "/common/ui.js";

const ROOT = "/storage/emulated/0/Documents/Markor";
const TEXT = /\.(md|txt|markdown|org|todo|csv|json|html?)$/i;
const entries = new Map(); // of the folders that were looked into

const name = (path) => path.split("/").pop();

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

function list(view, { folder = ROOT }) {
  const { t } = view;
  const top = folder === ROOT;
  const line = (one) => row({
    key: one.name, title: one.name, glyph: one.dir ? "folder" : "file-document-outline",
    summary: one.dir ? null : new Intl.DateTimeFormat(phone.state.locale, { dateStyle: "medium", timeZone: "UTC" }).format(one.mtime_ms),
    onclick: () => (one.dir ? go(view, `${folder}/${one.name}`) : open(view, `${folder}/${one.name}`)),
    end: iconButton("dots-vertical", t("more", { name: one.name }), (event) => { event.stopPropagation(); more(view, folder, one); }),
  });
  return page(
    { title: top ? t("notes") : name(folder), root: top, id: "ui__filesystem_dialog__list",
      back: view.up, backLabel: t("back"),
      extra: h("button.fab", { "aria-label": t("create"), "data-id": "fab_add_new_item",
        "data-class": "android.widget.ImageButton", onclick: () => create(view, folder) }, icon("plus")) },
    entries.get(folder)?.length ? entries.get(folder).map(line) : empty("note-outline", t("none")),
  );
}

async function open(view, path) {
  const text = await phone.files.read(path).catch((error) => { phone.toast(error.message); return null; });
  if (text !== null) view.open("edit", { path, text });
}

function create(view, folder) {
  const { t } = view;
  const field = (label, id, value) => h("label.field", {}, h("span", { "aria-hidden": "true" }, label), h("input", { "data-id": id, placeholder: label, value }));
  const title = field(t("name"), "new_file_dialog__name", "");
  const end = field(t("extension"), "new_file_dialog__ext", ".md");
  const typed = (from) => from.querySelector("input").value.trim();
  const make = async (isFolder) => {
    const path = `${folder}/${typed(title)}${isFolder || TEXT.test(typed(title)) ? "" : typed(end)}`;
    if (!typed(title) || typed(title).includes("/")) return phone.toast(t("bad_name"));
    if (isFolder) return attempt(view, phone.files.mkdir(path));
    const known = await phone.files.stat(path).catch(() => null);
    if (!known) await attempt(view, phone.files.write(path, ""));
    return open(view, path);
  };
  dialog({
    title: t("create"), body: h("div", {}, title, end),
    actions: [[t("folder"), () => make(true)], [t("cancel")], [t("ok"), () => make(false)]],
  });
  title.querySelector("input").focus();
}

function more(view, folder, one) {
  const { t } = view;
  const path = `${folder}/${one.name}`;
  const rename = () => ask({
    title: t("rename"), label: t("name"), value: one.name, cancel: t("cancel"), ok: t("ok"),
    done: (to) => (to.trim() && !to.includes("/") ? attempt(view, phone.files.rename(path, `${folder}/${to.trim()}`)) : phone.toast(t("bad_name"))),
  });
  const remove = () => dialog({
    title: t("delete"), body: t("delete_question", { name: one.name }),
    actions: [[t("cancel")], [t("ok"), () => attempt(view, phone.files.remove(path))]],
  });
  const line = (title, act) => row({ title, small: true, onclick: () => { close(); act(); } });
  const close = dialog({ title: one.name, body: [line(t("rename"), rename), line(t("delete"), remove)], actions: [[t("cancel")]] });
}

function edit(view, args) {
  const { t } = view;
  const write = (text) => phone.files.write(args.path, text).catch((error) => phone.toast(error.message));
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("arrow-left", t("back"), view.up),
      h("div.name.fixed", { "data-id": "note__title" }, name(args.path)),
      iconButton("content-save-outline", t("save"), async () => { await write(args.text); phone.toast(t("saved")); }, "action_save")),
    h("div.paper", {}, h("textarea", {
      "data-id": "document__fragment__edit__highlighting_editor", placeholder: t("write"), autofocus: !args.text,
      oninput: (event) => { args.text = event.target.value; write(args.text); },
    }, args.text)));
}

async function starts({ uri }) {
  const path = uri?.startsWith("file://") ? decodeURIComponent(uri.slice(7)) : null;
  if (!path) return { name: "list", args: {} };
  return { name: "edit", args: { path, text: await phone.files.read(path).catch(() => "") } };
}

let intent = phone.intent;
const first = await starts(intent);
await read(ROOT);
const view = await run({ folder: "/notes/labels", pages: { list, edit }, first });
phone.onChange(async () => { await readAll(); view.redraw(); });
phone.onIntent(async (next) => {
  if (next === intent) return;
  intent = next;
  const { name: page_, args } = await starts(intent);
  if (page_ !== "list") view.open(page_, args);
});
