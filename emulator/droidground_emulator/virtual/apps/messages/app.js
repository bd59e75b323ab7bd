// Messages: threads, one thread with its composer, and a page to start one.
import { empty, h, icon, iconButton, page, row, run } from "/common/ui.js";
import { failed, nameOf, read, seen, send, starts, talk, threads, time } from "./sms.js";

const avatar = (name) => h("div.avatar", { "aria-hidden": "true" }, /^[+\d]/.test(name) ? icon("account") : name.slice(0, 1).toUpperCase());

function list(view) {
  const { t } = view;
  return page(
    { title: t("messages"), root: true, id: "list",
      extra: h("button.fab", { "aria-label": t("start"), "data-id": "start_new_conversation_button",
        "data-class": "android.widget.ImageButton", onclick: () => view.open("compose", {}) }, icon("plus")) },
    threads().length ? threads().map((one) => {
      const line = row({
        key: one._id, title: nameOf(one.address), summary: one.snippet, lead: avatar(nameOf(one.address)),
        end: time(one.date), onclick: () => view.open("thread", { address: one.address }),
      });
      line.classList.toggle("unread", !one.read);
      return line;
    }) : empty("message-outline", t("none")),
  );
}

function thread(view, args) {
  const { t } = view;
  const messages = talk(args.address);
  seen(args.address);
  const bubbles = messages.flatMap((one) => [
    h(`div.bubble.${one.type === 1 ? "in" : "out"}`, { "data-key": `b${one._id}`, "data-id": "message_text" }, one.body ?? ""),
    h(`div.stamp.${one.type === 1 ? "in" : "out"}${failed(one) ? ".failed" : ""}`, { "data-id": "message_status" },
      failed(one) ? t("failed") : time(one.date)),
  ]);
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("arrow-left", t("back"), view.up),
      h("div.name.fixed", { "data-id": "conversation_title" }, nameOf(args.address))),
    h("div.list", { "data-class": "androidx.recyclerview.widget.RecyclerView", "data-id": "message_list", "data-scroll": true },
      h("div.talk", {}, bubbles)),
    composer(view, args));
}

function composer(view, args) {
  const { t } = view;
  const text = h("textarea", {
    placeholder: t("text_message"), "data-id": "compose_message_text", rows: 1,
    oninput: (event) => { args.body = event.target.value; view.redraw(); },
  }, args.body ?? "");
  const post = async () => {
    const body = args.body;
    if (!body?.trim()) return;
    args.body = "";
    document.querySelector(".compose textarea").value = "";
    await send(args.address, body);
  };
  const button = iconButton("send", t("send"), post, "send_message_button");
  button.setAttribute("aria-disabled", String(!args.body?.trim()));
  return h("div.compose", {}, text, button);
}

function compose(view, args) {
  const { t } = view;
  const go = (address) => {
    if (!address.trim()) return;
    view.back();
    view.open("thread", { address: address.trim(), body: args.body });
  };
  const input = h("input", {
    placeholder: t("type_number"), "data-id": "recipient_text_view", type: "tel", autofocus: true,
    oninput: (event) => { args.to = event.target.value; view.redraw(); },
    onkeydown: (event) => { if (event.key === "Enter") go(args.to ?? ""); },
  });
  const wanted = (args.to ?? "").toLowerCase();
  const people = read.people.filter((one) =>
    `${one.display_name} ${one.data1}`.toLowerCase().includes(wanted));
  return page(
    { title: t("new"), id: "contact_picker", back: view.up, backLabel: t("back"),
      actions: iconButton("check", t("next"), () => go(args.to ?? ""), "action_confirm") },
    h("label.field", {}, h("span", { "aria-hidden": "true" }, t("to")), input),
    people.map((one) => row({
      key: one._id, title: one.display_name, summary: one.data1, lead: avatar(one.display_name), onclick: () => go(one.data1),
    })),
  );
}

const toEnd = () => {
  const last = document.querySelector(".talk")?.lastElementChild;
  if (last) last.parentElement.parentElement.scrollTop = 1e9;
};

await read();
let intent = phone.intent;
const view = await run({ folder: "/messages/labels", pages: { list, thread, compose }, first: starts(intent) });
phone.onChange(async () => { await read(); view.redraw(); toEnd(); });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  const { name, args } = starts(intent);
  view.open(name, args);
});
