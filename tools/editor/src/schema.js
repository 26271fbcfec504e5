// The schema of a letter's body: exactly the blocks of docflow/papers/shape.py.
import { Schema } from "prosemirror-model";
import { depth } from "./labels.js";

const id = { id: { default: null } };
const kept = (element) => ({ id: element.getAttribute("data-id") });
const line = (tag, name, match = []) => ({
  group: "block", content: "inline*", attrs: id, defining: name !== "paragraph",
  parseDOM: [{ tag: `${tag}.${name}`, getAttrs: kept }, ...match.map((one) => ({ tag: one, getAttrs: kept }))],
  toDOM: (node) => [tag, { class: name, "data-id": node.attrs.id }, 0],
});

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: line("p", "paragraph", ["p"]),
    heading: line("p", "heading", ["h1", "h2", "h3", "h4", "h5", "h6"]),
    centre: line("p", "centre"),
    point: {
      group: "block", content: "inline*", defining: true, attrs: { ...id, label: { default: "1." } },
      parseDOM: [{ tag: "p[data-label]", priority: 60,
        getAttrs: (element) => ({ ...kept(element), label: element.getAttribute("data-label") }) }],
      toDOM: (node) => ["p", { class: `point d${depth(node.attrs.label)}`, "data-id": node.attrs.id, "data-label": node.attrs.label }, 0],
    },
    table: {
      group: "block", content: "row+", isolating: true, attrs: { ...id, head: { default: false } },
      parseDOM: [{ tag: "table", getAttrs: (element) => ({ ...kept(element), head: element.classList.contains("head") }) }],
      toDOM: (node) => ["table", { class: node.attrs.head ? "head" : null, "data-id": node.attrs.id }, ["tbody", 0]],
    },
    row: { content: "cell+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    cell: { content: "inline*", isolating: true, parseDOM: [{ tag: "td" }, { tag: "th" }], toDOM: () => ["td", 0] },
    text: { group: "inline" },
    field: {
      group: "inline", inline: true, atom: true, attrs: { name: {} },
      parseDOM: [{ tag: "span[data-name]", getAttrs: (element) => ({ name: element.getAttribute("data-name") }) }],
      toDOM: (node) => ["span", { class: "chip", "data-name": node.attrs.name }, `{${node.attrs.name}}`],
    },
    footnote: {
      group: "inline", inline: true, atom: true, attrs: { text: {} },
      parseDOM: [{ tag: "sup[data-text]", getAttrs: (element) => ({ text: element.getAttribute("data-text") }) }],
      toDOM: (node) => ["sup", { class: "noteref", "data-text": node.attrs.text }, "*"],
    },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: () => null }],
      toDOM: () => ["strong", 0],
    },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

/** Read the tree that the server stores. */
export const fromTree = (tree) => {
  const content = tree.content.length ? tree.content : [{ type: "paragraph", attrs: {} }];
  const doc = schema.nodeFromJSON({ type: "doc", content: content.map(bare) });
  doc.check();
  return doc;
};

/** Write the tree as the server checks it: precomposed, printable, without what only we need. */
export const toTree = (doc) => ({ type: "doc", schema: 1, content: (doc.toJSON().content ?? []).map(block) });

/** Take out of a text what no paper prints, and put its accents on their letters. */
export const printable = (text) => text.normalize("NFC")
  .replace(/[\u00a0\u2007\u202f\t\r\n\f\v]/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");

const bare = (node) => ({ ...node, content: node.content?.map(bare).filter((one) => one.text !== "") });
const block = (node) => {
  const { head, ...attrs } = node.attrs;
  return { type: node.type, attrs: head ? { ...attrs, head } : attrs, content: inside(node) };
};
const inside = (node) => (node.content ?? []).map((one) => {
  if (one.type === "row" || one.type === "cell") return { type: one.type, content: inside(one) };
  if (one.type === "text") return { ...one, text: printable(one.text) };
  if (one.type === "footnote") return { ...one, attrs: { text: printable(one.attrs.text) } };
  return one;
}).filter((one) => one.text !== "");
