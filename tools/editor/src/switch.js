// The way between the rich text and the textarea; the server turns one into the other.

const { keep, send, say, word } = window.docflow ?? {};

export class Switch {
  constructor(rich) {
    this.rich = rich;
    this.area = rich.area;
    // An annex has no switch of its own; it is opened as the body is written.
    this.button = rich.letter ? rich.form.querySelector("[data-rich-switch]") : null;
    if (this.button) {
      this.button.hidden = false;
      this.button.addEventListener("click", () => this.turn());
    }
    this.show(!this.area.matches("[aria-invalid]") && (!rich.letter || keep.get("plain") !== "1"));
  }

  /** Show one of the two; only the one that is shown is sent. */
  show(rich) {
    const { root, hidden, form } = this.rich;
    root.hidden = !rich;
    hidden.disabled = !rich;
    this.area.disabled = rich;
    this.area.hidden = rich;
    form.querySelector(`#${this.area.id}-hint`)?.toggleAttribute("hidden", rich);
    if (this.button) this.button.textContent = rich ? this.button.dataset.toPlain : this.button.dataset.toRich;
    form.querySelector(`label[for=${this.area.id}]`).onclick = rich ? () => this.rich.focus() : null;
  }

  async turn() {
    const { root, form } = this.rich;
    const rich = this.rich.active;
    const answer = await send(root.dataset.turnUrl, new FormData(form)).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer?.ok || !told) { say(told?.message ?? word("lost")); return; }
    if (rich) this.area.value = told.markup;
    else this.rich.load(told.doc);
    keep[rich ? "set" : "drop"]("plain", "1");
    this.show(!rich);
    (rich ? this.area : this.rich).focus();
    this.area.dispatchEvent(new Event("docflow:turned", { bubbles: true }));
  }

  /** Take in what was typed before a crash, in the way it was typed. */
  restore(typed) {
    this.rich.annexes?.restore(typed);
    const doc = typed[this.rich.hidden.name];
    const text = typed[this.area.name];
    if (doc) {
      try { this.rich.load(JSON.parse(doc)); } catch { return; }
      this.show(true);
    } else if (text !== undefined && (this.rich.letter || text !== this.area.defaultValue)) {
      this.area.value = text;
      this.show(false);
    }
  }
}
