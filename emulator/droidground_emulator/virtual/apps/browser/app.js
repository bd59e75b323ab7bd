// Browser: shows pages that lie on the phone; there is no network behind it.
import { empty, h, iconButton, run } from "/common/ui.js";

const FILE = /^(?:file:\/\/)?(?:\/sdcard|\/storage\/emulated\/0|\/mnt\/sdcard)\/(.+)$/;
let intent = phone.intent, loads = 0;

/** The address at which the frame gets a file of the phone; "" for all else. */
const source = (address) => {
  const path = address.match(FILE)?.[1];
  return path ? `/sdcard/${path.split("/").map((part) => encodeURIComponent(decodeURIComponent(part))).join("/")}?${loads}` : "";
};

function show(view, { address }) {
  const { t } = view;
  const go = (to) => { if (to) { loads += 1; view.open("show", { address: to }); } };
  const input = h("input.address", {
    "data-id": "url_bar", placeholder: t("search"), value: address, inputmode: "url", type: "text",
    onkeydown: (event) => { if (event.key === "Enter") go(event.target.value.trim()); },
  });
  const again = () => { loads += 1; view.redraw(); };
  const frame = source(address);
  return h("section.page", {},
    h("div.bar", { "data-id": "toolbar" },
      iconButton("home-outline", t("home"), () => view.open("show", { address: "" }), "home_button"),
      input, iconButton("refresh", t("reload"), again, "refresh_button")),
    frame ? h("iframe", { src: frame, "data-class": "android.webkit.WebView", "data-id": "compositor_view_holder" })
      : empty(address ? "wifi-off" : "web", address ? t("offline", { address }) : t("start")));
}

const first = () => ({ name: "show", args: { address: intent.uri ?? "" } });
const view = await run({ folder: "/browser/labels", pages: { show }, first: first() });
phone.onIntent((next) => {
  if (next === intent) return;
  intent = next;
  loads += 1;
  view.open("show", first().args);
});
