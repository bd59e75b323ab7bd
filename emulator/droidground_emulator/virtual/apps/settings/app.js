// Settings: draws the pages of pages.js, and finds rows on all of them.
import { empty, h, icon, iconButton, page, row, run } from "/common/ui.js";
import { letters } from "/common/words.js";
import { ACTIVITIES, PAGES } from "./pages.js";
import { build, summaryOf, titleOf } from "./rows.js";
import { refresh } from "./storage_pages.js";

const ROOT = "com.android.settings.Settings";
const title = (name, args, t) => {
  if (name === "root") return t("settings");
  return t(name, { group: args.group && t(`group_${args.group}`) });
};

function draw(name) {
  return (view, args) => {
    const root = name === "root";
    const rows = PAGES[name](view.state, view, args).map((line) => build(line, view, args.found));
    const bar = h("button.searchbar", { "data-id": "search_action_bar", onclick: () => view.open("search") },
      icon("magnify"), h("span", { "data-id": "search_action_bar_title" }, view.t("search_settings")));
    return page({ title: title(name, args, view.t), root, back: view.up, backLabel: view.t("navigate_up") },
      root && bar, rows);
  };
}

/** Find rows by title, then by summary: [row, page's name]. "wifi" finds "Wi-Fi". */
function find(view, text) {
  const wanted = letters(text);
  if (!wanted) return [];
  const lines = Object.entries(PAGES).flatMap(([name, rows]) => rows(view.state, view, {}).map((line) => [line, name]));
  const usable = lines.filter(([line]) => !["heading", "note", "drawn"].includes(line.kind));
  const holds = (words) => letters(words ?? "").includes(wanted);
  const first = usable.filter(([line]) => holds(titleOf(line, view)));
  const then = usable.filter((each) => !first.includes(each) && holds(summaryOf(each[0], view)));
  const seen = new Set(); // a row that stands on two pages is found once
  return [...first, ...then].filter(([{ id }]) => !seen.has(id) && seen.add(id));
}

let query = "";
function search(view) {
  const { t } = view;
  const set = (text) => { query = text; view.redraw(); };
  const found = find(view, query);
  const results = found.map(([line, name]) => row({
    title: titleOf(line, view), summary: t(name === "root" ? "settings" : name), glyph: line.glyph ?? "magnify", small: true,
    onclick: () => (line.page ? view.open(line.page, line.args) : view.open(name, { found: line.id })),
  }));
  return h("section.page", {},
    h("div.bar", { "data-id": "search_bar" },
      iconButton("arrow-left", t("navigate_up"), view.up),
      h("input", { "data-id": "search_src_text", placeholder: t("search_settings"), value: query, autofocus: true,
        enterkeyhint: "search", oninput: (event) => set(event.target.value) }),
      query && iconButton("close", t("clear_text"), () => {
        const field = document.querySelector("input");
        field.value = "";
        set("");
        field.focus();
      }, "search_close_btn")),
    h("div.list", { "data-class": "androidx.recyclerview.widget.RecyclerView", "data-id": "list_results", "data-scroll": true },
      query && !results.length ? empty("magnify", t("no_results")) : results));
}

/** The page that an intent asks for. */
function asked({ activity, uri }) {
  if (uri?.startsWith("package:")) return { name: "app_info", args: { package: uri.slice("package:".length) } };
  return { name: ACTIVITIES[activity?.split("$")[1]] ?? "root", args: {} };
}

await refresh("root");
const pages = Object.fromEntries(Object.keys(PAGES).map((name) => [name, draw(name)]));
const view = await run({
  folder: "/settings/labels",
  pages: { ...pages, search },
  first: asked(phone.intent),
  opened(name, depth, args) {
    document.querySelector(".found")?.scrollIntoView({ block: "center" });
    phone.setActivity(depth > 1 ? "com.android.settings.SubSettings" : phone.intent?.activity || ROOT);
    refresh(name, args).then((counted) => counted && view?.redraw());
  },
});
let opened = phone.intent.uri;
phone.onIntent(({ uri, activity }) => {
  if (uri === opened) return;
  opened = uri;
  const { name, args } = asked({ activity, uri });
  view.open(name, args);
});
