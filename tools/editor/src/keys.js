// What the keys do in the text; Tab never holds anybody in it.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin } from "prosemirror-state";
import * as points from "./points.js";
import { schema } from "./schema.js";
import * as tables from "./tables.js";

const { marks } = schema;
const back = chainCommands(tables.clear, tables.edge(false), points.backspace);
const forth = chainCommands(tables.clear, tables.edge(true), points.remove);

/** The keys of the text; ``more`` opens what stands outside of it. */
export const keys = (more) => {
  const bound = keydownHandler({
    "Mod-b": toggleMark(marks.strong), "Mod-i": toggleMark(marks.em),
    "Mod-z": chainCommands(undoInputRule, undo), "Mod-y": redo, "Shift-Mod-z": redo,
    "Mod-f": more.find, "Mod-h": more.find, "Alt-F10": more.toolbar,
    Enter: chainCommands(tables.enter, points.enter), "Shift-Enter": chainCommands(tables.enter, points.enter),
    Tab: chainCommands(tables.step(1), points.shift(1)), "Shift-Tab": chainCommands(tables.step(-1), points.shift(-1)),
    ArrowUp: tables.vertical(-1), ArrowDown: tables.vertical(1),
    Backspace: back, "Mod-Backspace": back, Delete: forth, "Mod-Delete": forth,
  });
  const base = keydownHandler(baseKeymap);
  let leaving = false;
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        // An input method that composes has the keys to itself.
        if (event.isComposing || event.keyCode === 229) return false;
        if (event.key === "Escape") { leaving = true; return false; }
        if (event.key === "Tab" && leaving) return false;
        if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) leaving = false;
        // A caret moved a moment ago is known to the browser before it is told; this key is about it.
        view.domObserver?.flush();
        // The form's own keys: save and submit.
        if ((event.ctrlKey || event.metaKey) && ["s", "S", "Enter"].includes(event.key)) return false;
        return bound(view, event) || base(view, event);
      },
      handleDOMEvents: { focus: () => { leaving = false; return false; } },
      handleTextInput: (view, from, to, text) => {
        // Words typed over several cells stand in the first of them.
        if (!tables.clear(view.state, (tr) => view.dispatch(tr))) return false;
        view.dispatch(view.state.tr.insertText(text));
        return true;
      },
    },
  });
};
