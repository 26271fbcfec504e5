// The two small bars under the toolbar: find and replace, and the words of a footnote.
import { findState, go, leave, look, replace, replaceAll } from "./find.js";
import { cover } from "./reveal.js";
import { printable, schema } from "./schema.js";

const still = (bar) => {
  // Nothing in a bar is part of the form: no save, no sending on Enter.
  for (const type of ["input", "change"]) bar.addEventListener(type, (event) => event.stopPropagation());
};

export const findBar = (root, view) => {
  const bar = root.querySelector("[data-find]");
  const [query, other] = bar.querySelectorAll("input[type=text]");
  const plain = bar.querySelector("[type=checkbox]");
  const count = bar.querySelector("[data-find-count]");
  const told = (name, facts) => { count.textContent = count.dataset[name].replace(/\{(\w)\}/g, (whole, one) => facts[one]); };
  const show = () => {
    const { hits, current } = findState(view.state);
    if (!query.value) count.textContent = "";
    else if (!hits.length) told("none", {});
    else told("some", { n: current + 1, m: hits.length });
  };
  const ask = () => { look(view, { query: query.value, plain: plain.checked }); show(); };
  const close = () => { bar.hidden = true; leave(view); };
  const acts = {
    next: () => go(view, 1), back: () => go(view, -1), close,
    one: () => replace(view, printable(other.value)),
    all: () => { told("done", { n: replaceAll(view, printable(other.value)) }); return true; },
  };
  const act = (name) => { if (!acts[name]() && !bar.hidden && name !== "all") show(); };
  still(bar);
  window.addEventListener("resize", () => { if (!bar.hidden) cover(root); });
  bar.addEventListener("input", ask);
  plain.addEventListener("change", ask);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-find-do]");
    if (button) act(button.dataset.findDo);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    event.stopPropagation();
    act(event.target === other ? "one" : event.shiftKey ? "back" : "next");
  });
  return {
    open: () => {
      const { from, to } = view.state.selection;
      const chosen = view.state.doc.textBetween(from, to, " ");
      if (chosen && chosen.length < 80) query.value = chosen;
      bar.hidden = false;
      cover(root);
      query.focus({ preventScroll: true });
      query.select();
      ask();
    },
    show: () => { if (!bar.hidden && !count.textContent.includes("✓")) show(); },
    isOpen: () => !bar.hidden,
  };
};

export const noteBar = (root, view) => {
  const bar = root.querySelector("[data-note]");
  const input = bar.querySelector("input");
  let place = null;
  const close = () => { bar.hidden = true; view.focus(); };
  const keep = () => {
    const text = printable(input.value).replace(/\s+/g, " ").trim();
    const { tr } = view.state;
    const node = text && schema.nodes.footnote.create({ text });
    if (place === null) { if (node) tr.replaceSelectionWith(node); }
    else if (node) tr.setNodeAttribute(place, "text", text);
    else tr.delete(place, place + 1);
    view.dispatch(tr.scrollIntoView());
    close();
  };
  still(bar);
  bar.addEventListener("click", (event) => {
    const { noteDo } = event.target.closest("[data-note-do]")?.dataset ?? {};
    if (noteDo === "keep") keep();
    if (noteDo === "close") close();
    if (noteDo === "drop") { input.value = ""; keep(); }
  });
  bar.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key === "Enter" && event.target === input) { event.preventDefault(); event.stopPropagation(); keep(); }
  });
  return (at = null) => {
    place = at;
    input.value = at === null ? "" : view.state.doc.nodeAt(at).attrs.text;
    bar.querySelector("[data-note-do=drop]").hidden = at === null;
    bar.hidden = false;
    cover(root);
    input.focus({ preventScroll: true });
  };
};
