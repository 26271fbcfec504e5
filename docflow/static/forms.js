// Forms and tables: numbers as people type them, rates, counters, filters, and keys.
(() => {
  const { $, $$, word, say, keep, on } = window.docflow;
  const number = (text) => {
    const digits = (text ?? "").replace(/[\s.]/g, "");
    return /^\d+$/.test(digits) ? Number(digits) : null;
  };
  const dotted = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

  // Numbers: "1680" and "1.680" are the same; the page shows the second.
  on("change", "[data-number]", (input) => {
    const value = number(input.value);
    if (value !== null) input.value = dotted(value);
  });
  // The live rate beside a figure, and the question when a part is larger than its whole.
  const rate = (input) => {
    const out = $(`[data-rate-out="${input.id}"]`);
    const part = number(input.value);
    const whole = number(document.getElementById(input.dataset.rateOf)?.value);
    if (!out) return;
    out.className = "green";
    out.textContent = "";
    const told = input.getAttribute("aria-invalid") === "true" && input.value === input.defaultValue;
    if (part === null || !whole || told) return;
    if (part <= whole) {
      out.textContent = ` ${word("rate", { rate: Math.round((100 * part) / whole), whole: dotted(whole) })}`;
      return;
    }
    out.className = "red strong";
    const guess = part % 10 === 0 && part / 10 <= whole ? ` ${word("guess", { guess: dotted(part / 10) })}` : "";
    out.textContent = ` ${word("over", { whole: dotted(whole) })}.${guess}`;
  };
  const rates = () => $$("[data-rate-of]").forEach(rate);
  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-number]")) rates();
    const counter = $(`[data-count-of="${event.target.id}"]`);
    if (counter && event.target.id) counter.textContent = event.target.value.length;
  });
  rates();
  const named = (input) => {
    const list = $(`[data-files-of="${input.id}"]`);
    if (list) list.textContent = [...input.files].map((file) => file.name).join(", ");
  };
  on("change", "input[type=file]", named);
  // A page one comes back to may still hold the file that was chosen.
  window.addEventListener("pageshow", () => $$("input[type=file]").forEach(named));
  const over = (is) => (box) => box.classList.toggle("over", is);
  on("dragover", ".drop", over(true));
  ["dragleave", "drop"].forEach((type) => on(type, ".drop", over(false)));

  // What was typed stays on this machine until the form is sent: form[data-keep="a name"].
  $$("form[data-keep]").forEach((form) => {
    const key = `form:${form.dataset.keep}`;
    const fields = () => $$("input,textarea,select", form).filter(
      (field) => field.name && field.name !== "csrf_token" && !["password", "file", "hidden"].includes(field.type));
    const stored = JSON.parse(keep.get(key) ?? "null");
    if (stored) fields().forEach((field) => {
      if (["checkbox", "radio"].includes(field.type)) return;
      if (!field.value && stored[field.name]) field.value = stored[field.name];
    });
    form.addEventListener("input", () => keep.set(key, JSON.stringify(
      Object.fromEntries(fields().map((field) => [field.name, field.value])))));
    rates();
  });

  // Filtering rows that are all on the page: table[data-filter-table], rows tr[data-s].
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const filter = { kind: "", text: "" };
  const show = (table) => {
    let shown = 0;
    $$("tbody tr", table).forEach((row) => {
      row.hidden = Boolean((filter.kind && row.dataset.s !== filter.kind)
        || (filter.text && !folded(row.textContent).includes(folded(filter.text))));
      shown += !row.hidden;
    });
    $$("[data-shown]").forEach((element) => { element.textContent = word("rows", { n: dotted(shown) }); });
    say(word("rows", { n: dotted(shown) }));
  };
  on("click", "[data-filter]", (key, event) => {
    const table = $("table[data-filter-table]");
    if (!table) return;
    event.preventDefault();
    filter.kind = filter.kind === key.dataset.filter ? "" : key.dataset.filter;
    $$("[data-filter]").forEach((other) => {
      if (other.dataset.filter === filter.kind) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    show(table);
  });
  on("input", "[data-filter-text]", (input) => {
    filter.text = input.value.trim();
    const table = $("table[data-filter-table]");
    if (table) show(table);
  });
  // Lists of choices (dialog of recipients): input[data-narrow="id of the list"] hides what does not match.
  on("input", "[data-narrow]", (input) => {
    const list = document.getElementById(input.dataset.narrow);
    let shown = 0;
    [...list.children].forEach((child) => {
      child.hidden = !folded(child.textContent).includes(folded(input.value.trim()));
      shown += !child.hidden;
    });
    say(word("rows", { n: shown }));
  });

  // Choosing rows: one box for all, and the number of those chosen.
  const counted = () => $$("[data-chosen]").forEach((element) => {
    const boxes = $$(`input[type=checkbox][name="${element.dataset.chosen}"]`);
    element.textContent = dotted(boxes.filter((box) => box.checked).length);
  });
  on("change", "[data-check-all]", (all) => {
    $$(`input[type=checkbox][name="${all.dataset.checkAll}"]`).forEach((box) => {
      if (!box.closest("[hidden]")) box.checked = all.checked;
    });
  });
  document.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    event.target.closest("tr")?.classList.toggle("sel", event.target.checked && Boolean(event.target.name));
    counted();
  });
  counted();

  // Keys. Single letters never fire while typing, and can be switched off.
  const lettersOn = () => keep.get("keys") !== "off" && !$("#key-table")?.hasAttribute("data-off");
  const letterBox = $("[data-keys-switch]");
  if (letterBox) {
    letterBox.checked = lettersOn();
    letterBox.addEventListener("change", () => {
      $("#key-table").removeAttribute("data-off");
      keep.set("keys", letterBox.checked ? "on" : "off");
    });
  }
  const typing = (target) => target.matches?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");
  const step = (by) => {
    const links = $$("[data-queue] a");
    const at = links.findIndex((link) => link.hasAttribute("aria-current"));
    links[at + by]?.click();
  };
  const find = () => {
    const input = $("#find");
    if (input?.offsetParent) { input.focus(); input.select(); return; }
    const form = input?.closest("form");
    if (form) location.assign(form.action);
  };
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k") { event.preventDefault(); find(); return; }
    if ((event.ctrlKey || event.metaKey) && key === "enter") {
      const form = event.target.closest?.("form[data-primary]") ?? $("dialog[open] form[data-primary]") ?? $("form[data-primary]");
      if (form) { event.preventDefault(); form.requestSubmit([...form.elements].find((button) => button.matches("[type=submit].pri"))); }
      return;
    }
    if (key === "escape") $$("details[data-menu][open]").forEach((menu) => { menu.open = false; $("summary", menu).focus(); });
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (typing(event.target) || !lettersOn() || $("dialog[open]")) return;
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "z") $("[data-undo] button")?.click();
    else if (event.key === "?") $("[data-dialog=keys]")?.click();
    else if (/^[a-z]$/.test(key)) { const target = $(`[data-key="${key}"]`); if (target) { event.preventDefault(); target.click(); } }
  });
})();
