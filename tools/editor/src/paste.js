// The doors of the clipboard: everything that comes in is made of the schema's blocks.
import { Fragment, Slice } from "prosemirror-model";
import { clean } from "./clean.js";
import { fromText } from "./lines.js";
import { Losses } from "./losses.js";
import { schema } from "./schema.js";

const { nodes } = schema;

/** What the view asks when something is pasted or dropped; ``tell`` hears what could not be kept. */
export const pasting = (footnotes, tell) => {
  let losses = new Losses();
  const told = () => { tell(losses); losses = new Losses(); };
  const refused = (files) => {
    const pictures = files.filter((file) => file.type.startsWith("image/")).length;
    losses.add("pictures", pictures);
    losses.add("files", files.length - pictures);
    told();
  };
  return {
    handleDOMEvents: {
      paste: (view, event) => taken(view, event, event.clipboardData, refused),
      drop: (view, event) => !view.dragging && taken(view, event, event.dataTransfer, refused),
    },
    transformPastedHTML: (html) => clean(html, { footnotes, losses }),
    clipboardTextParser: (text) => fromText(text),
    clipboardTextSerializer: (slice) => written(slice.content),
    transformPasted: (slice, view) => {
      const cell = view.state.selection.$from.parent.type === nodes.cell;
      if (cell) slice.content.forEach((node) => { if (node.type === nodes.table) losses.add("nested"); });
      told();
      return cell ? new Slice(flat(slice.content), 0, 0) : open(slice);
    },
  };
};

/** What the browser would put into the page by itself: files, and what comes while an input method composes. */
const taken = (view, event, carried, refused) => {
  const [html, text] = ["text/html", "text/plain"].map((kind) => carried?.getData(kind) ?? "");
  if (!html && !text) {
    event.preventDefault();
    refused([...(carried?.files ?? [])]);
    return true;
  }
  if (event.type !== "paste" || !view.composing) return false;
  event.preventDefault();
  if (html) view.pasteHTML(html, event);
  else view.pasteText(text, event);
  return true;
};

/** A point, a heading or a table comes whole; a paragraph alone runs on where the caret stands. */
const open = (slice) => {
  const { firstChild, lastChild, childCount } = slice.content;
  if (!firstChild || !firstChild.isBlock) return slice;
  const runs = (node) => (node.type === nodes.paragraph ? 1 : 0);
  const start = Math.min(slice.openStart, runs(firstChild));
  return new Slice(slice.content, start, childCount === 1 ? start : Math.min(slice.openEnd, runs(lastChild)));
};

/** In a cell there is one paragraph: blocks follow each other with a space. */
const flat = (content) => {
  const out = [];
  const walk = (node) => {
    if (node.isInline) { out.push(node); return; }
    if (node.isTextblock && out.length) out.push(schema.text(" "));
    if (node.attrs.label) out.push(schema.text(`${node.attrs.label} `));
    node.forEach(walk);
  };
  content.forEach(walk);
  return Fragment.from(out);
};

/** Copied text keeps its labels and the cells of a row. */
const written = (content) => {
  const words = (node) => node.textBetween(0, node.content.size, " ", (leaf) => leaf.attrs.text ?? `{${leaf.attrs.name}}`);
  const line = (node) => {
    if (node.type === nodes.table) return node.children.map((row) => row.children.map(words).join("\t")).join("\n");
    return node.isText ? node.text : `${node.attrs.label ? `${node.attrs.label} ` : ""}${words(node)}`;
  };
  const inline = content.firstChild?.isInline;
  return content.content.map(line).join(inline ? "" : "\n");
};
