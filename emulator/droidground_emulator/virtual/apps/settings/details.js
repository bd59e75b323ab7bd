// Dialogs, pictures and facts of single pages.
import { ask, choose, h, palettes, setPalette } from "/common/ui.js";
import { entry, head } from "./rows.js";

export const brightness = (state, t) =>
  t("percent", { n: Math.round(((Number(state.settings.system.screen_brightness ?? 102) - 1) / 254) * 100) });

export const pickNight = (bound) => (state, t) => t(bound.read(state) ? "night_on" : "night_off");

const TIMEOUTS = ["15000", "30000", "60000", "120000", "300000", "600000", "1800000"];
export const pickTimeout = (view) => choose({
  title: view.t("timeout"), cancel: view.t("cancel"), value: view.state.settings.system.screen_off_timeout,
  choices: TIMEOUTS.map((each) => [each, view.t(`timeout_${each}`)]),
  pick: (each) => phone.put("system", "screen_off_timeout", each),
});

export function timeoutText({ settings }, t) {
  const now = settings.system.screen_off_timeout;
  return TIMEOUTS.includes(now) ? t(`timeout_${now}`) : t("timeout_custom", { n: Number(now ?? 60000) / 1000 });
}

export function dnsText({ settings: { global } }, t) {
  const mode = global.private_dns_mode ?? "opportunistic";
  return mode === "hostname" && global.private_dns_specifier ? global.private_dns_specifier : t(`dns_${mode}`);
}

const DNS = ["off", "opportunistic", "hostname"];
export function pickDns(view) {
  const { t, state } = view;
  const host = () => ask({
    title: t("private_dns"), label: t("dns_host"), cancel: t("cancel"), ok: t("save"),
    value: state.settings.global.private_dns_specifier,
    done: async (name) => {
      if (!name) return;
      await phone.put("global", "private_dns_specifier", name);
      await phone.put("global", "private_dns_mode", "hostname");
    },
  });
  choose({
    title: t("private_dns"), cancel: t("cancel"), value: state.settings.global.private_dns_mode ?? "opportunistic",
    choices: DNS.map((each) => [each, t(`dns_${each}`)]),
    pick: (each) => (each === "hostname" ? host() : phone.put("global", "private_dns_mode", each)),
  });
}

/** A bar filled to `at` under a large number and a line. */
export const sizeBar = (at, large, line) => h("div", { "data-key": "bar" },
  h("div", { style: "padding: 0 24px; font-size: 2.25rem" }, large),
  h("div", { style: "padding: 0 24px 12px; color: var(--muted); font-size: 0.875rem" }, line),
  h("div.meter", { style: `--at: ${at}`, "aria-hidden": "true" }, h("i")));

/** The wallpaper's colours to choose from. */
export const colours = (now, t) => h("div", { "data-key": "colours" },
  h("div.preview", { "aria-hidden": "true" }, h("i"), h("i"), h("i")),
  h("div.swatches", {}, palettes.map(([color, name]) => h(`button.swatch${name ? "." + name : ""}`, {
    "aria-label": t(`color_${name || "blue"}`), "aria-selected": String(color === now),
    "data-class": "android.widget.ImageButton", onclick: () => setPalette(color),
  }))));

export function about(state) {
  const { wifi, radios, size: [width, height], settings, density, props } = state;
  const known = (text) => ({ summary: text ?? ((s, t) => t("unavailable")) });
  return [
    head("basic_info"),
    entry("device_name", {
      summary: settings.global.device_name,
      act: (view) => ask({
        title: view.t("device_name"), label: view.t("device_name"), value: settings.global.device_name, cancel: view.t("cancel"),
        ok: view.t("ok"), done: (name) => name && phone.put("global", "device_name", name),
      }),
    }),
    entry("phone_number"),
    head("device_details"),
    entry("sim_status"),
    entry("model", { summary: props.model }),
    entry("imei"),
    head("device_identifiers"),
    entry("ip_address", known(wifi.ssid === null ? null : wifi.ip)),
    entry("mac_address", known(radios.wifi ? wifi.mac : null)),
    entry("screen", { summary: (s, t) => t("pixels", { width, height, density }) }),
    entry("android_version", { summary: props.release }),
    entry("build_number", { summary: "TQ3A.230805.001" }),
  ];
}
