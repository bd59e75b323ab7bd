// Messages as content://sms has them, names as the contacts have them.
import { written } from "/common/words.js";

const SENT = "content://sms/sent", DRAFT = "content://sms/draft", FAILED = "content://sms/failed";
let conversations = [], messages = [];

export async function read() {
  conversations = await phone.query("content://mms-sms/conversations?simple=true");
  messages = await phone.query("content://sms", { sort: "date, _id" });
  read.people = await phone.query("content://com.android.contacts/data/phones", { sort: "display_name" });
}
read.people = [];

export const threads = () => conversations;
export const talk = (address) => messages.filter((one) => digits(one.address) === digits(address) && one.type !== 3);
export const failed = (message) => message.type === 5;

/** A number without what people write between its digits; other senders as they are. */
const digits = (address) => (/^[+\d*#(][\d*# ().\-/]*$/.test(address ?? "") ? address.replace(/[ ().\-/]/g, "") : address);

export function nameOf(address) {
  const known = read.people.find((one) => digits(one.data1) === digits(address));
  return known?.display_name ?? address ?? "";
}

export const draft = (address) => messages.findLast((one) => one.type === 3 && digits(one.address) === digits(address));

let writing = Promise.resolve();
/** Keep what is typed as the thread's draft; nothing typed is none. One after the other, so that there is one. */
export function keepDraft(address, body) {
  writing = writing.then(async () => {
    const known = (await phone.query(DRAFT)).find((one) => digits(one.address) === digits(address));
    if (known && !body.trim()) await phone.remove(`content://sms/${known._id}`);
    else if (known) await phone.update(`content://sms/${known._id}`, { body });
    else if (body.trim()) await phone.insert(DRAFT, { address, body });
  });
  return writing;
}

/** The network takes it at once; without one it fails. */
export const send = (address, body) =>
  phone.insert(phone.state.radios.airplane ? FAILED : SENT, { address, body });

export async function resend({ _id, address, body }) {
  await phone.remove(`content://sms/${_id}`);
  await send(address, body);
}

export const forget = (message) => phone.remove(`content://sms/${message._id}`);
export const forgetThread = (thread) => phone.remove(`content://sms/conversations/${thread}`);

/** A list that is looked at needs no notification. */
export function noticed() {
  if (messages.some((one) => one.type === 1 && !one.seen)) phone.update("content://sms", { seen: 1 }, "type = 1 AND seen = 0");
}

export function seen(address) {
  for (const one of talk(address).filter((each) => each.type === 1 && !each.read)) {
    one.read = 1; // once
    phone.update(`content://sms/${one._id}`, { read: 1, seen: 1 });
  }
}

export function time(ms) {
  const today = Math.floor(phone.state.now_ms / 864e5) === Math.floor(ms / 864e5);
  return today
    ? written(ms, { hour: "numeric", minute: "2-digit", hour12: !phone.state.clock_24 })
    : written(ms, { month: "short", day: "numeric" });
}

/** The page an intent opens: sms:NUMBER with sms_body, shared text, or the list. */
export function starts({ uri, extras = {} }) {
  const [, address, query] = uri?.match(/^(?:sms|smsto|mms|mmsto):([^?]*)\??(.*)$/) ?? [];
  const body = extras.sms_body ?? extras["android.intent.extra.TEXT"] ?? new URLSearchParams(query ?? "").get("body") ?? "";
  const to = phone.decoded(address ?? extras.address ?? "");
  if (to) return { name: "thread", args: { address: to, body } };
  return body ? { name: "compose", args: { body } } : { name: "list", args: {} };
}
