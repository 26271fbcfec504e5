// Small enhancements; every page works without them. The data-… contract is in docs/design.md.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
  const word = (name, facts = {}) => fill($("#words")?.getAttribute(`data-word-${name}`) ?? "", facts);
  const say = (text) => { const live = $("#live"); if (live) live.textContent = text; };
  const keep = {
    get: (key) => { try { return localStorage.getItem(`docflow:${key}`); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(`docflow:${key}`, value); } catch { /* full */ } },
    drop: (key) => { try { localStorage.removeItem(`docflow:${key}`); } catch { /* closed */ } },
  };
  const token = () => $("meta[name=csrf-token]")?.content ?? $("[name=csrf_token]")?.value ?? "";
  const send = (url, body, more = {}) => fetch(url, {
    method: "POST", credentials: "same-origin", body,
    headers: { "X-CSRFToken": token(), Accept: "application/json", ...(more.headers ?? {}) }, ...more.rest,
  });
  const on = (type, selector, act) => document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (element) act(element, event);
  });
  window.docflow = { $, $$, word, say, keep, send, on };

  // Theme: light, dark, or as the machine says.
  const markTheme = () => $$("[data-theme-set]").forEach((button) => button.setAttribute(
    "aria-pressed", String(button.dataset.themeSet === (keep.get("theme") ?? ""))));
  on("click", "[data-theme-set]", (button) => {
    const theme = button.dataset.themeSet;
    if (theme) { keep.set("theme", theme); document.documentElement.dataset.theme = theme; }
    else { keep.drop("theme"); delete document.documentElement.dataset.theme; }
    markTheme();
  });
  markTheme();

  // Menus made of <details> close on a click elsewhere and on Escape.
  document.addEventListener("click", (event) => $$("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  }));

  // Nor may one stay open over what has the focus after it.
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest?.("details[data-menu][open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  // Dialogs: opened by name, focus goes back to the opener.
  const open = (dialog, opener) => {
    if (!dialog || dialog.open) return;
    dialog.addEventListener("close", () => (opener ?? document.body).focus?.(), { once: true });
    dialog.showModal();
    ($("[autofocus]", dialog) ?? $("h2", dialog))?.focus();
  };
  on("click", "[data-dialog]", (button, event) => {
    const dialog = document.getElementById(button.dataset.dialog);
    if (!dialog) return;
    event.preventDefault();
    const menu = button.closest("details[data-menu]");
    if (menu) menu.open = false;
    open(dialog, menu ? $("summary", menu) : button);
  });
  on("click", "[data-close]", (button) => button.closest("dialog")?.close());
  on("click", "dialog", (dialog, event) => { if (event.target === dialog) dialog.close(); });
  $$("dialog[data-open]").forEach((dialog) => open(dialog));

  // A question before a form is sent: data-confirm on the form or on its button.
  let asked = null;
  document.addEventListener("submit", (event) => {
    const text = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    const dialog = $("#confirm");
    if (!text || !dialog || event.target.dataset.agreed) return;
    event.preventDefault();
    asked = { form: event.target, submitter: event.submitter };
    $("[data-confirm-text]", dialog).textContent = text;
    open(dialog, event.submitter);
  }, true);
  on("click", "[data-confirm-yes]", () => {
    $("#confirm").close();
    if (!asked) return;
    asked.form.dataset.agreed = "yes";
    asked.form.requestSubmit(asked.submitter?.form === asked.form ? asked.submitter : undefined);
    delete asked.form.dataset.agreed;
  });

  // A form that changes something is sent once; its button turns busy.
  const guarded = (form) => form.method === "post" && !form.target && !form.matches("[hx-post],[data-download]");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !guarded(form)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter ?? $("[type=submit]", form);
    button?.setAttribute("aria-busy", "true");
    say(word("sending"));
    if (form.dataset.keep) keep.drop(`form:${form.dataset.keep}`);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    $$("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    $$("[aria-busy=true].btn").forEach((button) => button.removeAttribute("aria-busy"));
  });

  // Toasts. The undo window counts down; then the outcome is asked for until it is known.
  on("click", "[data-dismiss]", (button) => button.closest("[data-toast]").remove());
  $$("[data-toast]:not(.bad)").forEach((toast) => setTimeout(() => {
    if (!toast.matches(":hover,:focus-within")) toast.remove();
  }, 12000));
  const outcome = async (toast, tries = 12) => {
    const url = toast.dataset.outcomeUrl;
    $("form", toast)?.remove();
    const answer = url && await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (url && (!answer || answer.status === 204) && tries > 0) {
      setTimeout(() => outcome(toast, tries - 1), 1500);
      return;
    }
    if (!answer?.ok || answer.status === 204) { toast.remove(); return; }
    $("span", toast).textContent = await answer.text();
    setTimeout(() => toast.remove(), 12000);
  };
  $$("[data-undo]").forEach((toast) => {
    let left = Number(toast.dataset.seconds);
    const text = $("span", toast);
    // Only the first and the last sentence are spoken; the counting between is for the eye.
    toast.removeAttribute("role");
    say(fill(toast.dataset.text, { n: left }));
    const clock = setInterval(() => {
      left -= 1;
      if (left > 0) { text.textContent = fill(toast.dataset.text, { n: left }); return; }
      clearInterval(clock);
      toast.setAttribute("role", "status");
      outcome(toast);
    }, 1000);
    $("form", toast).addEventListener("submit", () => { clearInterval(clock); say(word("undone")); });
  });

  // Tabs: arrows move, panels hide. In a workspace the wide screen shows all panels at once.
  const choose = (tab, focus) => {
    const list = tab.closest("[data-tabs]");
    $$("[role=tab]", list).forEach((other) => {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(other.getAttribute("aria-controls"));
      if (!panel) return;
      if (panel.closest(".ws")) panel.classList.toggle("off", !chosen); else panel.hidden = !chosen;
    });
    if (focus) tab.focus();
    fitAll();
  };
  on("click", "[data-tabs] [role=tab]", (tab) => choose(tab));
  on("keydown", "[data-tabs] [role=tab]", (tab, event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = $$("[role=tab]", tab.closest("[data-tabs]")).filter((other) => other.offsetParent);
    choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length], true);
    event.preventDefault();
  });

  // The A4 sheet is laid out once at 794 px and then scaled, so that line breaks cannot move.
  const narrow = matchMedia("(max-width:720px)");
  const fit = (frame) => {
    const sheets = $(".sheets", frame);
    const reading = frame.classList.contains("flow") && narrow.matches;
    frame.classList.toggle("fit", !reading);
    if (reading || !frame.clientWidth || !sheets) return;
    const scale = frame.clientWidth / 794;
    frame.style.setProperty("--k", scale);
    frame.style.setProperty("--fh", `${sheets.offsetHeight * scale}px`);
  };
  const fitAll = () => $$(".sheet-w").forEach(fit);
  const watcher = window.ResizeObserver && new ResizeObserver((entries) => entries.forEach(
    (entry) => { const frame = entry.target.closest(".sheet-w"); if (frame) fit(frame); }));
  const watchSheets = () => $$(".sheet-w").forEach((frame) => {
    fit(frame);
    watcher?.observe(frame);
    const sheets = $(".sheets", frame);
    if (sheets) watcher?.observe(sheets);
  });
  watchSheets();
  document.fonts?.ready.then(fitAll);
  narrow.addEventListener?.("change", fitAll);
  on("click", "[data-flow]", (button) => {
    const frame = document.getElementById(button.dataset.flow);
    const flow = frame.classList.toggle("flow");
    button.setAttribute("aria-pressed", String(!flow));
    fit(frame);
  });
  window.docflow.watchSheets = watchSheets;

  $$("[data-tabs]").forEach((list) => {
    const tab = $("[aria-selected=true]", list);
    if (tab) choose(tab);
  });

  // Copying, printing, showing a password.
  on("click", "[data-copy]", async (button) => {
    const from = document.getElementById(button.dataset.copyFrom ?? "");
    const text = from ? from.innerText : button.dataset.copy;
    await navigator.clipboard?.writeText(text);
    say(word("copied", { n: text.split("\n").filter(Boolean).length }));
  });
  on("click", "[data-print]", () => window.print());
  on("change", "[data-reveal]", (box) => {
    document.getElementById(box.dataset.reveal).type = box.checked ? "text" : "password";
  });

  // «Đã xem» is told by the page itself after two visible seconds; mail scanners run no scripts.
  $$("[data-seen-url]").forEach((element) => {
    let timer = null;
    const wait = () => {
      clearTimeout(timer);
      if (document.visibilityState !== "visible") return;
      timer = setTimeout(() => {
        document.removeEventListener("visibilitychange", wait);
        send(element.dataset.seenUrl, new FormData(), { rest: { keepalive: true } }).catch(() => {});
      }, 2000);
    };
    document.addEventListener("visibilitychange", wait);
    wait();
  });

  // A fragment that follows the facts: asked for every 15 s while visible, 304 by ETag.
  $$("[data-poll-url]").forEach((element) => {
    let tag = element.dataset.pollTag ?? "";
    const ask = async () => {
      if (document.visibilityState !== "visible" || element.contains(document.activeElement)) return;
      const answer = await fetch(element.dataset.pollUrl, {
        credentials: "same-origin", cache: "no-store", headers: tag ? { "If-None-Match": tag } : {},
      }).catch(() => null);
      if (!answer || answer.status !== 200) return;
      tag = answer.headers.get("ETag") ?? "";
      element.innerHTML = await answer.text();
    };
    // Whoever opened this page has asked already; without scripts the form's button asks.
    const asks = $("form[data-at-once]", element);
    if (asks) send(asks.action, new FormData(asks), { headers: { Accept: "text/html" } }).then(ask, () => {});
    setInterval(ask, Number(element.dataset.pollEvery ?? 15) * 1000);
  });

  // Errors come first: the summary takes the focus when the page opens with one.
  $("[data-focus]")?.focus();
})();
