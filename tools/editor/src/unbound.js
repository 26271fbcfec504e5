// A field that was deleted or typed over is no longer bound; that is said, and it can be put back.
import { schema } from "./schema.js";

const names = (doc) => {
  const found = new Set();
  doc.descendants((node) => { if (node.type === schema.nodes.field) found.add(node.attrs.name); });
  return found;
};

export class Unbound {
  constructor(root, view, fields) {
    this.box = root.querySelector("[data-unbound]");
    this.view = view;
    this.fields = fields;
    this.name = "";
    this.place = 0;
    this.box.querySelector("button").addEventListener("click", () => this.putBack());
  }

  watch(tr, old, doc) {
    this.place = tr.mapping.map(this.place, 1);
    const now = names(doc);
    const gone = [...names(old)].find((name) => !now.has(name));
    if (gone) {
      this.name = gone;
      old.descendants((node, pos) => { if (node.attrs.name === gone) this.place = tr.mapping.map(pos, -1); });
      const text = this.box.querySelector("[data-text]");
      text.textContent = text.dataset.text.replace("{field}", this.fields.label(gone));
    }
    if (now.has(this.name)) this.name = "";
    this.box.hidden = !this.name;
  }

  putBack() {
    const { tr, doc } = this.view.state;
    const place = Math.min(this.place, doc.content.size);
    const $place = doc.resolve(place);
    const node = schema.nodes.field.create({ name: this.name });
    if ($place.parent.inlineContent) tr.insert(place, node);
    else tr.replaceSelectionWith(node);
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }
}
