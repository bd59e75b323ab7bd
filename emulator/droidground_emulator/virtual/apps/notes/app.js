// Notes: the text files of Documents/Markor and its folders; what is typed is in the file at once.
import { actions, attempt, byName, entries, exists, foldersBelow, named, nameOf, read, readAll, transfer } from "/common/folder.js";
import { choose, dialog, empty, h, icon, hold, iconButton, page, row, run } from "/common/ui.js";
import { written } from "/common/words.js";

const ROOT = "/storage/emulated/0/Documents/Markor";
const TEXT = /\.(md|txt|markdown|org|todo|csv|json|html?)$/i;

async function go(view, folder) {
  await read(folder);
  view.open("list", { folder });
}

function list(view, { folder = ROOT }) {
  const { t } = view;
  const top = folder === ROOT, shown = [...entries(folder)].sort(byName);
  const line = (one) => hold(row({
    key: one.name, title: one.name, glyph: one.dir ? "folder" : "file-document-outline",
    summary: one.dir ? null : written(one.mtime_ms, { dateStyle: "medium" }),
    onclick: () => (one.dir ? go(view, `${folder}/${one.name}`) : open(view, `${folder}/${one.name}`)),
    end: iconButton("dots-vertical", t("more", { name: one.name }), (event) => { event.stopPropagation(); more(view, folder, one); }),
  }), () => more(view, folder, one));
  return page(
    { title: top ? t("notes") : nameOf(folder), root: top, id: "ui__filesystem_dialog__list",
      back: view.up, backLabel: t("back"),
      extra: h("button.fab", { "aria-label": t("create"), "data-id": "fab_add_new_item",
        "data-class": "android.widget.ImageButton", onclick: () => create(view, folder) }, icon("plus")) },
    shown.length ? shown.map(line) : empty("note-outline", t("none")),
  );
}

async function open(view, path) {
  const text = await phone.files.read(path).catch((error) => { phone.toast(error.message); return null; });
  if (text !== null) view.open("edit", { path, text, stored: text });
}

function create(view, folder) {
  const { t } = view;
  const field = (label, id, value) => h("label.field", {}, h("span", { "aria-hidden": "true" }, label), h("input", { "data-id": id, placeholder: label, value, dir: value ? "ltr" : "auto" }));
  const title = field(t("name"), "new_file_dialog__name", "");
  const end = field(t("extension"), "new_file_dialog__ext", ".md");
  const typed = (from) => from.querySelector("input").value.trim();
  const whole = () => typed(title) + (!typed(title) || TEXT.test(typed(title)) ? "" : typed(end));
  const folder_ = () => named(view, folder, typed(title), (path) => attempt(view, phone.files.mkdir(path)));
  const file = async () => {
    if (await exists(`${folder}/${whole()}`)) return open(view, `${folder}/${whole()}`);
    return named(view, folder, whole(), async (path) => {
      await phone.files.mkdir(folder).catch(() => {}); // it is there, unless somebody did away with it
      await attempt(view, phone.files.write(path, ""));
      return open(view, path);
    });
  };
  dialog({
    title: t("create"), body: h("div", {}, title, end),
    actions: [[t("folder"), folder_], [t("cancel")], [t("ok"), file]],
  });
  title.querySelector("input").focus();
}

async function more(view, folder, one) {
  const { t } = view, path = `${folder}/${one.name}`;
  const places = (await foldersBelow(ROOT)).filter((place) => place !== folder && !`${place}/`.startsWith(`${path}/`));
  const move = () => choose({
    title: t("move"), cancel: t("cancel"), choices: places.map((place) => [place, place === ROOT ? t("notes") : place.slice(ROOT.length + 1)]),
    pick: (place) => transfer(view, path, place, false),
  });
  actions(view, folder, one, places.length ? [[t("move"), move]] : []);
}

function edit(view, args) {
  const { t } = view;
  const write = (text) => {
    args.stored = text;
    return phone.files.write(args.path, text).catch((error) => phone.toast(error.message));
  };
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("arrow-left", t("back"), view.up),
      h("div.name.fixed", { "data-id": "note__title" }, nameOf(args.path)),
      iconButton("content-save-outline", t("save"), async () => { await write(args.text); phone.toast(t("saved")); }, "action_save")),
    h("div.paper", {}, h("textarea", {
      "data-id": "document__fragment__edit__highlighting_editor", placeholder: t("write"), autofocus: !args.text,
      oninput: (event) => { args.text = event.target.value; write(args.text); },
    }, args.text)));
}

async function starts({ uri }) {
  const path = uri?.startsWith("file://") ? phone.decoded(uri.slice(7)) : null;
  if (!path) return { name: "list", args: {} };
  const text = await phone.files.read(path).catch(() => "");
  return { name: "edit", args: { path, text, stored: text } };
}

/** Show what somebody else wrote into the open note. */
async function reread(args) {
  const stored = args.stored, text = await phone.files.read(args.path).catch(() => stored);
  if (text === stored || args.stored !== stored) return; // nothing new, or typed meanwhile
  Object.assign(args, { text, stored: text });
  document.querySelector("textarea").value = text;
}

let intent = phone.intent;
const first = await starts(intent);
await read(ROOT);
for (const { args } of phone.saved?.stack ?? []) if (args.folder) await read(args.folder);
const view = await run({ folder: "/notes/labels", pages: { list, edit }, first });
phone.onChange(async () => {
  await readAll();
  if (view.top.name === "edit") await reread(view.top.args);
  view.redraw();
});
phone.onIntent(async (next) => {
  if (next === intent) return;
  intent = next;
  const { name: page_, args } = await starts(intent);
  if (page_ !== "list") view.open(page_, args);
});
