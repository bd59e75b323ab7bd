// Toast, system dialogs and lists to choose from.
import { h, icon } from "/shell/element.js";
import { t } from "/shell/strings.js";

const byId = (id) => document.getElementById(id);
const CONTROLLER = "com.android.permissioncontroller:id/";

export function renderToast(shell) {
  const box = byId("toast"), { toast } = shell.ui;
  box.hidden = !toast;
  box.dir = shell.state.rtl ? "rtl" : "ltr";
  box.replaceChildren(...(toast ? [h("div.words", { "data-id": "android:id/message" }, toast.text)] : []));
}

export function renderDialog(shell) {
  const box = byId("dialog"), { dialog } = shell.ui;
  box.hidden = !dialog;
  if (!dialog) return box.replaceChildren();
  box.className = dialog.kind;
  box.dir = shell.state.rtl ? "rtl" : "ltr";
  // Only a page's own alert and the power menu go away by a touch beside them.
  const cancel = () => { if (/^(alert|power)$/.test(dialog.kind)) shell.call("answer", { index: -1 }); };
  const card = ({ permission, power }[dialog.kind] ?? message)(shell, dialog);
  box.replaceChildren(h("div.scrim", { "aria-hidden": "true", onclick: cancel }), card);
}

function title(shell, { title: text, package: name }) {
  const app = shell.state.packages.find((one) => one.package === name);
  return text && t(shell.state.locale, text).replace("{app}", app?.label ?? name);
}

function buttons(shell, dialog, kind) {
  return dialog.buttons.map((one, index) => h(`div.${kind}`, {
    role: "button", "data-clickable": "true", "data-class": "android.widget.Button", "data-id": one.id,
    onclick: () => shell.call("answer", { index }),
  }, one.icon && icon(shell, one.icon), t(shell.state.locale, one.text)));
}

const LINES = "android.widget.LinearLayout";

// AppErrorDialog, AppNotRespondingDialog, and what a page's script says.
function message(shell, dialog) {
  const head = title(shell, dialog), kind = dialog.kind === "alert" ? "word" : "line";
  return h("div.card", { "data-id": "android:id/parentPanel", "data-class": LINES },
    head && h("div.title", { "data-id": "android:id/alertTitle" }, head),
    dialog.text && h("div.message", { "data-id": "android:id/message" }, dialog.text),
    h("div.actions", {}, buttons(shell, dialog, kind)));
}

// GrantPermissionsActivity.
function permission(shell, dialog) {
  return h("div.card", { "data-id": CONTROLLER + "grant_dialog", "data-class": LINES },
    h("div.ask", { "data-id": CONTROLLER + "content_container", "data-class": LINES },
      h("span.icon", { "data-icon": dialog.icon, "data-id": CONTROLLER + "permission_icon", "data-class": "android.widget.ImageView" }, shell.glyphs[dialog.icon]),
      h("div.title", { "data-id": CONTROLLER + "permission_message" }, title(shell, dialog))),
    h("div.actions", {}, buttons(shell, dialog, "block")));
}

// GlobalActionsDialog.
function power(shell, dialog) {
  return h("div.card", { "data-id": "com.android.systemui:id/global_actions_view", "data-class": LINES }, dialog.buttons.map((one, index) =>
    h("div.choice", { "data-clickable": "true", "data-class": LINES, onclick: () => shell.call("answer", { index }) },
      h("span.round", { "data-id": "android:id/icon", "data-class": "android.widget.ImageView" }, icon(shell, one.icon)),
      h("div", { "data-id": "android:id/message" }, t(shell.state.locale, one.text)))));
}

/** Show a list over everything; resolves with the chosen index, -1 for none. */
export function chooseFromList(shell, options, selected) {
  const list = byId("list");
  chooseFromList.cancel();
  return new Promise((resolve) => {
    const close = (index) => {
      list.hidden = true;
      list.replaceChildren();
      chooseFromList.cancel = () => false;
      resolve(index);
      return true;
    };
    chooseFromList.cancel = () => close(-1);
    const row = (label, index) => h("div.option", {
      "data-clickable": "true", "data-class": "android.widget.CheckedTextView", "data-id": "android:id/text1", role: "radio",
      "aria-checked": String(index === selected), onclick: () => close(index),
    }, h("span.dot", { "aria-hidden": "true" }), label);
    list.hidden = false;
    list.dir = shell.state.rtl ? "rtl" : "ltr";
    list.replaceChildren(
      h("div.scrim", { onclick: () => close(-1), "aria-hidden": "true" }),
      h("div.card", { "data-class": "android.widget.ListView", "data-id": "android:id/select_dialog_listview" }, options.map(row)));
    list.querySelector('[aria-checked="true"]')?.scrollIntoView({ block: "center" });
  });
}
chooseFromList.cancel = () => false;
