// Bound fields as chips that show their value, footnotes as numbered signs, findings as wavy lines.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { schema } from "./schema.js";

const { nodes } = schema;

/** What a field prints: what stands in its control now, else what the server knows. */
export class Fields {
  constructor(known, form) {
    this.known = known;
    this.form = form;
  }

  /** Fields that a text may bind: those with a value. */
  get names() { return Object.keys(this.known); }
  label(name) { return this.known[name]?.label || name; }
  shown(name) {
    const typed = this.form?.elements.namedItem(name)?.value;
    if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(typed ?? "")) return `ngày ${typed}`;
    return this.known[name]?.value || `{${name}}`;
  }
}

/** Node views: a chip is one thing to the caret, and says what it is bound to. */
export const views = (fields, openNote) => ({
  field: (node) => {
    const dom = document.createElement("span");
    const draw = () => {
      dom.className = "chip";
      dom.dataset.name = node.attrs.name;
      dom.textContent = fields.shown(node.attrs.name);
      dom.title = fields.label(node.attrs.name);
    };
    draw();
    return { dom, ignoreMutation: () => true, redraw: draw };
  },
  footnote: (node, view, getPos) => {
    const dom = document.createElement("sup");
    dom.className = "noteref";
    dom.title = node.attrs.text;
    dom.addEventListener("click", () => openNote(getPos()));
    return {
      dom,
      ignoreMutation: () => true,
      update: (fresh) => {
        if (fresh.type !== nodes.footnote) return false;
        dom.title = fresh.attrs.text;
        return true;
      },
    };
  },
});

/** A block's text as it is printed, with the position of every letter. */
export const printedText = (block, at, fields) => {
  let text = "";
  const places = [];
  const put = (words, pos, step) => { for (let n = 0; n < words.length; n += 1) places.push(pos + (step ? n : 0)); text += words; };
  block.descendants((node, offset, parent) => {
    if (node.isText) put(node.text, at + 1 + offset, true);
    else if (node.type === nodes.field) put(fields.shown(node.attrs.name), at + 1 + offset, false);
    else if (node.type === nodes.cell && parent.firstChild !== node) put("\n", at + 1 + offset, false);
    else if (node.type === nodes.row && offset) put("\n", at + 1 + offset, false);
    return true;
  });
  return { text, places };
};

/** The range of an excerpt in a block: the words, else the whole block. */
export const locate = (doc, id, excerpt, fields) => {
  let found = null;
  doc.forEach((block, at) => {
    if (found || (id && block.attrs.id !== id)) return;
    const { text, places } = printedText(block, at, fields);
    const label = block.attrs.label ? `${block.attrs.label} ` : "";
    // What is said of a label is said of the whole point.
    const wanted = `${excerpt} ` === label ? "" : excerpt.startsWith(label) ? excerpt.slice(label.length) : excerpt;
    const start = wanted ? text.indexOf(wanted) : -1;
    if (start >= 0) found = { from: places[start], to: places[start + wanted.length - 1] + 1 };
    else if (id) found = { from: at + 1, to: at + block.nodeSize - 1, whole: true };
  });
  return found;
};

const findings = new PluginKey("findings");

/** Underlines what the check found; they move with the text until the next check. */
export const marking = (fields) => new Plugin({
  key: findings,
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, set, old, state) => {
      const notes = tr.getMeta(findings);
      if (!notes) return set.map(tr.mapping, tr.doc);
      const marks = notes.map((note) => {
        const range = locate(state.doc, note.block, note.excerpt, fields);
        if (!range || range.from >= range.to || (range.whole && !note.block)) return null;
        return Decoration.inline(range.from, range.to, {
          class: `found ${note.tone || "warn"}`, title: note.text, "aria-description": note.text,
        });
      });
      return DecorationSet.create(state.doc, marks.filter(Boolean));
    },
  },
  props: { decorations: (state) => findings.getState(state) },
});

export const mark = (view, notes) => view.dispatch(view.state.tr.setMeta(findings, notes).setMeta("addToHistory", false));
