// What Enter, Tab and Backspace do to paragraphs and points.
import { Plugin, TextSelection } from "prosemirror-state";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { CERTAIN, TYPED, depth, fitting, next } from "./labels.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const LEVELS = ["khoan", "diem", "gach"];
const at = (state) => state.selection.$from.node(1) ?? null;
const place = (state) => state.selection.$from.before(1);
const lone = (state) => state.selection instanceof TextSelection && state.selection.$from.depth === 1;

/** The labels before a block, the nearest first; null where no point stands. */
const before = (state) => {
  const { $from } = state.selection;
  return state.doc.children.slice(0, $from.index(0)).map((node) => node.attrs.label ?? null).reverse();
};

/** What counted on from a point goes with it when it comes, goes or moves: 2. 3. → 3. 4. */
const carry = (tr, after, was, now) => {
  let done = was === now;
  tr.doc.forEach((node, pos) => {
    const { label } = node.attrs;
    if (done || pos < after || !label || depth(label) > depth(was)) return;
    done = label !== was;
    if (done) return;
    tr.setNodeAttribute(pos, "label", now);
    [was, now] = [next(was), next(now)];
  });
  return tr;
};
/** The label that would follow these blocks at a depth; none where nothing is counted there yet. */
const expected = (blocks, deep) => {
  const last = blocks.findLast((node) => node.attrs.label && depth(node.attrs.label) <= deep)?.attrs.label;
  return last && depth(last) === deep ? next(last) : null;
};

/** Whatever comes, goes or moves, the points behind it count on; typed and pasted labels stand as they are. */
export const counting = () => new Plugin({
  appendTransaction: (all, old, state) => {
    if (all.some((tr) => tr.getMeta("history$") || tr.getMeta("paste") || tr.getMeta("addToHistory") === false)) return null;
    const [was, now] = [old.doc.children, state.doc.children];
    const most = Math.min(was.length, now.length);
    let [start, end] = [0, 0];
    while (start < most && was[start] === now[start]) start += 1;
    while (end < most - start && was.at(-1 - end) === now.at(-1 - end)) end += 1;
    if (!end) return null;
    const sides = [was, now].map((one) => one.slice(0, one.length - end));
    const labels = sides.map((one) => one.slice(start).map((node) => node.attrs.label).filter(Boolean));
    const after = sides[1].reduce((size, node) => size + node.nodeSize, 0);
    const { tr } = state;
    new Set(labels.flat().map(depth)).forEach((deep) => {
      const [from, to] = sides.map((one, n) => expected(one, deep) ?? labels[1 - n].find((label) => depth(label) === deep));
      if (from && to) carry(tr, after, from, to);
    });
    return tr.docChanged ? tr : null;
  },
});

/** Which kinds of block the selection touches: their names, points by khoan, diem, gach. */
export const kinds = (state) => {
  const found = new Set();
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos, parent) => {
    if (parent === state.doc) found.add(kindOf(node));
    return false;
  });
  return found;
};
const kindOf = (node) => (node.type !== nodes.point ? node.type.name : LEVELS[Math.max(0, depth(node.attrs.label) - 3)]);

/** Make the selected lines a kind of block; pressed again, a khoản or điểm is a paragraph. */
export const make = (kind) => (state, dispatch) => {
  const lines = [];
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos, parent) => {
    if (parent === state.doc && node.isTextblock) lines.push([node, pos]);
    return false;
  });
  if (!lines.length) return false;
  const off = lines.every(([node]) => kindOf(node) === kind);
  let seen = before(state);
  const tr = state.tr;
  lines.forEach(([node, pos]) => {
    const point = LEVELS.includes(kind) && !off;
    const label = point ? fitting(kind, seen) : null;
    const type = point ? nodes.point : nodes[off || LEVELS.includes(kind) ? "paragraph" : kind];
    tr.setNodeMarkup(pos, type, point ? { id: node.attrs.id, label } : { id: node.attrs.id });
    seen = [label, ...seen];
  });
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter: the next point continues the count, an empty one ends it; the first part keeps its id. */
export const enter = (state, dispatch) => {
  if (!lone(state)) return false;
  const { $from, empty } = state.selection;
  const block = at(state);
  const point = block.type === nodes.point;
  if (point && !block.content.size) return make(kindOf(block))(state, dispatch);
  const tr = state.tr.deleteSelection();
  const start = tr.selection.$from;
  if (start.depth !== 1) return false;
  if (empty && !$from.parentOffset && block.content.size && !point) {
    // A line opened above a text must not take the text's id away.
    dispatch?.(tr.insert(start.before(1), nodes.paragraph.create()).scrollIntoView());
    return true;
  }
  const attrs = point ? { label: next(start.parent.attrs.label) } : null;
  tr.split(start.pos, 1, [{ type: point ? nodes.point : nodes.paragraph, attrs }]);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Backspace at the beginning of a point or heading takes its kind off; a chip goes in one stroke. */
export const backspace = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty) return false;
  if ($from.nodeBefore?.isAtom && !$from.nodeBefore.isText) {
    dispatch?.(state.tr.delete($from.pos - 1, $from.pos).scrollIntoView());
    return true;
  }
  const block = at(state);
  if (!lone(state) || $from.parentOffset || block.type === nodes.paragraph) return false;
  dispatch?.(state.tr.setNodeMarkup(place(state), nodes.paragraph, { id: block.attrs.id }).scrollIntoView());
  return true;
};

/** Delete before a chip removes it in one stroke. */
export const remove = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.nodeAfter?.isAtom || $from.nodeAfter.isText) return false;
  dispatch?.(state.tr.delete($from.pos, $from.pos + 1));
  return true;
};

/** Tab and Shift+Tab move a point between khoản, điểm and gạch đầu dòng. */
export const shift = (step) => (state, dispatch) => {
  const block = at(state);
  if (!lone(state) || block.type !== nodes.point) return false;
  const level = LEVELS.indexOf(kindOf(block)) + step;
  if (!LEVELS[level]) return false;
  const label = fitting(LEVELS[level], before(state));
  dispatch?.(state.tr.setNodeMarkup(place(state), null, { ...block.attrs, label }));
  return true;
};

/** "1. ", "a) ", "- ", "Điều 3. " typed at the beginning of a line make it a point, "1/ " and "a. " with the capital behind. */
export const rules = () => inputRules({
  rules: [`(${CERTAIN})\\s`, `(${TYPED})\\s(["“(]?\\p{Lu}(\\S*\\s?))`].map((one) => new InputRule(new RegExp(`^${one}$`, "u"), turn)),
});

const turn = (state, [all, label, begun = "", more], start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || ![nodes.paragraph, nodes.point].includes($start.parent.type)) return null;
  // Only an input method brings more than one letter at once; without one, whoever undid this goes on writing.
  if (more && all.length !== end - start) return null;
  const { id } = $start.parent.attrs;
  const words = begun ? schema.text(begun, state.storedMarks ?? state.doc.resolve(end).marks()) : [];
  return state.tr.replaceWith(start, end, words).setNodeMarkup($start.before(1), nodes.point, { id, label: label.normalize("NFC") }).setMeta("paste", true);
};
