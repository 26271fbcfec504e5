// Tables: plain grids, so that a row or a column is put in, taken out and walked through.
import { Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { nodes } = schema;
const MOST_COLUMNS = 20;

/** Where the caret stands in a table, or null. */
export const spot = (state) => {
  const { $from } = state.selection;
  if ($from.depth < 3 || $from.node(1).type !== nodes.table) return null;
  return { table: $from.node(1), at: $from.before(1), row: $from.index(1), column: $from.index(2) };
};

const rowOf = (width) => nodes.row.create(null, Array.from({ length: width }, () => nodes.cell.create()));
const rowAt = ({ table, at }, row) => table.children.slice(0, row).reduce((sum, one) => sum + one.nodeSize, at + 1);
const cellAt = (here, row, column) => here.table.child(row).children.slice(0, column)
  .reduce((sum, one) => sum + one.nodeSize, rowAt(here, row) + 1);
const into = (tr, pos) => tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1)));

/** Put a table of two columns and three rows, its first row a head, behind the block of the caret. */
export const insert = (state, dispatch) => {
  const { $from } = state.selection;
  if (spot(state)) return false;
  const table = nodes.table.create({ head: true }, [rowOf(2), rowOf(2), rowOf(2)]);
  const block = $from.depth ? $from.node(1) : null;
  const blank = block?.type === nodes.paragraph && !block.content.size;
  const at = blank ? $from.before(1) : $from.depth ? $from.after(1) : $from.pos;
  const tr = blank ? state.tr.replaceWith(at, $from.after(1), table) : state.tr.insert(at, table);
  // Behind the last table there is room to write on.
  if (at + table.nodeSize === tr.doc.content.size) tr.insert(at + table.nodeSize, nodes.paragraph.create());
  dispatch?.(into(tr, at + 2).scrollIntoView());
  return true;
};

const act = (make) => (state, dispatch) => {
  const here = spot(state);
  if (!here) return false;
  const tr = make(state.tr, here);
  if (!tr) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

export const addRow = act((tr, here) => {
  const at = rowAt(here, here.row + 1);
  return into(tr.insert(at, rowOf(here.table.firstChild.childCount)), at + 1);
});

export const addColumn = act((tr, here) => {
  if (here.table.firstChild.childCount >= MOST_COLUMNS) return null;
  for (let row = here.table.childCount - 1; row >= 0; row -= 1) tr.insert(cellAt(here, row, here.column + 1), nodes.cell.create());
  return tr;
});

export const dropTable = act((tr, { at, table }) => {
  tr.replaceWith(at, at + table.nodeSize, nodes.paragraph.create());
  return into(tr, at);
});

export const dropRow = act((tr, here) => {
  if (here.table.childCount === 1) return null;
  const at = rowAt(here, here.row);
  return tr.delete(at, at + here.table.child(here.row).nodeSize);
});

export const dropColumn = act((tr, here) => {
  if (here.table.firstChild.childCount === 1) return null;
  for (let row = here.table.childCount - 1; row >= 0; row -= 1) {
    const at = cellAt(here, row, here.column);
    tr.delete(at, at + here.table.child(row).child(here.column).nodeSize);
  }
  return tr;
});

export const toggleHead = act((tr, { at, table }) => tr.setNodeAttribute(at, "head", !table.attrs.head));

/** Tab walks through the cells; behind the last one it adds a row. */
export const step = (by) => (state, dispatch) => {
  const here = spot(state);
  if (!here) return false;
  const width = here.table.firstChild.childCount;
  const to = here.row * width + here.column + by;
  if (to < 0) return false;
  if (to >= width * here.table.childCount) {
    const at = rowAt(here, here.table.childCount);
    // An empty cell is two positions wide; Enter stays in its column.
    dispatch?.(into(state.tr.insert(at, rowOf(width)), at + 1 + (by > 1 ? 2 * here.column : 0)).scrollIntoView());
    return true;
  }
  const tr = state.tr;
  dispatch?.(into(tr, cellAt(here, Math.floor(to / width), to % width)).scrollIntoView());
  return true;
};

/** Enter in a cell goes to the cell below; a cell is one paragraph. */
export const enter = (state, dispatch) => {
  const here = spot(state);
  return here ? step(here.table.firstChild.childCount)(state, dispatch) : false;
};

/** The arrows up and down stay in their column, leave the table at its ends and come into it. */
export const vertical = (by) => (state, dispatch, view) => {
  const { $from } = state.selection;
  if (!$from.depth || !view.endOfTextblock(by > 0 ? "down" : "up")) return false;
  const here = spot(state);
  const tr = state.tr;
  const $out = tr.doc.resolve(by > 0 ? $from.after(1) : $from.before(1));
  const table = by > 0 ? $out.nodeAfter : $out.nodeBefore;
  if (here?.table.maybeChild(here.row + by)) into(tr, cellAt(here, here.row + by, here.column));
  else if (table?.type === nodes.table) {
    into(tr, cellAt({ table, at: $out.pos - (by > 0 ? 0 : table.nodeSize) }, by > 0 ? 0 : table.childCount - 1, 0));
  } else {
    const found = here && Selection.findFrom($out, by, true);
    if (!found) return false;
    tr.setSelection(found);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** What is selected over several cells is emptied, not torn out; a cell's edge joins nothing. */
export const clear = (state, dispatch) => {
  const { $from, $to, empty } = state.selection;
  if (!spot(state) || !(state.selection instanceof TextSelection) || empty) return false;
  if ($from.sameParent($to) || $to.depth < 3 || $from.before(1) !== $to.before(1)) return false;
  const tr = state.tr;
  const parts = [];
  state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
    if (node.type === nodes.cell) parts.push([Math.max($from.pos, pos + 1), Math.min($to.pos, pos + node.nodeSize - 1)]);
  });
  parts.reverse().forEach(([from, to]) => tr.delete(from, to));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, $from.pos)));
  return true;
};

/** At the edge of a cell Backspace and Delete do nothing: the next cell is not theirs. */
export const edge = (end) => (state) => {
  const { $from, empty } = state.selection;
  return Boolean(empty && spot(state) && $from.parentOffset === (end ? $from.parent.content.size : 0));
};
