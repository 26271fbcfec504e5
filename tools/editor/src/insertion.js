// Words that another part of the page wants at the caret: a legal ground, a snippet.
import { Fragment, Node, Slice } from "prosemirror-model";
import { fromMarkup, slice } from "./lines.js";
import { schema } from "./schema.js";

const { nodes } = schema;

/** Answer ``docflow:insert``: blocks of the tree if they are given, else light markup. */
export const insertion = (view, event) => {
  const { content, markup, alone } = event.detail ?? {};
  const piece = made(content) ?? fromMarkup(markup ?? "");
  if (!piece.size) return;
  event.preventDefault();
  const { tr, selection } = view.state;
  const cell = selection.$from.parent.type === nodes.cell;
  const block = selection.$from.depth === 1 ? selection.$from.parent : null;
  if (alone && !cell && block?.content.size) {
    // A line of its own goes behind the line of the caret and tears nothing.
    tr.insert(selection.$from.after(1), piece.content);
  } else if (piece.content.childCount === 1 && piece.content.firstChild.type === nodes.paragraph && (!alone || cell)) {
    tr.replaceSelection(new Slice(spaced(selection, piece.content.firstChild.content), 0, 0));
  } else {
    tr.replaceSelection(piece);
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
};

const made = (content) => {
  try {
    const blocks = (content ?? []).map((one) => Node.fromJSON(schema, { ...one, attrs: { ...one.attrs, id: null } }));
    blocks.forEach((one) => one.check());
    return blocks.length ? slice(blocks) : null;
  } catch {
    return null;
  }
};

/** Words in the middle of a sentence have a space around them where a clerk would type one. */
const spaced = ({ $from, $to }, content) => {
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "x");
  const after = $to.parent.textBetween($to.parentOffset, $to.parent.content.size, undefined, "x");
  const first = content.firstChild?.text ?? "x";
  let out = content;
  if (before && !/[\s(“"]$/.test(before) && !/^[\s.,;:)”"]/.test(first)) out = Fragment.from(schema.text(" ")).append(out);
  if (after && !/^[\s.,;:)”"]/.test(after)) out = out.append(Fragment.from(schema.text(" ")));
  return out;
};
