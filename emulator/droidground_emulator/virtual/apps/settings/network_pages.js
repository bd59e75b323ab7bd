// Wi-Fi networks and languages: pages whose rows come from what is around or installed.
import { ask, button, dialog, h, icon } from "/common/ui.js";
import { choice, drawn, entry, info, toggle, stored } from "./rows.js";

const AROUND = ["AndroidWifi", "Home", "Office Guest", "Library", "Cafe Central", "Printer 4F2A", "Neighbour 5G"];
const connected = ({ settings }) => settings.global.wifi_network ?? AROUND[0];
const join = (name) => phone.put("global", "wifi_network", name);

export function networkSummary(state, t) {
  if (state.radios.wifi && connected(state)) return connected(state);
  return t(state.radios.airplane ? "airplane_on" : "networks_available");
}

export function networkRows(state, view) {
  if (!state.radios.wifi) return [info("wifi_off_note")];
  const now = connected(state);
  const others = AROUND.filter((name) => name !== now);
  const password = (title) => ask({
    title, label: view.t("password"), cancel: view.t("cancel"), ok: view.t("connect"), password: true,
    done: (text) => (text.length < 8 ? phone.toast(view.t("password_short")) : join(title)),
  });
  return [
    now && entry("network_now", {
      title: now, summary: view.t("connected_now"), glyph: "wifi-strength-4", mark: "cog-outline", page: "network_details",
    }),
    ...others.map((name) => entry(`network_${name}`, {
      title: name, glyph: "wifi-strength-3", mark: "lock-outline", act: () => password(name), summary: "",
    })),
    entry("add_network", {
      glyph: "plus",
      act: () => ask({
        title: view.t("add_network"), label: view.t("network_name"), cancel: view.t("cancel"), ok: view.t("connect"),
        done: (name) => name && join(name),
      }),
    }),
    toggle("wifi_scanning", stored("global", "wifi_scan_always_enabled")),
  ].filter(Boolean);
}

export function networkDetails(state, view) {
  const forget = () => { join(""); view.back(); };
  return [
    drawn(h("div.empty", { style: "padding: 8px 24px 16px" }, icon("wifi-strength-4"), h("div", {}, connected(state)),
      button(view.t("forget"), forget, { kind: "tonal", id: "button1" }))),
    entry("signal", { summary: view.t("excellent") }),
    entry("security", { summary: "WPA2-Personal" }),
    entry("ip_address", { summary: "10.0.2.16" }),
    entry("gateway", { summary: "10.0.2.2" }),
    entry("mac_address", { summary: "02:00:00:44:55:66" }),
  ];
}

const LANGUAGES = [["en", "English"], ["ar", "العربية"], ["ja", "日本語"]];

export function languageRows(state, { t }) {
  const now = state.locale.split(/[-_]/)[0];
  return LANGUAGES.map(([code, name]) => choice(`language_${code}`, code === now, () => phone.put("system", "system_locales", code),
    { title: name, summary: t(`language_${code}`) }));
}

export const confirm = (view, title, body, act) =>
  dialog({ title: view.t(title), body: view.t(body), actions: [[view.t("cancel")], [view.t("ok"), act]] });
