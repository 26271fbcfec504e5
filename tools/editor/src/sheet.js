// The page's own sheet follows while one types; the server's sheet puts line breaks right later.
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const part = () => document.querySelector(".paper [data-part=body]");
const element = (tag, text = "", name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });

/** Draw the blocks that changed anew; what did not change stays as the server set it. */
export const follow = (old, doc, fields) => {
  const body = part();
  if (!body || old === doc) return;
  const before = new Set();
  old.forEach((node) => before.add(node));
  const drawn = new Map([...body.children].map((one) => [one.dataset.block, one]));
  const wanted = doc.children.map((node) => {
    const there = drawn.get(node.attrs.id);
    return there && before.has(node) ? there : draw(node, fields);
  });
  let last = null;
  wanted.forEach((one) => {
    const there = last ? last.nextElementSibling : body.firstElementChild;
    if (there !== one) body.insertBefore(one, there);
    last = one;
  });
  while (last?.nextElementSibling) last.nextElementSibling.remove();
  body.querySelectorAll(".paper-call").forEach((call, at) => { call.textContent = at + 1; });
};

/** Show the value of a field wherever the sheet prints it. */
export const followField = (name, fields) => part()?.querySelectorAll(`[data-field="${name}"]`)
  .forEach((one) => { one.textContent = fields.shown(name); });

const draw = (node, fields) => {
  const drawn = node.type === nodes.table ? table(node, fields) : paragraph(node, fields);
  drawn.dataset.block = node.attrs.id ?? "";
  return drawn;
};

const paragraph = (node, fields) => {
  const p = element("p", "", `paper-${node.type.name}`);
  if (node.type === nodes.centre && node.childCount && node.children.every((one) => marks.em.isInSet(one.marks))) p.classList.add("paper-note");
  const { label } = node.attrs;
  if (label) p.append(label.startsWith("Điều") ? element("strong", label) : label, " ");
  p.append(...inline(node, fields));
  return p;
};

const table = (node, fields) => {
  const out = element("table", "", "paper-table");
  const rows = node.children.map((row, at) => {
    const tr = element("tr");
    tr.append(...row.children.map((cell) => {
      // A head cell is one when it has words; until then it names nothing.
      const td = element(node.attrs.head && !at && cell.content.size ? "th" : "td");
      td.append(...inline(cell, fields));
      return td;
    }));
    return tr;
  });
  if (node.attrs.head) {
    const head = element("thead");
    head.append(rows.shift());
    out.append(head);
  }
  const body = element("tbody");
  body.append(...rows);
  out.append(body);
  return out;
};

const inline = (block, fields) => block.children.map((node) => {
  let out = document.createTextNode(node.text ?? "");
  if (node.type === nodes.field) {
    out = element("span", fields.shown(node.attrs.name));
    out.dataset.field = node.attrs.name;
  }
  if (node.type === nodes.footnote) {
    out = element("sup", "", "paper-call");
    out.title = node.attrs.text;
  }
  for (const name of ["em", "strong"]) {
    if (!marks[name].isInSet(node.marks)) continue;
    const outer = element(name);
    outer.append(out);
    out = outer;
  }
  return out;
});
