// Messages: threads, one thread with its composer, and a page to start one.
import { dialog, empty, h, hold, icon, iconButton, menu, page, row, run } from "/common/ui.js";
import { draft, failed, forget, forgetThread, keepDraft, nameOf, noticed, read, resend, seen, send, starts, talk, threads, time } from "./sms.js";

const avatar = (name) => h("div.avatar", { "aria-hidden": "true" }, /^[+\d]/.test(name) ? icon("account") : name.slice(0, 1).toUpperCase());

function list(view) {
  const { t } = view;
  if (phone.visible) noticed();
  return page(
    { title: t("messages"), root: true, id: "list",
      extra: h("button.fab", { "aria-label": t("start"), "data-id": "start_new_conversation_button",
        "data-class": "android.widget.ImageButton", onclick: () => view.open("compose", {}) }, icon("plus")) },
    threads().length ? threads().map((one) => {
      const line = row({
        key: one._id, title: nameOf(one.address), summary: summary(t, one), lead: avatar(nameOf(one.address)),
        end: time(one.date), onclick: () => view.open("thread", { address: one.address }),
      });
      line.classList.toggle("unread", !one.read);
      return hold(line, () => menu({
        title: nameOf(one.address), cancel: t("cancel"), lines: [[t("delete"), () => confirmDelete(view, one._id)]],
      }));
    }) : empty("message-outline", t("none")),
  );
}

const summary = (t, { address, snippet }) => (draft(address) ? t("draft", { body: draft(address).body }) : snippet);

function confirmDelete(view, thread, then = () => {}) {
  const { t } = view;
  dialog({
    title: t("delete_question"), body: t("delete_text"),
    actions: [[t("cancel")], [t("delete"), () => forgetThread(thread).then(then)]],
  });
}

const about = (view, one) => menu({ title: time(one.date), cancel: view.t("cancel"), lines: [
  ...(failed(one) ? [[view.t("resend"), () => resend(one)]] : []),
  [view.t("copy"), () => phone.copy(one.body ?? "")], [view.t("delete"), () => forget(one)],
] });

function thread(view, args) {
  const { t } = view;
  const messages = talk(args.address);
  if (phone.visible) seen(args.address);
  const bubbles = messages.flatMap((one) => [
    hold(h(`div.bubble.${one.type === 1 ? "in" : "out"}`, { "data-key": `b${one._id}`, "data-id": "message_text" }, one.body ?? ""),
      () => about(view, one)),
    h(`div.stamp.${one.type === 1 ? "in" : "out"}${failed(one) ? ".failed" : ""}`, { "data-id": "message_status" },
      failed(one) ? t("failed") : time(one.date)),
  ]);
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("arrow-left", t("back"), view.up),
      h("div.name.fixed", { "data-id": "conversation_title" }, nameOf(args.address)),
      messages.length > 0 && iconButton("delete-outline", t("delete"), () => confirmDelete(view, messages[0].thread_id, view.leave), "action_delete")),
    h("div.list", { "data-class": "androidx.recyclerview.widget.RecyclerView", "data-id": "message_list", "data-scroll": true },
      h("div.talk", {}, bubbles)),
    composer(view, args));
}

function composer(view, args) {
  const { t } = view;
  args.body ??= draft(args.address)?.body ?? "";
  const text = h("textarea", {
    placeholder: t("text_message"), "data-id": "compose_message_text", rows: 1,
    oninput: (event) => { args.body = event.target.value; keepDraft(args.address, args.body); view.redraw(); },
  }, args.body);
  const post = async () => {
    const body = args.body;
    if (!body?.trim()) return;
    args.body = "";
    document.querySelector(".compose textarea").value = "";
    await keepDraft(args.address, "");
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
    placeholder: t("type_number"), "data-id": "recipient_text_view", autofocus: true,
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

// The newest message is at the end; who reads further up is left there.
const talkList = () => document.querySelector(".talk")?.parentElement;
const toEnd = () => { if (talkList()) talkList().scrollTop = 1e9; };
const atEnd = () => Boolean(talkList()) && talkList().scrollHeight - talkList().scrollTop - talkList().clientHeight < 80;

await read();
let intent = phone.intent;
const view = await run({ folder: "/messages/labels", pages: { list, thread, compose }, first: starts(intent), opened: (name) => { if (name === "thread") toEnd(); } });
phone.onChange(async () => {
  const end = atEnd();
  await read();
  view.redraw();
  if (end) toEnd();
});
phone.onResume(() => view.redraw());
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  const { name, args } = starts(intent);
  view.open(name, args);
});
