// The texts of the annexes: each gets the editor of the body when its section is opened.
import { Rich } from "./rich.js";

const { keep } = window.docflow ?? {};

export class Annexes {
  constructor(form) {
    this.form = form;
    this.pattern = form.querySelector("template[data-annex-rich]")?.innerHTML;
    this.opened = new Map();
    const typed = JSON.parse(keep.get(`draft:${form.dataset.autosave}`) ?? "null")?.typed ?? {};
    form.querySelectorAll("[data-annex-doc]").forEach((place) => {
      const section = place.closest("details");
      const open = () => { if (section.open && keep.get("plain") !== "1") this.mount(place); };
      section.addEventListener("toggle", open);
      open();
      // What was typed here before a crash comes back into the same editor.
      if (`annexes.${section.id.slice(6)}.doc` in typed) this.mount(place);
    });
  }

  mount(place) {
    if (this.opened.has(place)) return;
    place.insertAdjacentHTML("beforeend", this.pattern.replace(/\bID\b/g, place.closest("details").id.slice(6)));
    const root = place.lastElementChild;
    root.querySelector("[data-rich-doc]").value = place.dataset.annexDoc;
    try {
      this.opened.set(place, new Rich(root));
    } catch (error) {
      // As with the body: what this editor cannot show stays in the textarea.
      console.warn(error);
      root.remove();
    }
  }

  restore(typed) { this.opened.forEach((rich) => rich.switch.restore(typed)); }
}
