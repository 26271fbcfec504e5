// Plain text and light markup as blocks: one block per line, a label at its beginning makes a point.
import { Fragment, Slice } from "prosemirror-model";
import { cut } from "./labels.js";
import { schema } from "./schema.js";
import { tidy } from "./clean.js";

const { nodes, marks } = schema;
const TOKEN = /\\([!-/:-@[-`{-~–•])|(\*\*|\*)|\{([a-z][a-z0-9_]{0,39})\}|[^\\*{]+|[\\*{]/g;

/** The slice that a pasted plain text becomes. */
export const fromText = (text) => slice(text.split(/\r\n?|\n/).map((one) => made(one, plain)).filter(Boolean));

/** The slice of light markup that another part of the page wants inserted. */
export const fromMarkup = (text) => slice(text.split(/\n/).map((one) => made(one, inline)).filter(Boolean));

/** The slice of blocks of a tree: a single paragraph runs on in its place. */
export const slice = (blocks) => {
  const open = blocks[0]?.type === nodes.paragraph ? 1 : 0;
  return new Slice(Fragment.from(blocks), open, blocks.length === 1 || blocks.at(-1)?.type === nodes.paragraph ? open && 1 : 0);
};

const made = (line, read) => {
  const text = tidy(line).replace(/\s+/g, " ").trim();
  if (!text) return null;
  const point = cut(text);
  if (point) return nodes.point.create({ label: point[0] }, read(point[1]));
  return nodes.paragraph.create(null, read(text));
};
const plain = (text) => (text ? [schema.text(text)] : []);
const inline = (text) => {
  const on = new Set();
  const out = [];
  for (const [whole, escaped, star, field] of text.matchAll(TOKEN)) {
    if (star) { const mark = star === "*" ? "em" : "strong"; if (!on.delete(mark)) on.add(mark); }
    else if (field) out.push(nodes.field.create({ name: field }));
    else out.push(schema.text(escaped ?? whole, [...on].map((name) => marks[name].create())));
  }
  return out;
};
