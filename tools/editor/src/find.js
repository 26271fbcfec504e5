// Find and replace in the letter's body; accents may be left out, chips are never touched.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { reveal } from "./reveal.js";

const key = new PluginKey("find");
const NOTHING = { query: "", plain: false, hits: [], current: -1 };

/** Lower-case a text, without its accents if so wanted, and say where each letter came from. */
const folded = (text, plain) => {
  let out = "";
  const from = [];
  for (let n = 0; n < text.length; n += 1) {
    let letter = text[n].toLowerCase();
    if (plain) letter = letter.normalize("NFD").replace(/\p{M}/gu, "").replace("đ", "d");
    for (const one of letter) { out += one; from.push(n); }
  }
  from.push(text.length);
  return { out, from };
};

const search = (doc, { query, plain }) => {
  const wanted = folded(query.normalize("NFC"), plain).out;
  const hits = [];
  if (!wanted) return hits;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    const { out, from } = folded(text, plain);
    for (let at = out.indexOf(wanted); at >= 0; at = out.indexOf(wanted, at + wanted.length)) {
      hits.push({ from: pos + 1 + from[at], to: pos + 1 + from[at + wanted.length] });
    }
    return false;
  });
  return hits;
};

export const finding = () => new Plugin({
  key,
  state: {
    init: () => NOTHING,
    apply: (tr, value, old, state) => {
      const asked = { ...value, ...(tr.getMeta(key) ?? {}) };
      if (!asked.query) return asked.hits.length || tr.getMeta(key) ? { ...asked, hits: [], current: -1 } : value;
      if (!tr.docChanged && !tr.getMeta(key)) return value;
      const hits = search(state.doc, asked);
      const near = hits.findIndex((hit) => hit.to > state.selection.from);
      const current = tr.getMeta(key)?.current ?? (near < 0 ? hits.length - 1 : near);
      return { ...asked, hits, current: Math.min(current, hits.length - 1) };
    },
  },
  props: {
    decorations: (state) => {
      const { hits, current } = key.getState(state);
      if (!hits.length) return null;
      return DecorationSet.create(state.doc, hits.map(({ from, to }, n) => Decoration.inline(from, to, { class: n === current ? "hit on" : "hit" })));
    },
  },
});

export const findState = (state) => key.getState(state);

/** Ask for other words; the first hit behind the caret is the current one, and is shown. */
export const look = (view, asked) => {
  view.dispatch(view.state.tr.setMeta(key, asked));
  show(view);
};

/** Go on to the next hit or back to the one before, and select it. */
export const go = (view, by) => {
  const { hits, current } = key.getState(view.state);
  if (!hits.length) return;
  const to = (current + by + hits.length) % hits.length;
  const { from, to: end } = hits[to];
  const tr = view.state.tr.setMeta(key, { current: to });
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, end)));
  show(view);
};

/** Look for nothing any more and go on writing at the hit that was shown last. */
export const leave = (view) => {
  go(view, 0);
  view.dispatch(view.state.tr.setMeta(key, { query: "" }));
  view.focus();
};

// The focus is in the bar, so the view itself would not scroll.
const show = (view) => {
  const { hits, current } = key.getState(view.state);
  if (hits[current]) reveal(view, hits[current].from, hits[current].to, true);
};

const put = (tr, { from, to }, text) => {
  // The new words look as the old ones began.
  const marks = tr.doc.resolve(from).nodeAfter?.marks ?? [];
  return text ? tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks)) : tr.delete(from, to);
};

/** Replace the current hit and go on. */
export const replace = (view, text) => {
  const { hits, current } = key.getState(view.state);
  const hit = hits[current];
  if (!hit) return 0;
  const tr = put(view.state.tr, hit, text);
  tr.setSelection(TextSelection.create(tr.doc, hit.from + text.length));
  view.dispatch(tr);
  go(view, 0);
  return 1;
};

/** Replace every hit as one step that one undo takes back. */
export const replaceAll = (view, text) => {
  const { hits } = key.getState(view.state);
  if (!hits.length) return 0;
  const tr = view.state.tr;
  [...hits].reverse().forEach((hit) => put(tr, hit, text));
  view.dispatch(tr.scrollIntoView());
  return hits.length;
};
