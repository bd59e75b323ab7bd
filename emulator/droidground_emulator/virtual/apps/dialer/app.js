// Phone: the call log, a keypad, and a call that nobody answers: there is no network behind it.
import { dialog, empty, h, hold, icon, iconButton, menu, page, row, run } from "/common/ui.js";
import { written } from "/common/words.js";

const CALLS = "content://call_log/calls", OUTGOING = 2;
const KINDS = { 1: "call-received", 2: "call-made", 3: "call-missed" };
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const LETTERS = { 2: "ABC", 3: "DEF", 4: "GHI", 5: "JKL", 6: "MNO", 7: "PQRS", 8: "TUV", 9: "WXYZ", 0: "+" };
let calls = [], people = [];

async function read() {
  calls = await phone.query(CALLS, { sort: "date DESC, _id DESC" });
  people = await phone.query("content://com.android.contacts/data/phones", { sort: "display_name" });
}

const digits = (number) => (number ?? "").replace(/[^\d+*#]/g, "");
const nameOf = (number) => people.find((one) => digits(one.data1) === digits(number))?.display_name ?? number;
const when = (ms) => written(ms, {
  month: "short", day: "numeric", hour: "numeric", minute: "2-digit", hour12: !phone.state.clock_24 });

async function call(view, number) {
  const { t } = view;
  if (!digits(number)) return;
  if (phone.state.radios.airplane) return dialog({ title: t("airplane"), body: t("airplane_text"), actions: [[t("ok")]] });
  await phone.insert(CALLS, { number: digits(number), type: OUTGOING, duration: 0, new: 0 });
  view.open("calling", { number: digits(number) });
}

function log(view) {
  const { t } = view;
  const more = (one) => menu({ title: nameOf(one.number), cancel: t("cancel"), lines: [
    [t("message"), () => phone.start("com.android.messaging", null, `sms:${one.number}`)], [t("delete"), () => phone.remove(`${CALLS}/${one._id}`)],
  ] });
  return page({ title: t("calls"), root: true, id: "call_log",
    extra: h("button.fab", { "aria-label": t("keypad"), "data-id": "fab", "data-class": "android.widget.ImageButton", onclick: () => view.open("keypad", { number: "" }) }, icon("dialpad")) },
  calls.length ? calls.map((one) => hold(row({
    key: one._id, title: nameOf(one.number), summary: when(one.date), glyph: KINDS[one.type] ?? "phone",
    end: iconButton("phone-outline", t("call", { name: nameOf(one.number) }), (event) => { event.stopPropagation(); call(view, one.number); }),
    onclick: () => more(one),
  }), () => more(one))) : empty("phone-outline", t("none")));
}

function keypad(view, args) {
  const { t } = view;
  const change = (number) => { args.number = number; view.keep(); view.redraw(); };
  const plus = (key) => (key === "0" ? () => change(`${args.number}+`) : () => change(args.number + key));
  const known = args.number && people.filter((one) => digits(one.data1).startsWith(digits(args.number))).slice(0, 3);
  return h("section.page.keypad", {},
    h("div.bar", { "data-id": "toolbar" }, iconButton("arrow-left", t("back"), view.up)),
    h("div.list", { "data-scroll": true }, known && known.map((one) => row({
      key: one._id, title: one.display_name, summary: one.data1, glyph: "account", onclick: () => change(digits(one.data1)) }))),
    h("div.number", { "data-class": "android.widget.EditText", "data-id": "digits" }, args.number,
      args.number && iconButton("backspace-outline", t("erase"), () => change(args.number.slice(0, -1)), "deleteButton")),
    h("div.keys", {}, KEYS.map((key) => hold(h("button", { "data-id": `key_${key}`, "aria-label": key, onclick: () => change(args.number + key) },
      h("b", {}, key), h("i", { "aria-hidden": "true" }, LETTERS[key] ?? "")), plus(key)))),
    h("div.dial", {}, h("button.green", { "aria-label": t("dial"), "data-id": "dialpad_floating_action_button", onclick: () => call(view, args.number) }, icon("phone"))));
}

const calling = (view, { number }) => h("section.page.calling", {},
  h("div.avatar", { "aria-hidden": "true" }, icon("account")),
  h("h1", { "data-id": "contactgrid_contact_name" }, nameOf(number)),
  h("div", { "data-id": "contactgrid_status_text" }, view.t("calling")),
  h("span.grow"),
  h("button.red", { "aria-label": view.t("end"), "data-id": "incall_end_call", onclick: view.leave }, icon("phone-hangup")));

const numberOf = ({ uri }) => digits(phone.decoded(/^tel:(.*)$/.exec(uri ?? "")?.[1] ?? ""));
const starts = (intent) => (numberOf(intent) ? { name: "keypad", args: { number: numberOf(intent) } } : { name: "log", args: {} });

await read();
let intent = phone.intent;
const view = await run({ folder: "/dialer/labels", pages: { log, keypad, calling }, first: starts(intent) });
const obey = ({ action = "" }) => { if (action.endsWith(".CALL")) call(view, numberOf(intent)); };
phone.onChange(async () => { await read(); view.redraw(); });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  if (numberOf(intent)) view.open("keypad", { number: numberOf(intent) });
  obey(intent);
});
if (!phone.saved) obey(intent);
