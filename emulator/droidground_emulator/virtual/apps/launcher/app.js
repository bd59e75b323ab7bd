// Home: the date, every app's icon and name, and a card of switches.
import { h, icon, run, switchRow } from "/common/ui.js";

const SWITCHES = { wifi: "wifi", airplane: "airplane" };

const date = ({ now_ms, locale }) =>
  new Intl.DateTimeFormat(locale, { weekday: "short", month: "short", day: "numeric", timeZone: "UTC" }).format(now_ms);

const cell = ({ package: name, label, icon: glyph, color }) =>
  h("button.app", { "data-key": name, "aria-label": label, "data-id": "icon", "data-class": "android.widget.TextView",
    onclick: () => phone.start(name) },
  h("span.disc", { style: `background: ${color}`, "aria-hidden": "true" }, icon(glyph)),
  h("span.name", { "aria-hidden": "true" }, label));

const toggle = (view, name) => switchRow({
  key: name, title: view.t(name), glyph: SWITCHES[name],
  on: Boolean(view.state.radios[name]), change: (on) => phone.radio(name, on),
});

const home = (view) => h("section.home", { "data-id": "launcher" },
  h("div.list", { "data-scroll": true, "data-id": "workspace" },
    h("div.date", { "data-id": "date" }, date(view.state)),
    h("div.grid", {}, view.state.apps.map(cell)),
    h("div.card", { "aria-label": view.t("switches") }, Object.keys(SWITCHES).map((name) => toggle(view, name)))));

await run({ folder: "/launcher/labels", pages: { home }, first: { name: "home", args: {} } });
