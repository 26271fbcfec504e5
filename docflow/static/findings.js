// What the check found: underlined where it is written, in the body and in the annexes, and led to from the panel.
(() => {
  const { $, $$, keep } = window.docflow;
  const form = $("form[data-autosave]");
  if (!form) return;
  const section = (annex) => document.getElementById(`annex-${annex}`);
  const place = (annex) => $("[data-annex-doc]", section(annex));
  // The editor of the body, or of an annex once its section was opened; none while one writes plain text.
  const editor = (annex) => {
    const { body } = window.docflow;
    const rich = annex ? body?.annexes?.opened.get(place(annex)) : body;
    return rich?.active ? rich : null;
  };
  const note = (link) => ({
    block: link.dataset.block, excerpt: link.dataset.excerpt, text: link.textContent, tone: link.closest("li").className,
  });
  const mark = () => {
    const links = $$("[data-fragment=lint] [data-goto]");
    window.docflow.body?.mark(links.filter((link) => link.dataset.part === "body").map(note));
    $$("[data-annex-doc]").forEach((one) => {
      const annex = one.closest("details").id.slice(6);
      editor(annex)?.mark(links.filter((link) => link.dataset.annex === annex).map(note));
    });
  };
  form.addEventListener("docflow:checked", mark);
  // The editor of an annex is made when its section is opened, by a listener that comes after this one.
  form.addEventListener("toggle", () => setTimeout(mark), true);
  mark();

  const lead = ({ excerpt, block, annex }, target) => {
    const rich = target.matches("textarea") ? editor(annex) : null;
    if (rich) { rich.select(block, excerpt); return; }
    target.focus();
    const start = excerpt && target.value ? target.value.indexOf(excerpt) : -1;
    if (start >= 0) target.setSelectionRange(start, start + excerpt.length);
    target.scrollIntoView({ block: "nearest" });
  };
  // A finding leads to its place, on a phone to the pane that holds it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-goto]");
    const target = link && document.getElementById(link.dataset.goto);
    if (!target) return;
    event.preventDefault();
    $("#tab-pane-write")?.click();
    const details = target.closest("details");
    if (details) details.open = true;
    if (details && link.dataset.annex && place(link.dataset.annex) && keep.get("plain") !== "1") window.docflow.body?.annexes?.mount(place(link.dataset.annex));
    lead(link.dataset, target);
  });
})();
