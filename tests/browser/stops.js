// Watches the focus while Tab is pressed: what is met, and what is wrong with it.
() => {
  const modal = [...document.querySelectorAll("dialog[open]")].find((one) => one.matches(":modal"));
  const root = modal ?? document;
  const NATIVE = "a[href],button,input,select,textarea,summary,[tabindex],iframe,[contenteditable=true]";
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const group = (one) => [...(one.form ?? document).querySelectorAll(`input[type=radio][name="${CSS.escape(one.name)}"]`)];
  const stops = (one) => {
    if (one.disabled || one.type === "hidden" || one.tabIndex < 0 || !shown(one)) return false;
    if (one.type !== "radio") return true;
    const checked = group(one).find((other) => other.checked);
    return checked ? checked === one : group(one)[0] === one;
  };
  const expected = [...root.querySelectorAll(NATIVE)].filter(stops);
  const around = (one) => [one, one.parentElement, one.parentElement?.parentElement, one.closest("label")].filter(Boolean);
  const look = (one) => around(one).map((el) => {
    const s = getComputedStyle(el);
    return [s.outlineStyle, s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor, s.boxShadow].join();
  }).join("|");
  const before = new Map(expected.map((one) => [one, one === document.activeElement ? "" : look(one)]));
  const told = (one) => (one.getAttribute("aria-label") || (one.getAttribute("aria-labelledby") ?? "").split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim()
    || [...(one.labels ?? [])].map((label) => label.textContent).join(" ").trim()
    || (one.matches("input[type=submit],input[type=button]") ? one.value : "")
    || (one.matches("input,select,textarea") ? one.title : one.textContent + (one.querySelector("[alt]")?.alt ?? "") + one.title)).trim();
  const sight = (one) => {
    const box = (one.classList.contains("vh") ? one.closest("label") : one).getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right <= left || bottom <= top) return false;
    const hits = [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].map(([x, y]) =>
      document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
    return hits.some((hit) => hit && (one.contains(hit) || hit.contains(one) && hit.closest("label")?.contains(one)
      || hit === one.closest("label") || around(one).includes(hit) && one.classList.contains("vh")
      || one.shadowRoot || [...(one.labels ?? [])].some((label) => label.contains(hit))));
  };
  const name = (one) => `${one.tagName.toLowerCase()}${one.id && "#" + one.id} “${told(one).slice(0, 40)}”`;
  const wrong = [], met = [];
  if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")) wrong.push("a tabindex above 0");
  const note = () => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) { met.push(-1); return; }
    met.push(expected.indexOf(one));
    if (modal && !modal.contains(one)) wrong.push(`out of the dialog: ${name(one)}`);
    if (!told(one)) wrong.push(`no name: ${one.outerHTML.slice(0, 120)}`);
    if (!sight(one)) wrong.push(`not to be seen: ${name(one)}`);
    if (before.get(one) === look(one)) wrong.push(`no sign of the focus: ${name(one)}`);
  };
  let begun = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey) { if (begun) note(); begun = true; }
  }, true);
  // Whatever a script of ours takes a click on must be a stop by itself, or lie in one.
  const CLICKS = "[data-dialog],[data-close],[data-copy],[data-copy-from],[data-print],[data-flow],[data-theme-set],"
    + "[data-goto],[data-pick],[data-pick-close],[data-dismiss],[data-confirm-yes],[data-change-step],[data-check-all],"
    + "[data-filter],[data-reveal],[data-keys-switch],[data-key],[onclick]";
  [...root.querySelectorAll(CLICKS)].filter(shown).forEach((one) => {
    const pressed = one.closest("a[href],button,input,select,textarea,summary,label");
    if (!one.disabled && !pressed && one.tabIndex < 0) wrong.push(`only for a pointer: ${one.outerHTML.slice(0, 120)}`);
  });
  const again = [];
  window.stops = {
    result: () => {
      note();
      return { met, wrong: [...new Set(wrong)], left: expected.map(name).filter((_, at) => !met.includes(at)) };
    },
    begin: () => {
      document.addEventListener("focusin", (event) => again.push(expected.indexOf(event.target)));
      document.activeElement?.blur?.();
      expected[0].focus();
    },
    again: () => again,
  };
  if (!modal) { document.activeElement?.blur?.(); getSelection()?.removeAllRanges(); }
  return { many: expected.length, modal: Boolean(modal), rich: Boolean(root.querySelector("#rich-text")), page: [location.pathname, ...expected.map(name)].join("|") };
}
