// Wi-Fi networks and languages: pages whose rows come from what is around or known.
import { ask, button, h, icon } from "/common/ui.js";
import { choice, drawn, entry, info, toggle, stored } from "./rows.js";

export function networkSummary({ radios, wifi }, t) {
  if (wifi.ssid !== null) return wifi.ssid;
  return t(radios.airplane && !radios.wifi ? "airplane_on" : "networks_available");
}

/** Join a network: a known or an open one at once, others with a password. */
function join({ ssid, secured }, view) {
  const { t, state } = view;
  if (!secured || state.wifi.known.includes(ssid)) return phone.wifi.join(ssid);
  return ask({
    title: ssid, label: t("password"), cancel: t("cancel"), ok: t("connect"), password: true,
    done: (text) => (text.length < 8 ? phone.toast(t("password_short")) : phone.wifi.join(ssid)),
  });
}

const around = (point, view) => entry(`network_${point.ssid}`, {
  title: point.ssid, glyph: `wifi-strength-${Math.max(point.level, 1)}`, mark: point.secured ? "lock-outline" : null,
  summary: view.state.wifi.known.includes(point.ssid) ? view.t("saved") : "", act: () => join(point, view),
});

export function networkRows(state, view) {
  const { wifi, radios } = state, { t } = view;
  const scanning = toggle("wifi_scanning", stored("global", "wifi_scan_always_enabled"));
  if (!radios.wifi) return [info("wifi_off_note"), scanning];
  return [
    wifi.ssid !== null && entry("network_now", {
      title: wifi.ssid, summary: t("connected_now"), glyph: "wifi-strength-4", mark: "cog-outline",
      page: "network_details", args: { ssid: wifi.ssid },
    }),
    ...wifi.around.filter(({ ssid }) => ssid !== wifi.ssid).map((point) => around(point, view)),
    entry("add_network", {
      glyph: "plus",
      act: () => ask({
        title: t("add_network"), label: t("network_name"), cancel: t("cancel"), ok: t("connect"),
        done: (name) => name.trim() && phone.wifi.join(name.trim()),
      }),
    }),
    entry("saved_networks", { page: "saved_networks", summary: t("networks", { n: wifi.known.length }) }),
    scanning,
  ].filter(Boolean);
}

export const savedRows = ({ wifi }) => (wifi.known.length ? wifi.known.map((ssid) =>
  entry(`saved_${ssid}`, { title: ssid, glyph: "wifi-strength-4", summary: "", page: "network_details", args: { ssid } })) : [info("no_networks")]);

export function networkDetails({ wifi }, view, { ssid }) {
  if (!ssid) return [];
  const { t } = view;
  const here = ssid === wifi.ssid, point = wifi.around.find((each) => each.ssid === ssid);
  const forget = () => phone.wifi.forget(ssid).then(view.back);
  return [
    drawn(h("div.empty", { style: "padding: 8px 24px 16px" }, icon("wifi-strength-4"), h("div", { "data-id": "entity_header_title" }, ssid),
      button(t("forget"), forget, { kind: "tonal", id: "button1" }))),
    point && entry("signal", { summary: t(`signal_${point.level}`) }),
    entry("security", { title: t("wifi_security"), summary: point && !point.secured ? t("none") : "WPA2-Personal" }),
    here && entry("ip_address", { summary: wifi.ip }),
    here && entry("gateway", { summary: wifi.gateway }),
    entry("mac_address", { summary: wifi.mac }),
  ].filter(Boolean);
}

const LANGUAGES = [["en", "English"], ["ar", "العربية"], ["ja", "日本語"]];

export function languageRows(state, { t }) {
  const now = state.locale.split(/[-_]/)[0];
  return LANGUAGES.map(([code, name]) => choice(`language_${code}`, code === now, () => phone.put("system", "system_locales", code),
    { title: name, summary: t(`language_${code}`) }));
}
