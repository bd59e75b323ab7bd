// The list of apps, and one app's page.
import { dialog, h, icon } from "/common/ui.js";
import { permissionSummary } from "./permission_pages.js";
import { drawn, entry, head, info, lead } from "./rows.js";
import { appBytes } from "./storage_pages.js";

export const confirm = (view, title, body, act) =>
  dialog({ title: view.t(title), body: view.t(body), actions: [[view.t("cancel")], [view.t("ok"), act]] });

const named = (state, name) => state.packages.find((app) => app.package === name);

export function appRows(state, { t }) {
  const apps = [...state.apps].sort((a, b) => a.label.localeCompare(b.label, state.locale));
  return [
    { ...head("all_apps"), title: t("all_apps", { n: apps.length }) },
    ...apps.map((app) => entry(`app_${app.package}`, {
      title: app.label, lead: lead(app), page: "app_info", args: { package: app.package },
      summary: t("version", { n: named(state, app.package)?.version ?? "" }),
    })),
  ];
}

const action = (id, glyph, text, onclick) =>
  h("button.action", { "data-id": id, onclick }, icon(glyph), h("span", {}, text));

export function appInfo(state, view, args) {
  const app = named(state, args.package);
  if (!app) return args.package ? [info("not_installed")] : [];
  const { t } = view;
  const stop = () => confirm(view, "stop_question", "stop_warning", () => phone.stop(app.package));
  return [
    drawn(h("div.empty", { style: "padding: 8px 24px 16px; gap: 8px" }, lead(app),
      h("div", { "data-id": "entity_header_title", style: "font-size: 1.375rem; color: var(--text)" }, app.label))),
    drawn(h("div.buttons", {},
      action("button1", "open-in-new", t("open"), () => phone.start(app.package)),
      action("button3", "alert-octagon-outline", t("force_stop"), stop))),
    entry("app_permissions", { page: "app_permissions", args, summary: permissionSummary(state, app, t) }),
    entry("storage_cache", {
      summary: t("used_internal", { size: appBytes(app.package, t) }), page: "app_storage", args,
    }),
    entry("package_name", { summary: app.package }),
    entry("app_version", { summary: app.version }),
  ];
}

export function appStorage(state, view, args) {
  const app = named(state, args.package);
  if (!app) return [];
  const clear = () => confirm(view, "clear_question", "clear_warning", () => phone.clearData(app.package).then(view.back));
  return [
    drawn(h("div.buttons", {}, action("button1", "delete-outline", view.t("clear_storage"), clear))),
    entry("user_data", { summary: appBytes(app.package, view.t) }),
  ];
}
