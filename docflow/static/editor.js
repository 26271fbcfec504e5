// The draft's form: autosave, the words on the sheet at once, the exact sheet after a pause.
(() => {
  const { $, $$, word, say, keep, send } = window.docflow;
  const form = $("form[data-autosave]");
  if (!form) return;
  const PAUSE = 800;
  const RETRY = 10000;
  const key = `draft:${form.dataset.autosave}`;
  const field = (name) => form.elements.namedItem(name);
  // The rich editor, when it has taken the textarea's place.
  const rich = () => (window.docflow.body?.active ? window.docflow.body : null);
  let timer = null;
  let busy = null;
  let again = false;
  let stopped = false;

  const state = (name, text) => $$("[data-saved]").forEach((element) => {
    element.dataset.state = name;
    ($("span", element) ?? element).textContent = text;
  });
  const typed = () => Object.fromEntries([...new FormData(form)].filter(
    ([name, value]) => name !== "csrf_token" && typeof value === "string"));
  const words = () => JSON.stringify({ ...typed(), version: "" });
  const hold = () => keep.set(key, JSON.stringify({ version: field("version")?.value ?? "", typed: typed() }));

  // One request at a time; what is typed meanwhile is saved by the next.
  const save = async (keeping = false) => {
    clearTimeout(timer);
    timer = null;
    if (busy) { again = true; await busy; return; }
    if (stopped) return;
    const before = words();
    const sent = new FormData(form);
    if (keeping === true) sent.set("keep", "1");
    busy = send(form.dataset.autosave, sent).catch(() => null);
    // The exact sheet is of what is typed, not of what is stored: it need not wait for the save.
    refresh();
    const answer = await busy;
    busy = null;
    await settle(answer, before);
    if (again) { again = false; await save(); }
  };
  const waiting = () => timer !== null || busy !== null;
  const stop = () => {
    stopped = true;
    state("conflict", word("conflict"));
    say(word("conflict"));
    $$("[data-conflict]").forEach((button) => { button.hidden = false; });
  };
  // The page opened anew asks to sign in, and then takes back what was typed.
  const signedOut = () => {
    hold();
    stopped = true;
    state("refused", word("signed-out"));
    say(word("signed-out"));
    $$("[data-sign-in-again]").forEach((link) => { link.hidden = false; });
  };
  const settle = async (answer, before) => {
    if (!answer || answer.status >= 500) {
      state("lost", word("lost"));
      timer = setTimeout(save, RETRY);
      return;
    }
    if (answer.status === 409) { stop(); return; }
    if (answer.status === 401) { signedOut(); return; }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) { state("refused", told.message ?? word("refused")); return; }
    if (told.version !== undefined) field("version").value = told.version;
    if (words() === before) keep.drop(key);
    else hold();
    state("saved", word("saved", { at: told.saved_at ?? new Date().toTimeString().slice(0, 5) }));
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
  // A form waits until what was typed is saved: sent before, it would name an old version, and sent
  // without a network or a session it would take the words along.
  let leaving = false;
  form.addEventListener("submit", (event) => {
    const out = () => $("[data-sign-in-again]:not([hidden])");
    if (!waiting() && !out()) { stopped = true; keep.drop(key); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (out()) { say(word("signed-out")); out().focus(); return; }
    if (leaving) return;
    leaving = true;
    const { submitter } = event;
    save().then(() => {
      leaving = false;
      if (out() || $("[data-saved][data-state=lost]")) return;
      form.requestSubmit(submitter ?? undefined);
    });
  });
  window.addEventListener("online", () => save());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(true); }
  });
  // A link to the stored draft waits until it holds what was typed.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-after-save]");
    if (!link || !waiting()) return;
    event.preventDefault();
    await save();
    window.open(link.href, link.target || "_self", "noopener");
  });

  // The exact sheet and the lint, made by the server: elements with the same data-fragment change places.
  const refresh = async () => {
    const url = form.dataset.previewUrl;
    if (!url) return;
    const before = words();
    const answer = await send(url, new FormData(form), { headers: { Accept: "text/html" } }).catch(() => null);
    // What was typed meanwhile is newer than this sheet.
    if (!answer?.ok || before !== words()) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    $$("[data-fragment]", page).forEach((fresh) => {
      const old = $(`[data-fragment="${fresh.dataset.fragment}"]`);
      if (!old) return;
      const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
      old.innerHTML = fresh.innerHTML;
      if (focused) document.getElementById(focused)?.focus();
    });
    window.docflow.watchSheets();
    form.dispatchEvent(new Event("docflow:checked"));
  };
  form.addEventListener("docflow:turned", () => refresh());

  // Words on the sheet at once. The body is only approached; the server's sheet puts it right.
  const blocks = (text) => text.split(/\n\s*\n/).map((block) => block.trim()).filter(Boolean);
  const dated = (value) => (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(value ?? "") ? `ngày ${value}` : value);
  const shown = (text) => text.replace(/^#\s+/, "").replace(/\*\*?([^*]+)\*\*?/g, "$1").replace(/\\(.)/g, "$1")
    .replace(/\{(\w+)\}/g, (whole, name) => dated(field(name)?.value) || whole);
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
  // The wording of a printed line: its hyphen and its end belong to the sheet.
  $$("[data-bind-line]", form).forEach((input) => input.addEventListener("input", () => {
    const printed = $(`.paper [data-block="${input.dataset.bindLine}"]`);
    const [, start, end] = /^(- |Kính gửi: )?.*?([;.]?)$/s.exec(printed?.textContent.trim() ?? "") ?? [];
    if (printed) printed.textContent = `${start ?? ""}${input.value}${end ?? ""}`;
  }));
  // The recipients of a line in a dialog: the same form as its page, fetched when it is wanted.
  const dialog = $("#pick");
  const pick = async (url) => {
    await save();
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const lines = page && $("#line-form", page);
    if (!lines) { location.assign(url); return; }
    lines.classList.remove("card");
    $("[data-pick-content]", dialog).replaceChildren(lines);
    dialog.showModal();
    $("#pick-q", dialog)?.focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-pick]");
    if (button && dialog?.showModal) { event.preventDefault(); pick(button.dataset.pick); }
    if (event.target.closest?.("#pick [data-pick-close]")) { event.preventDefault(); dialog.close(); }
  });
  // How many would receive is asked of the server: groups overlap.
  dialog?.addEventListener("change", async (event) => {
    const lines = event.target.form;
    if (event.target.name !== "targets" || !lines) return;
    const ticked = new FormData(lines);
    ticked.set("do", "count");
    const answer = await send(lines.action, ticked, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok) $("[data-pick-count]", lines).innerHTML = await answer.text();
  });
  // In the dialog the list narrows while one types; Enter there searches nothing anew.
  dialog?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "pick-q") event.preventDefault();
  });

  // How many letters of a printed block stand before the place of a click.
  const lettersBefore = (block, event) => {
    const place = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!block || !place || !block.contains(place.startContainer)) return 0;
    place.setStart(block, 0);
    return place.toString().length;
  };
  // A click on the paper goes to the words it shows.
  document.addEventListener("click", (event) => {
    const part = event.target.closest?.(".paper [data-part]");
    const input = part && $(`[data-bind="${part.dataset.part}"]`, form);
    if (!input) return;
    const block = event.target.closest("[data-block]");
    if (rich() && input.dataset.bind === "body") { rich().caret(block?.dataset.block, lettersBefore(block, event)); return; }
    input.focus();
    const at = $$("[data-block]", part).indexOf(event.target.closest("[data-block]"));
    const text = input.dataset.bind === "body" ? blocks(input.value)[at] : "";
    if (text) { const start = input.value.indexOf(text); input.setSelectionRange(start, start); }
  });

  // A repair draws the page anew: every pane comes back to where it was.
  const places = () => [document.scrollingElement, ...$$(".ws > *")];
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "repair") return;
    keep.set("panes", JSON.stringify({ path: location.pathname, tops: places().map((pane) => pane.scrollTop) }));
  });
  const left = JSON.parse(keep.get("panes") ?? "null");
  keep.drop("panes");
  if (left?.path === location.pathname) {
    document.fonts.ready.then(() => places().forEach((pane, at) => { pane.scrollTop = left.tops[at] ?? 0; }));
  }

  // What was typed before a crash comes back. If the draft has moved on since, it comes back as the
  // text of its own version: the save says so, and both texts are laid side by side.
  const stored = JSON.parse(keep.get(key) ?? "null");
  const now = typed();
  // An annex, a line or a file that another has taken out has no control here any more: what was
  // typed there goes along as it is, and the server lays it beside what is saved.
  const piece = (name) => /^(annexes|lines|enclosures)\.[^.]+/.exec(name)?.[0];
  const pieces = new Set(Object.keys(now).map(piece));
  const gone = Object.entries(stored && stored.version !== now.version ? stored.typed : {})
    .filter(([name]) => piece(name) && !pieces.has(piece(name)));
  const differs = stored && (gone.length > 0
    || Object.entries(stored.typed).some(([name, value]) => name !== "version" && name in now && now[name] !== value));
  if (stored && !differs) keep.drop(key);
  if (differs) {
    if (field("version")) field("version").value = stored.version;
    gone.forEach(([name, value]) => form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value })));
    Object.entries(stored.typed).forEach(([name, value]) => {
      const target = field(name);
      if (["doc", "body"].includes(name)) return;
      if (target && "value" in target && !["checkbox", "radio", "hidden"].includes(target.type)) target.value = value;
    });
    if (window.docflow.body) window.docflow.body.switch.restore(stored.typed);
    else if (stored.typed.body !== undefined) field("body").value = stored.typed.body;
    state("saving", word("kept"));
    say(word("kept"));
    save();
  }
})();
