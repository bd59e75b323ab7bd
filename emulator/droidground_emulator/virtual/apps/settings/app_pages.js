// The list of apps, and one app's page.
import { h, icon } from "/common/ui.js";
import { confirm } from "./network_pages.js";
import { drawn, entry, head, info } from "./rows.js";

const named = (state, name) => state.packages.find((app) => app.package === name);
const disc = (app) => h("div.disc", { style: `background: ${app.color}`, "aria-hidden": "true" }, icon(app.icon));

export function appRows(state, { t }) {
  const apps = [...state.apps].sort((a, b) => a.label.localeCompare(b.label, state.locale));
  return [
    { ...head("all_apps"), title: t("all_apps", { n: apps.length }) },
    ...apps.map((app) => entry(`app_${app.package}`, {
      title: app.label, lead: disc(app), page: "app_info", args: { package: app.package },
      summary: t("version", { n: named(state, app.package)?.version ?? "" }),
    })),
  ];
}

const action = (id, glyph, text, onclick) =>
  h("button.action", { "data-id": id, onclick }, icon(glyph), h("span", {}, text));

export function appInfo(state, view, args) {
  const app = named(state, args.package);
  if (!app) return [info("not_installed")];
  const { t } = view;
  const stop = () => confirm(view, "stop_question", "stop_warning", () => phone.stop(app.package));
  return [
    drawn(h("div.empty", { style: "padding: 8px 24px 16px; gap: 8px" }, disc(app),
      h("div", { "data-id": "entity_header_title", style: "font-size: 1.375rem; color: var(--text)" }, app.label))),
    drawn(h("div.buttons", {},
      action("button1", "open-in-new", t("open"), () => phone.start(app.package)),
      action("button3", "alert-octagon-outline", t("force_stop"), stop))),
    entry("storage_cache", { summary: t("internal_storage") }),
    entry("package_name", { summary: app.package }),
    entry("app_version", { summary: app.version }),
  ];
}
