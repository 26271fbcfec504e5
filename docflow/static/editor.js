// The draft's form: autosave, the words on the sheet at once, the exact sheet after a pause.
(() => {
  const { $, $$, word, say, keep, send } = window.docflow;
  const form = $("form[data-autosave]");
  if (!form) return;
  const PAUSE = 800;
  const RETRY = 10000;
  const key = `draft:${form.dataset.autosave}`;
  const field = (name) => form.elements.namedItem(name);
  let timer = null;
  let busy = false;
  let again = false;
  let stopped = false;

  const state = (name, text) => $$("[data-saved]").forEach((element) => {
    element.dataset.state = name;
    ($("span", element) ?? element).textContent = text;
  });
  const typed = () => Object.fromEntries([...new FormData(form)].filter(
    ([name, value]) => name !== "csrf_token" && typeof value === "string"));
  const hold = () => keep.set(key, JSON.stringify({ revision: field("revision")?.value ?? "", typed: typed() }));

  // One request at a time; what is typed meanwhile is saved by the next.
  const save = async () => {
    clearTimeout(timer);
    if (busy) { again = true; return; }
    if (stopped) return;
    busy = true;
    const before = JSON.stringify(typed());
    const answer = await send(form.dataset.autosave, new FormData(form)).catch(() => null);
    busy = false;
    await settle(answer, before);
    if (again) { again = false; save(); }
  };
  const settle = async (answer, before) => {
    if (!answer || answer.status >= 500) {
      state("lost", word("lost"));
      timer = setTimeout(save, RETRY);
      return;
    }
    if (answer.status === 409) { stopped = true; state("conflict", word("conflict")); say(word("conflict")); return; }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) { state("refused", told.message ?? word("refused")); return; }
    if (told.revision !== undefined && field("revision")) field("revision").value = told.revision;
    if (JSON.stringify({ ...typed(), revision: "" }) === JSON.stringify({ ...JSON.parse(before), revision: "" })) keep.drop(key);
    else hold();
    state("saved", word("saved", { at: told.at ?? new Date().toTimeString().slice(0, 5) }));
    refresh();
  };
  const changed = () => {
    hold();
    if (stopped) return;
    state("saving", word("saving"));
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { clearTimeout(timer); keep.drop(key); });
  window.addEventListener("online", save);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });

  // The exact sheet and the lint, made by the server: elements with the same data-fragment change places.
  const refresh = async () => {
    const url = form.dataset.previewUrl;
    if (!url) return;
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (!answer?.ok || again || busy) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    $$("[data-fragment]", page).forEach((fresh) => {
      const old = $(`[data-fragment="${fresh.dataset.fragment}"]`);
      if (!old) return;
      const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
      old.innerHTML = fresh.innerHTML;
      if (focused) document.getElementById(focused)?.focus();
    });
    window.docflow.watchSheets();
  };

  // Words on the sheet at once. The body is only approached; the server's sheet puts it right.
  const blocks = (text) => text.split(/\n\s*\n/).map((block) => block.trim()).filter(Boolean);
  const shown = (text) => text.replace(/^#\s+/, "").replace(/\*\*?([^*]+)\*\*?/g, "$1").replace(/\\(.)/g, "$1")
    .replace(/\{(\w+)\}/g, (whole, name) => field(name)?.value || whole);
  const known = new WeakMap();
  const bind = (input) => {
    const part = $(`.paper [data-part="${input.dataset.bind}"]`);
    if (!part) return;
    if (input.dataset.bind !== "body") {
      part.textContent = (input.dataset.bindPrefix ?? "") + input.value;
      return;
    }
    const now = blocks(input.value);
    const was = known.get(input) ?? [];
    known.set(input, now);
    const printed = $$("[data-block]", part);
    if (printed.length !== now.length) {
      const pattern = printed.find((block) => block.tagName === "P");
      part.replaceChildren(...now.map((text, at) => {
        if (text === was[at] && printed[at]) return printed[at];
        const block = pattern ? pattern.cloneNode(false) : document.createElement("p");
        block.textContent = shown(text);
        block.dataset.block = "";
        return block;
      }));
      return;
    }
    now.forEach((text, at) => { if (text !== was[at] && printed[at].tagName !== "TABLE") printed[at].textContent = shown(text); });
  };
  $$("[data-bind]", form).forEach((input) => {
    known.set(input, blocks(input.value));
    input.addEventListener("input", () => bind(input));
  });
  // A click on the paper goes to the words it shows.
  document.addEventListener("click", (event) => {
    const part = event.target.closest?.(".paper [data-part]");
    const input = part && $(`[data-bind="${part.dataset.part}"]`, form);
    if (!input) return;
    input.focus();
    const at = $$("[data-block]", part).indexOf(event.target.closest("[data-block]"));
    const text = input.dataset.bind === "body" ? blocks(input.value)[at] : "";
    if (text) { const start = input.value.indexOf(text); input.setSelectionRange(start, start); }
  });

  // What was typed before a crash comes back if the draft has not moved on since.
  const stored = JSON.parse(keep.get(key) ?? "null");
  if (stored && stored.revision === (field("revision")?.value ?? "")) {
    Object.entries(stored.typed).forEach(([name, value]) => {
      const target = field(name);
      if (target && "value" in target && !["checkbox", "radio", "hidden"].includes(target.type)) target.value = value;
    });
    state("saving", word("kept"));
    say(word("kept"));
    save();
  }
})();
