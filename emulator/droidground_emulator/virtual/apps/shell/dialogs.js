// Toast, system dialogs and lists to choose from.
import { h } from "/shell/element.js";
import { t } from "/shell/strings.js";

const byId = (id) => document.getElementById(id);
const PERMISSION = ["permission_allow_foreground_only_button", "permission_allow_one_time_button", "permission_deny_button"]
  .map((id) => "com.android.permissioncontroller:id/" + id);
const IDS = {
  permission: PERMISSION, anr: ["android:id/aerr_close", "android:id/aerr_wait"],
  crash: ["android:id/aerr_restart", "android:id/aerr_close"], alert: ["android:id/button1", "android:id/button2"],
};

export function renderToast(shell) {
  const box = byId("toast"), { toast } = shell.ui;
  box.hidden = !toast;
  box.replaceChildren(...(toast ? [h("div.words", { "data-id": "android:id/message" }, toast.text)] : []));
}

export function renderDialog(shell) {
  const box = byId("dialog"), { dialog } = shell.ui;
  box.hidden = !dialog;
  if (!dialog) return box.replaceChildren();
  const words = (text) => t(shell.state.locale, text);
  const title = dialog.kind === "permission" ? "com.android.permissioncontroller:id/permission_message" : "android:id/alertTitle";
  const button = (text, index) => h("div.action", {
    role: "button", "data-clickable": "true", "data-id": IDS[dialog.kind]?.[index], onclick: () => shell.call("answer", { index }),
  }, words(text));
  const cancel = () => { if (dialog.kind === "alert") shell.call("answer", { index: -1 }); };
  box.className = dialog.kind;
  box.dir = shell.state.rtl ? "rtl" : "ltr";
  box.replaceChildren(
    h("div.scrim", { "aria-hidden": "true", onclick: cancel }),
    h("div.card", { "data-id": "android:id/parentPanel", "data-class": "android.widget.LinearLayout" },
      dialog.title && h("div.title", { "data-id": title }, dialog.title),
      dialog.text && h("div.message", { "data-id": "android:id/message" }, dialog.text),
      h("div.actions", {}, dialog.buttons.map(button))));
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
    }, label);
    list.hidden = false;
    list.dir = shell.state.rtl ? "rtl" : "ltr";
    list.replaceChildren(
      h("div.scrim", { onclick: () => close(-1), "aria-hidden": "true" }),
      h("div.card", { "data-class": "android.widget.ListView", "data-id": "android:id/select_dialog_listview" }, options.map(row)));
    list.querySelector('[aria-checked="true"]')?.scrollIntoView({ block: "center" });
  });
}
chooseFromList.cancel = () => false;
