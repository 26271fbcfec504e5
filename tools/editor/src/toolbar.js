// The toolbar above the text: one stop of the Tab key, arrows inside it, Alt+F10 leads to it.
import { toggleMark } from "prosemirror-commands";
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { kinds, make } from "./points.js";
import { schema } from "./schema.js";
import * as tables from "./tables.js";

const { marks, nodes } = schema;
const ACTS = {
  strong: toggleMark(marks.strong), em: toggleMark(marks.em),
  khoan: make("khoan"), diem: make("diem"), table: tables.insert, undo, redo,
  "row-add": tables.addRow, "row-drop": tables.dropRow, "column-add": tables.addColumn, "column-drop": tables.dropColumn,
  "table-head": tables.toggleHead, "table-drop": tables.dropTable,
};

/** Join the toolbar to a view; ``more`` are acts that need more than the state. */
export const toolbar = (root, view, more) => {
  const bar = root.querySelector("[role=toolbar]");
  const tools = () => [...bar.querySelectorAll("button,select")].filter((one) => !one.closest("[hidden]") && !one.hidden);
  const aim = (tool) => tools().forEach((one) => { one.tabIndex = one === tool ? 0 : -1; });
  const run = (name) => {
    if (more[name]) { more[name](); return; }
    ACTS[name]?.(view.state, view.dispatch, view);
    view.focus();
  };
  bar.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-do]");
    if (!tool || tool.getAttribute("aria-disabled") === "true") return;
    aim(tool);
    run(tool.dataset.do);
  });
  bar.addEventListener("change", (event) => {
    event.stopPropagation();
    const { value } = event.target;
    if (event.target.matches("[data-kind]") && value && !kinds(view.state).has(value)) make(value)(view.state, view.dispatch);
    if (event.target.matches("[data-field-list]") && value) {
      view.dispatch(view.state.tr.replaceSelectionWith(nodes.field.create({ name: value })).scrollIntoView());
      event.target.value = "";
    }
    view.focus();
  });
  bar.addEventListener("input", (event) => event.stopPropagation());
  bar.addEventListener("keydown", (event) => {
    const all = tools();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); view.focus(); return; }
    if (to === undefined) return;
    event.preventDefault();
    const tool = all[(to + all.length) % all.length];
    aim(tool);
    tool.focus();
  });
  aim(tools()[0]);
  return {
    focus: () => (bar.querySelector("[tabindex='0']") ?? tools()[0]).focus(),
    show: (state) => show(bar, state, tools, aim),
  };
};

const on = (state, mark) => {
  const { from, to, empty, $from } = state.selection;
  return Boolean(empty ? mark.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, mark));
};

const show = (bar, state, tools, aim) => {
  const found = kinds(state);
  const table = tables.spot(state);
  const press = (name, is) => bar.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(is));
  const able = (name, is) => bar.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-disabled", String(!is));
  press("strong", on(state, marks.strong));
  press("em", on(state, marks.em));
  press("khoan", found.has("khoan"));
  press("diem", found.has("diem"));
  press("table-head", Boolean(table?.table.attrs.head));
  able("undo", undoDepth(state) > 0);
  able("redo", redoDepth(state) > 0);
  able("table", !table);
  able("row-drop", (table?.table.childCount ?? 0) > 1);
  able("column-drop", (table?.table.firstChild.childCount ?? 0) > 1);
  const kind = bar.querySelector("[data-kind]");
  kind.value = found.size === 1 ? [...found][0] : "";
  kind.disabled = Boolean(table);
  const acts = bar.querySelector("[data-table-acts]");
  if (acts.hidden === Boolean(table)) {
    acts.hidden = !table;
    if (!tools().some((one) => one.tabIndex === 0)) aim(tools()[0]);
  }
};
