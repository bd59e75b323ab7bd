// Contacts: a list with a search, a page for each person, and a form to add or edit one.
import { button, dialog, empty, h, icon, iconButton, page, row, run } from "/common/ui.js";
import { blank, filled, KINDS, load, save, starts } from "./people.js";

const PEOPLE = "content://com.android.contacts/contacts";
let people = [], search = "";

const read = async () => {
  people = await phone.query(PEOPLE, { sort: "starred DESC, sort_key COLLATE NOCASE" });
};
const avatar = (name, large) =>
  h(`div.avatar${large ? ".large" : ""}`, { "aria-hidden": "true" }, (name || "?").slice(0, 1).toUpperCase());

function list(view) {
  const { t } = view;
  const found = people.filter((one) => (one.display_name ?? "").toLowerCase().includes(search.toLowerCase()));
  const input = h("input", {
    placeholder: t("search"), "data-id": "search_view", value: search,
    oninput: (event) => { search = event.target.value; view.redraw(); },
  });
  return page(
    { title: t("contacts"), root: true, id: "contacts_list",
      extra: h("button.fab", { "aria-label": t("create"), "data-id": "floating_action_button",
        "data-class": "android.widget.ImageButton", onclick: () => view.open("edit", blank()) }, icon("plus")) },
    h("div.searchbar", {}, icon("magnify"), h("div.bar", {}, input)),
    found.length ? found.map((one) => row({
      key: one._id, title: one.display_name ?? t("no_name"), lead: avatar(one.display_name),
      end: one.starred ? icon("star", t("starred")) : null,
      onclick: () => open(view, one._id),
    })) : empty("account-multiple", search ? t("none_found") : t("none")),
  );
}

const open = async (view, id) => view.open("person", await load(id));

function person(view, args) {
  const { t } = view;
  const lines = args.fields.filter((field) => field.value && field.kind !== "given" && field.kind !== "family");
  const message = (number) => phone.start("com.android.messaging", null, `sms:${number}`);
  const star = () => phone.update(`${PEOPLE}/${args.id}`, { starred: args.starred ? 0 : 1 });
  return page(
    { id: "card_container", back: view.up, backLabel: t("back"), title: "", actions: [
      iconButton(args.starred ? "star" : "star-outline", args.starred ? t("unstar") : t("star"), star, "menu_star"),
      iconButton("pencil", t("edit"), () => view.open("edit", structuredClone(args)), "menu_edit"),
      iconButton("delete-outline", t("delete"), () => confirmDelete(view, args), "menu_delete"),
    ] },
    avatar(args.name, true),
    h("h1", { "data-id": "large_title" }, args.name || t("no_name")),
    lines.map((field) => row({
      key: field.row, glyph: KINDS[field.kind].glyph, title: field.value,
      summary: field.kind === "phone" ? t(`type_${field.type}`) : t(field.kind),
      onclick: field.kind === "phone" ? () => phone.start("com.android.dialer", null, `tel:${field.value}`) : null,
      end: field.kind === "phone" && iconButton("message-text-outline", t("message", { name: field.value }), (event) => { event.stopPropagation(); message(field.value); }),
    })),
  );
}

function confirmDelete(view, { id, name }) {
  dialog({
    title: view.t("delete_question", { name }), body: view.t("delete_text"),
    actions: [[view.t("cancel")], [view.t("delete"), () => phone.remove(`${PEOPLE}/${id}`)]],
  });
}

/** A form with changes asks before it is left. */
function stays(view, { name, args }) {
  if (name !== "edit" || !args.changed) return false;
  const { t } = view;
  dialog({ title: t("discard_question"), body: "", actions: [[t("keep_editing")], [t("discard"), view.leave]] });
  return true;
}

function edit(view, args) {
  const { t } = view;
  const keep = async () => {
    if (!filled(args.fields)) return phone.toast(t("nothing"));
    const id = await save(args);
    phone.toast(t("saved"));
    args.changed = false;
    view.leave();
    if (!args.id && view.top.name === "list") await open(view, id);
  };
  const changed = () => { args.changed = true; view.keep(); };
  const field = (one) => {
    const input = h("input", {
      placeholder: t(one.kind), "data-id": one.kind, value: one.value, type: KINDS[one.kind].input ?? "text",
      oninput: (event) => { one.value = event.target.value; changed(); },
    });
    const key = one.kind + args.fields.filter(({ kind }) => kind === one.kind).indexOf(one);
    const labelled = h("label.field", { "data-key": key }, h("span", { "aria-hidden": "true" }, t(one.kind)), input);
    return one.kind === "phone" ? h("div.pair", { "data-key": key }, labelled, kind(one)) : labelled;
  };
  const kind = (one) => h("select", {
    "aria-label": t("phone_type"), "data-id": "kind", onchange: (event) => { one.type = Number(event.target.value); changed(); },
  }, [2, 1, 3].map((type) => h("option", { value: type, selected: type === one.type }, t(`type_${type}`))));
  const another = (name) => () => {
    const last = args.fields.findLastIndex((one) => one.kind === name);
    args.fields.splice(last + 1, 0, { kind: name, value: "", type: 2, row: null });
    view.redraw();
  };
  return page(
    { title: args.id ? t("edit") : t("create"), id: "editor", back: view.up, backLabel: t("cancel"),
      actions: button(t("save"), keep, { id: "editor_menu_save_button" }) },
    h("div.form", {}, args.fields.map(field), 
      ["phone", "email"].map((name) => button(t(`add_${name}`), another(name), { kind: "text", id: `add_${name}` }))),
  );
}

await read();
let intent = phone.intent;
const first = await starts(intent);
const view = await run({ folder: "/contacts/labels", pages: { list, person, edit }, first, stays });
phone.onChange(async () => {
  await read();
  const { name, args } = view.top;
  if (name === "person") Object.assign(args, await load(args.id));
  if (args.gone) view.leave();
  else view.redraw();
});
phone.onIntent(async (next) => {
  if (next === intent) return;
  intent = next;
  const { name, args } = await starts(intent);
  view.open(name, args);
});
