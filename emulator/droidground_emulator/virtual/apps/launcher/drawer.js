// All apps in the order of their names, and a field that finds them.
import { empty, h, icon } from "/common/ui.js";
import { letters } from "/common/words.js";
import { cell } from "./icons.js";
import { onSwipe } from "./swipe.js";

let query = "";
/** Begin without words to look for. */
export const forget = () => { query = ""; };

/** Apps in which a word begins with the query, all for none. */
function matching({ apps, locale }) {
  const order = new Intl.Collator(locale);
  const sorted = [...apps].sort((a, b) => order.compare(a.label, b.label));
  const starts = (label) => letters(label).startsWith(letters(query)) || label.split(/\s+/).some((word) => letters(word).startsWith(letters(query)));
  return sorted.filter(({ label }) => starts(label));
}

export function drawer(view, { search }) {
  const { t, state } = view;
  const found = matching(state);
  const list = () => document.querySelector(".drawer .list");
  const enter = ({ key }) => key === "Enter" && query && found[0] && phone.start(found[0].package);
  const page = h("section.drawer", { "data-id": "apps_view" },
    h("label.pill", { "data-id": "search_container_all_apps" },
      icon("magnify"),
      h("input", {
        "data-id": "fallback_search_view", placeholder: t("search_apps"), value: query, autofocus: search, enterkeyhint: "go",
        oninput: ({ target }) => { query = target.value; view.redraw(); }, onkeydown: enter,
      })),
    h("div.list", { "data-class": "androidx.recyclerview.widget.RecyclerView", "data-id": "apps_list_view", "data-scroll": true },
      found.length ? h("div.grid", {}, found.map((app) => cell(app, view))) : empty("magnify", t("no_apps", { words: query }))));
  return onSwipe(page, { down: view.back, may: () => list().scrollTop <= 0 });
}
