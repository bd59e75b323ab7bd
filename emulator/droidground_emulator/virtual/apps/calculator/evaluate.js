// The value of a formula of + − × ÷ % and parentheses, by recursive descent; as text, null when it has none.
const DIGITS = 12;

export function evaluate(formula) {
  const open = formula.split("(").length - formula.split(")").length;
  const tokens = (formula + ")".repeat(Math.max(0, open))).match(/\d*\.?\d*e[+-]?\d+|\d+\.?\d*|\.\d+|[÷×−+%()]/g) ?? [];
  const take = (...wanted) => (wanted.includes(tokens[0]) ? tokens.shift() : null);

  function sum() {
    let value = product();
    for (let sign = take("+", "−"); sign; sign = take("+", "−")) value += sign === "+" ? product() : -product();
    return value;
  }
  function product() {
    let value = signed();
    for (;;) {
      if (take("×")) value *= signed();
      else if (take("÷")) value /= signed();
      else if (tokens[0] === "(") value *= signed();
      else return value;
    }
  }
  const signed = () => (take("−") ? -signed() : percent());
  function percent() {
    let value = atom();
    while (take("%")) value /= 100;
    return value;
  }
  function atom() {
    if (!take("(")) return tokens.length && !/[÷×−+%()]/.test(tokens[0]) ? Number(tokens.shift()) : NaN;
    const value = sum();
    return take(")") ? value : NaN;
  }

  const value = sum();
  if (tokens.length || !Number.isFinite(value)) return null;
  return String(Number(value.toPrecision(DIGITS))).replace("-", "−").replace("e−", "e-");
}
