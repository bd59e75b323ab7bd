// Permissions: those of one app, those of one kind, and the choice between them.
import { choice, entry, head, info, lead } from "./rows.js";

const WHILE_USED = ["camera", "location", "microphone"];
const groupOf = (state, name) => state.permission_groups[name] || "other";
const asked = (state, app) => [...new Set(Object.keys(app.permissions).map((name) => groupOf(state, name)))].sort();
const members = (state, app, group) => Object.keys(app.permissions).filter((name) => groupOf(state, name) === group);
const holds = (state, app, group) => members(state, app, group).some((name) => app.permissions[name]);
const named = (state, name) => state.packages.find((app) => app.package === name);
const split = (allowed, denied) => [head("allowed"), ...(allowed.length ? allowed : [info("none_allowed")]),
  head("denied"), ...(denied.length ? denied : [info("none_denied")])];

/** One line for App info: what an app may do. */
export function permissionSummary(state, app, t) {
  const groups = asked(state, app);
  if (!groups.length) return t("none_requested");
  const held = groups.filter((group) => holds(state, app, group)).map((group) => t(`group_${group}`));
  return held.length ? held.join(t("comma")) : t("none_granted");
}

export function appPermissions(state, view, args) {
  const app = named(state, args.package);
  if (!app) return [];
  const line = (group) => entry(`group_${group}`, { page: "permission", args: { package: app.package, group } });
  const groups = asked(state, app);
  if (!groups.length) return [info("none_requested")];
  return split(groups.filter((group) => holds(state, app, group)).map(line), groups.filter((group) => !holds(state, app, group)).map(line));
}

export function permissionChoice(state, view, args) {
  const app = named(state, args.package);
  if (!app) return [];
  const set = (granted) => Promise.all(members(state, app, args.group).map((name) => phone.permit(app.package, name, granted)));
  const on = holds(state, app, args.group);
  return [
    { ...head("access"), title: view.t("access", { app: app.label }) },
    choice(WHILE_USED.includes(args.group) ? "allow_used" : "allow", on, () => set(true)),
    choice("deny", !on, () => set(false)),
  ];
}

const askers = (state, group) => state.apps.map(({ package: name }) => named(state, name)).filter((app) => asked(state, app).includes(group));

export function permissionGroups(state, { t }) {
  const groups = [...new Set(state.apps.flatMap(({ package: name }) => asked(state, named(state, name))))].sort();
  return groups.map((group) => {
    const all = askers(state, group), n = all.filter((app) => holds(state, app, group)).length;
    return entry(`group_${group}`, { page: "permission_apps", args: { group }, summary: t("apps_allowed", { n, all: all.length }) });
  });
}

export function permissionApps(state, view, { group }) {
  if (!group) return [];
  const line = (app) => entry(`app_${app.package}`, {
    title: app.label, lead: lead(app), summary: "", page: "permission", args: { package: app.package, group },
  });
  const all = askers(state, group);
  return split(all.filter((app) => holds(state, app, group)).map(line), all.filter((app) => !holds(state, app, group)).map(line));
}
