// The labels of points and their order, as Vietnamese documents count them.

/** Labels that nobody takes for anything else, and those that are labels only before a capital: docflow/papers/labels.py. */
export const CERTAIN = "(?:\\d{1,3}\\.){1,4}|\\d{1,3}\\)|[a-zđ]{1,2}\\)|[IVX]{1,6}\\.|[-+–•]|Điều \\d{1,3}[a-zđ]?\\.";
export const TYPED = "\\d{1,2}(?:\\.\\d{1,2}){1,3}[/)]?|\\d{1,2}[/-]|\\((?:\\d{1,2}|[a-zđ])\\)|[a-zđ][./]|[IVX]{1,6}/";
const AT_START = new RegExp(`^(?:(${CERTAIN})(?:\\s+|$)|(${TYPED})\\s+(?=["“(*]{0,4}\\p{Lu}))`, "u");
// Vietnamese counts without f, j, w, z and without the letters with a hat, a horn or a breve.
const LETTERS = [..."abcdđeghiklmnopqrstuvxy"];
const ROMAN = [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

/** Cut a label off the beginning of a text: [label, rest] or null. */
export const cut = (text) => {
  const found = AT_START.exec(text);
  return found && [found[1] ?? found[2], text.slice(found[0].length)];
};

/** The label that follows: 1. → 2., d) → đ) → e), IV. → V., (1) → (2), Điều 3. → Điều 4. */
export const next = (label) => {
  const one = /^(.*?)(\d+|[a-zđ]+|[IVX]+)(\D?)$/.exec(label);
  if (!one) return label;
  const [, head, last, end] = one;
  if (/\d/.test(last)) return `${head}${Number(last) + 1}${end}`;
  return head + (/[IVX]/.test(last) ? roman(decimal(last) + 1) : after(last)) + end;
};

/** How deep a label stands: an article, a part, a khoản, a khoản of a khoản, a điểm, a dash. */
const DEPTHS = [/^Điều/, /^[IVX]+[./]$/, /^\d+[.)/-]$/, /^\d/, /[a-zđ\d]/];
export const depth = (label) => {
  const found = DEPTHS.findIndex((one) => one.test(label));
  return found < 0 ? DEPTHS.length : found;
};

/** The label of a block that becomes a point of that kind, after the points before it. */
export const fitting = (kind, before) => {
  const [first, deep] = { khoan: ["1.", 2], diem: ["a)", 4], gach: ["-", 5] }[kind];
  for (const label of before) {
    if (label === null) continue;
    if (depth(label) === deep) return next(label);
    if (depth(label) < deep) break;
  }
  return first;
};

const after = (letters) => {
  const at = LETTERS.indexOf(letters.at(-1));
  if (at < 0) return letters;
  if (at < LETTERS.length - 1) return letters.slice(0, -1) + LETTERS[at + 1];
  return letters.length > 1 ? `${after(letters.slice(0, -1))}a` : "aa";
};
export const roman = (number) => ROMAN.reduce(([left, text], [value, sign]) => {
  const times = Math.floor(left / value);
  return [left - times * value, text + sign.repeat(times)];
}, [number, ""])[1];
const decimal = (text) => [...text].reduce((sum, sign, at, all) => {
  const value = { I: 1, V: 5, X: 10 };
  return sum + (value[sign] < (value[all[at + 1]] ?? 0) ? -value[sign] : value[sign]);
}, 0);
