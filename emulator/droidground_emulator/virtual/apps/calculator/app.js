// Calculator: a formula by keys, its value beneath as it is typed.
import { h, icon, run } from "/common/ui.js";
import { evaluate } from "./evaluate.js";

const KEYS = [
  ["AC", "clr"], ["( )", "parens"], ["%", "op_pct"], ["÷", "op_div"],
  ["7", "digit_7"], ["8", "digit_8"], ["9", "digit_9"], ["×", "op_mul"],
  ["4", "digit_4"], ["5", "digit_5"], ["6", "digit_6"], ["−", "op_sub"],
  ["1", "digit_1"], ["2", "digit_2"], ["3", "digit_3"], ["+", "op_add"],
  ["0", "digit_0"], [".", "dec_point"], ["⌫", "del"], ["=", "eq"],
];
const SPOKEN = { AC: "clear", "( )": "parentheses", "%": "percent", "÷": "divide", "×": "multiply", "−": "minus", "+": "plus", ".": "point", "⌫": "delete", "=": "equals" };
const OPERATOR = /[÷×−+]$/;

/** The formula after a key. */
function press({ formula, done }, key) {
  if (key === "AC") return "";
  if (key === "⌫") return done ? "" : formula.slice(0, -1);
  if (/\d/.test(key)) return done ? key : formula + key;
  if (key === ".") return /[\d.]*$/.exec(done ? "" : formula)[0].includes(".") ? formula : (done ? "" : formula) + ".";
  if (key === "( )") {
    const open = formula.split("(").length > formula.split(")").length;
    return formula + (open && /[\d)%.]$/.test(formula) ? ")" : "(");
  }
  if (key === "−" && (!formula || formula.endsWith("("))) return `${formula}−`;
  if (!formula || formula.endsWith("(") || formula === "−") return formula;
  return (key === "%" ? formula : formula.replace(OPERATOR, "")) + key;
}

function pad(view, args) {
  const { t } = view;
  const value = evaluate(args.formula);
  const type = (key) => {
    if (key === "=" && value === null) args.failed = Boolean(args.formula);
    else if (key === "=") Object.assign(args, { formula: value, done: true, failed: false });
    else Object.assign(args, { formula: press(args, key), done: false, failed: false });
    view.keep();
    view.redraw();
  };
  const kind = (id) => (id === "eq" ? ".eq" : id.startsWith("op") || id === "parens" ? ".op" : id === "clr" ? ".clr" : "");
  return h("section.page.calculator", {},
    h("div.display", {},
      h("div.formula", { "data-id": "formula" }, args.formula),
      h("div.result", { "data-id": "result" }, args.failed ? t("error") : args.done || value === null || value === args.formula ? "" : value)),
    h("div.pad", {}, KEYS.map(([key, id]) => h(`button${kind(id)}`, {
      "data-id": id, "aria-label": SPOKEN[key] && t(SPOKEN[key]), onclick: () => type(key),
    }, key === "⌫" ? icon("backspace-outline") : key))));
}

await run({ folder: "/calculator/labels", pages: { pad }, first: { name: "pad", args: { formula: "", done: false, failed: false } } });
