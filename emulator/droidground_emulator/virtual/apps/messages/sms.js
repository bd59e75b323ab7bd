// Messages as content://sms has them, names as the contacts have them.
const SENT = "content://sms/sent", FAILED = "content://sms/failed";
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
const digits = (address) => (/\d/.test(address ?? "") ? address.replace(/[^\d+]/g, "") : address);

export function nameOf(address) {
  const known = read.people.find((one) => digits(one.data1) === digits(address));
  return known?.display_name ?? address ?? "";
}

/** The network takes it at once; without one it fails. */
export const send = (address, body) =>
  phone.insert(phone.state.radios.airplane ? FAILED : SENT, { address, body });

export function seen(address) {
  for (const one of talk(address).filter((each) => each.type === 1 && !each.read)) {
    one.read = 1; // once
    phone.update(`content://sms/${one._id}`, { read: 1, seen: 1 });
  }
}

export function time(ms) {
  const format = (options) => new Intl.DateTimeFormat(phone.state.locale, { timeZone: "UTC", ...options }).format(ms);
  const today = Math.floor(phone.state.now_ms / 864e5) === Math.floor(ms / 864e5);
  return today
    ? format({ hour: "numeric", minute: "2-digit", hour12: !phone.state.clock_24 })
    : format({ month: "short", day: "numeric" });
}

/** The page an intent opens: sms:NUMBER with sms_body, shared text, or the list. */
export function starts({ uri, extras = {} }) {
  const [, address, query] = uri?.match(/^(?:sms|smsto|mms|mmsto):([^?]*)\??(.*)$/) ?? [];
  const body = extras.sms_body ?? extras["android.intent.extra.TEXT"] ?? new URLSearchParams(query ?? "").get("body") ?? "";
  const to = decodeURIComponent(address ?? extras.address ?? "");
  if (to) return { name: "thread", args: { address: to, body } };
  return body ? { name: "compose", args: { body } } : { name: "list", args: {} };
}
