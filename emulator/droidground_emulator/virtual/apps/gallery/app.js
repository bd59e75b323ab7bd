// Gallery: the pictures that MediaStore lists, the newest first; one fills the screen.
import { dialog, empty, h, iconButton, page, run } from "/common/ui.js";

const IMAGES = "content://media/external/images/media";
const WATCHED = ["DCIM", "DCIM/Camera", "Pictures", "Download"].map((name) => `/storage/emulated/0/${name}`);
let pictures = [];

async function read() {
  pictures = await phone.query(IMAGES, { sort: "date_modified DESC, _id DESC" });
  // Looking into the folders is how a page hears of files that others write.
  await Promise.all(WATCHED.map((folder) => phone.files.list(folder).catch(() => [])));
}

const source = (path, changed = "") => `${encodeURI(path)}?${changed}`;

function grid(view) {
  const { t } = view;
  return page({ title: t("photos"), root: true, id: "gl_root_view" },
    pictures.length ? h("div.pictures", {}, pictures.map((one) => h("button", {
      "data-key": one._data, "aria-label": one._display_name, "data-class": "android.widget.ImageView",
      onclick: () => view.open("picture", { path: one._data }),
    }, h("img", { src: source(one._data, one.date_modified), "aria-hidden": "true", loading: "lazy" })))) : empty("image-outline", t("none")));
}

function picture(view, { path }) {
  const { t } = view, name = path.split("/").pop();
  const known = pictures.find((one) => one._data === path);
  const remove = () => dialog({
    title: t("delete"), body: t("delete_question", { name }),
    actions: [[t("cancel")], [t("ok"), async () => {
      await phone.remove(IMAGES, "_data = ?", [path]);
      view.leave();
    }]],
  });
  return h("section.page.picture", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("arrow-left", t("back"), view.up),
      h("div.name.fixed", { "data-id": "photo_title" }, name), known && iconButton("delete-outline", t("delete"), remove, "action_delete")),
    h("img", { src: source(path, known?.date_modified), "aria-label": name, "data-id": "photo" }));
}

function starts({ uri }) {
  const path = uri?.startsWith("file://") && phone.decoded(uri.slice(7)).replace(/^\/sdcard\//, "/storage/emulated/0/");
  return path ? { name: "picture", args: { path } } : { name: "grid", args: {} };
}

await read();
let intent = phone.intent;
const view = await run({ folder: "/gallery/labels", pages: { grid, picture }, first: starts(intent) });
phone.onChange(async () => { await read(); view.redraw(); });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  const { name, args } = starts(intent);
  if (name === "picture") view.open(name, args);
});
