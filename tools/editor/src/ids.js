// Every block has an id of its own: what continues a block keeps it, what is new draws one.
import { Plugin } from "prosemirror-state";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const ID = /^b[0-9a-z]{1,12}$/;

const drawn = (taken) => {
  for (;;) {
    const five = crypto.getRandomValues(new Uint8Array(5));
    const id = `b${[...five].map((byte) => DIGITS[byte % 36]).join("")}`;
    if (!taken.has(id)) return id;
  }
};

/** Give fresh ids to blocks without one, and to the newcomer of two that bear the same. */
export const mend = (tr, old) => {
  const before = new Set();
  old?.forEach((node) => before.add(node));
  const owners = new Map();
  tr.doc.forEach((node) => {
    const { id } = node.attrs;
    if (ID.test(id ?? "") && (!owners.has(id) || (before.has(node) && !before.has(owners.get(id))))) owners.set(id, node);
  });
  const taken = new Set(owners.keys());
  const settled = new Set();
  tr.doc.forEach((node, at) => {
    const { id } = node.attrs;
    if (owners.get(id) === node && !settled.has(id)) { settled.add(id); return; }
    const fresh = drawn(taken);
    taken.add(fresh);
    tr.setNodeAttribute(at, "id", fresh);
  });
  return tr;
};

/** Rows of a table are as long as the longest: what was deleted or pasted may not tear it. */
const square = (tr) => {
  const gaps = [];
  tr.doc.forEach((table, at) => {
    if (table.type.name !== "table") return;
    const width = Math.max(...table.children.map((row) => row.childCount));
    table.forEach((row, offset) => {
      for (let n = row.childCount; n < width; n += 1) gaps.push(at + 1 + offset + row.nodeSize - 1);
    });
  });
  gaps.reverse().forEach((at) => tr.insert(at, tr.doc.type.schema.nodes.cell.create()));
  return tr;
};

export const ids = () => new Plugin({
  appendTransaction: (transactions, old, state) => {
    if (!transactions.some((one) => one.docChanged)) return null;
    const tr = mend(square(state.tr), old.doc);
    return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
  },
});
