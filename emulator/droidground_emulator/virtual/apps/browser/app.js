// Browser: shows pages that lie on the phone; there is no network behind it. A page runs in a sandbox:
// it has no origin and reaches neither the phone nor this page (/shell/webviews.js).
import { empty, h, iconButton, run } from "/common/ui.js";

const WEB = "https://storage.test";
const STORED = /^(?:file:\/\/)?(\/(?:sdcard|storage\/emulated\/0|mnt\/sdcard)\/.+)$/;
let intent = phone.intent, loads = 0;

/** The address at which the frame gets a file of the phone; "" for all else. */
const source = (address) => (STORED.test(address) ? WEB + STORED.exec(address)[1] : "");

/** Where the frame is, as the address bar says it. */
const named = (url) => (url.startsWith(`${WEB}/`) ? `file://${url.slice(WEB.length)}` : url);

/** A URL of what was typed: a file's path, a URL, or a host. */
function whole(text) {
  const path = STORED.exec(text)?.[1].replace("/mnt/sdcard/", "/sdcard/");
  const url = path ? `file://${path}` : /^\S+\.\S+$/.test(text) && !/^[a-z][\w+.-]*:/i.test(text) ? `http://${text}` : text;
  return URL.canParse(url) ? new URL(url).href : text;
}

function show(view, args) {
  const { t } = view, { address } = args;
  const again = () => { loads += 1; view.redraw(); };
  const go = (to) => { if (to === address) again(); else if (to) view.open("show", { address: to }); };
  const leave = ({ detail: url }) => {
    const number = /^(?:sms|smsto):(.*)$/.exec(url);
    if (number) phone.start("com.android.messaging", null, url);
    else go(named(url));
  };
  // A page that went elsewhere by itself is a page to come back from, as is one behind a link.
  const arrive = ({ detail: url }) => { if (named(url) !== args.address && /^(?:https?|file):/.test(named(url))) go(named(url)); };
  const input = h("input.address", {
    "data-id": "url_bar", placeholder: t("search"), value: address, inputmode: "url", type: "text",
    onkeydown: (event) => { if (event.key === "Enter") go(whole(event.target.value.trim())); },
  });
  const src = source(address);
  const frame = src && h("iframe", {
    src, sandbox: "allow-scripts allow-forms allow-modals", "data-key": `${loads} ${src}`, "data-class": "android.webkit.WebView",
  });
  if (frame) Object.assign(frame, { arrive, leave });
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("home-outline", t("home"), () => address && view.open("show", { address: "" }), "home_button"),
      input, iconButton("refresh", t("reload"), again, "refresh_button")),
    frame || empty(address ? "wifi-off" : "web", address ? t("offline", { address }) : t("start")));
}

for (const kind of ["arrive", "leave"]) document.addEventListener(kind, (event) => event.target[kind](event), true);

const first = () => ({ name: "show", args: { address: whole(intent.uri ?? "") } });
const view = await run({ folder: "/browser/labels", pages: { show }, first: first() });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  loads += 1;
  view.open("show", first().args);
});
