// Home: the date, a card of switches, some apps and the dock; a swipe up or the search bar opens all apps.
import { h, icon, run, switchRow } from "/common/ui.js";
import { day } from "/common/words.js";
import { drawer, forget } from "./drawer.js";
import { cell, closePopup } from "./icons.js";
import { onSwipe } from "./swipe.js";

const WORKSPACE = ["com.android.deskclock", "net.gsantner.markor", "com.android.documentsui", "com.android.settings"];
const HOTSEAT = ["com.android.dialer", "com.android.messaging", "com.android.chrome", "com.android.contacts", "com.android.camera2"];
const SWITCHES = { wifi: "wifi", airplane: "airplane" };

const chosen = ({ apps }, names) => names.map((name) => apps.find((app) => app.package === name)).filter(Boolean);

const toggle = (view, name) => switchRow({
  key: name, title: view.t(name), glyph: SWITCHES[name],
  on: Boolean(view.state.radios[name]), change: (on) => phone.radio(name, on),
});

function home(view) {
  const { state, t } = view;
  const open = (search) => { forget(); view.open("drawer", { search }); };
  const page = h("section.home", { "data-id": "launcher" },
    h("div.date", { "data-id": "date" }, day(state.now_ms)),
    h("div.card", { "aria-label": t("switches") }, Object.keys(SWITCHES).map((name) => toggle(view, name))),
    h("div.grid", { "data-id": "workspace", "data-class": "android.view.ViewGroup" },
      chosen(state, WORKSPACE).map((app) => cell(app, view))),
    h("div.hotseat", { "data-id": "hotseat", "data-class": "android.view.ViewGroup" },
      chosen(state, HOTSEAT).map((app) => cell(app, view, { named: false }))),
    h("button.pill", { "data-id": "search_container_hotseat", onclick: () => open(true) },
      icon("magnify"), h("span", {}, t("search_apps"))));
  return onSwipe(page, { up: () => open(false) });
}

phone.onBack(closePopup);
const view = await run({ folder: "/launcher/labels", pages: { home, drawer }, first: { name: "home", args: {} } });
// Home was pressed: whatever lies over the home page goes.
phone.onIntent(({ extras }) => {
  if (!extras.home) return;
  closePopup();
  while (view.back());
});
