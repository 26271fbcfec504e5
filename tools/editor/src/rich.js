// The editor as the page knows it: its state, what it sends, how the page speaks to it.
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { findBar, noteBar } from "./bars.js";
import { Fields, locate, mark, marking, printedText, views } from "./chips.js";
import { finding } from "./find.js";
import { ids, mend } from "./ids.js";
import { keys } from "./keys.js";
import { Told } from "./losses.js";
import { pasting } from "./paste.js";
import { counting, rules } from "./points.js";
import { reveal } from "./reveal.js";
import { fromTree, schema, toTree } from "./schema.js";
import * as sheet from "./sheet.js";
import { toolbar } from "./toolbar.js";
import { Unbound } from "./unbound.js";
import { insertion } from "./insertion.js";
import { Switch } from "./switch.js";

export class Rich {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.hidden = root.querySelector("[data-rich-doc]");
    this.area = document.getElementById(root.dataset.area);
    // The page's own sheet follows the body alone.
    this.letter = this.area.name === "body";
    this.fields = new Fields(JSON.parse(root.dataset.fields), this.form);
    this.footnotes = root.dataset.footnotes === "1";
    this.told = new Told(root);
    this.view = this.open(JSON.parse(this.hidden.value));
    this.find = findBar(root, this.view);
    this.openNote = noteBar(root, this.view);
    this.unbound = new Unbound(root, this.view, this.fields);
    this.tools = toolbar(root, this.view, { find: () => this.find.open(), footnote: () => this.openNote() });
    this.tools.show(this.view.state);
    this.form.addEventListener("input", (event) => this.followField(event.target.name));
    document.addEventListener("docflow:insert", (event) => {
      const { into } = event.detail ?? {};
      if (this.active && (into ? into === this.view.dom : this.letter)) insertion(this.view, event);
    });
    this.switch = new Switch(this);
  }

  open(tree) {
    const view = new EditorView({ mount: this.root.querySelector("[data-rich-text]") }, {
      state: this.state(tree),
      attributes: this.attributes(),
      nodeViews: views(this.fields, (pos) => this.openNote(pos)),
      dispatchTransaction: (tr) => this.apply(tr),
      handleScrollToSelection: (here) => { reveal(here, here.state.selection.head); return true; },
      ...pasting(this.footnotes, (losses) => this.told.tell(losses)),
    });
    // The browser's own events of typing come before the text is known here; ours follow.
    view.dom.addEventListener("input", (event) => event.stopPropagation());
    return view;
  }

  state(tree) {
    const plugins = [
      rules(), keys({ find: () => { this.find.open(); return true; }, toolbar: () => { this.tools.focus(); return true; } }),
      history({ newGroupDelay: 600 }), gapCursor(), counting(), ids(), finding(), marking(this.fields),
    ];
    const state = EditorState.create({ doc: fromTree(tree), schema, plugins });
    return state.apply(mend(state.tr, null).setMeta("addToHistory", false));
  }

  attributes() {
    const label = this.form.querySelector(`label[for=${this.area.id}]`);
    label.id ||= `${this.area.id}-label`;
    return {
      class: "rich-text inp", role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id,
      "aria-describedby": this.root.querySelector(".hint").id, spellcheck: "false", autocapitalize: "off",
    };
  }

  apply(tr) {
    const old = this.view.state;
    const state = old.apply(tr);
    this.view.updateState(state);
    if (!this.tools) return;
    this.tools.show(state);
    // The acts of a table may just have pushed the text down.
    if (tr.scrolledIntoView && this.view.hasFocus()) reveal(this.view, state.selection.head);
    if (this.find.isOpen()) this.find.show();
    if (state.doc === old.doc) return;
    this.unbound.watch(tr, old.doc, state.doc);
    if (this.letter) sheet.follow(old.doc, state.doc, this.fields);
    this.store();
    this.hidden.dispatchEvent(new Event("input", { bubbles: true }));
  }

  store() { this.hidden.value = JSON.stringify(toTree(this.view.state.doc)); }

  followField(name) {
    if (!name || !this.fields.names.includes(name)) return;
    this.view.dom.querySelectorAll(`.chip[data-name="${name}"]`).forEach((chip) => { chip.textContent = this.fields.shown(name); });
    if (this.letter) sheet.followField(name, this.fields);
  }

  /** Whether the text is written here now, and not in the textarea. */
  get active() { return !this.root.hidden; }

  focus() { this.view.focus(); }

  /** Take another tree in: what came back after a crash, or from the textarea. */
  load(tree) { this.view.updateState(this.state(tree)); this.store(); this.tools.show(this.view.state); }

  /** Underline the findings of the check that stand in the body. */
  mark(notes) { mark(this.view, notes); }

  /** Select the words of a finding. */
  select(block, excerpt) {
    const range = locate(this.view.state.doc, block, excerpt, this.fields);
    this.focus();
    if (range) this.put(range.from, range.to);
  }

  /** Put the caret behind so many printed letters of a block. */
  caret(id, letters) {
    let place = null;
    this.view.state.doc.forEach((block, at) => {
      if (block.attrs.id !== id) return;
      const { places } = printedText(block, at, this.fields);
      const label = block.attrs.label ? block.attrs.label.length + 1 : 0;
      place = places[Math.max(0, letters - label)] ?? at + block.nodeSize - 1;
    });
    this.focus();
    if (place !== null) this.put(place, place);
  }

  /** Select and show; the view shows nothing where the focus is elsewhere. */
  put(from, to) {
    const { tr } = this.view.state;
    const [$from, $to] = [from, to].map((pos) => tr.doc.resolve(pos));
    this.view.dispatch(tr.setSelection(TextSelection.between($from, $to)).scrollIntoView());
  }
}
