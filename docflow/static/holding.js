// Signs of life of this window, and who else has the draft open. Without scripts the page says it once.
(() => {
  const { $, send } = window.docflow;
  const place = $("[data-hold-url]");
  if (!place) return;
  const EVERY = 15000;
  const AFTER_TYPING = 3000;
  const url = place.dataset.holdUrl;
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
  // The window keeps its name from page to page, so that nobody is told of himself. While a page is
  // open its name lies in no store: a tab that is doubled would take it along.
  const NAME = "docflow:window";
  const stored = (act) => { try { return act(sessionStorage); } catch { return null; } };
  const windowName = stored((store) => store.getItem(NAME)) ?? fresh();
  stored((store) => store.removeItem(NAME));
  let page = fresh();
  let typed = false;
  let soon = null;
  let busy = false;

  const beat = async (more = {}) => {
    if (busy && !more.take) return;
    busy = true;
    clearTimeout(soon);
    soon = null;
    const told = new FormData();
    told.set("tab", `${windowName}.${page}`);
    if (typed) told.set("typed", "1");
    Object.entries(more).forEach(([name, value]) => told.set(name, value));
    typed = false;
    const answer = await send(url, told, { headers: { Accept: "text/html" } }).catch(() => null);
    busy = false;
    if (!answer?.ok) return;
    const text = (await answer.text()).trim();
    // What is told again is not said again, and a button keeps the focus.
    if (text.replace(/value="[^"]*"/g, "") !== place.dataset.told) {
      place.dataset.told = text.replace(/value="[^"]*"/g, "");
      place.innerHTML = text;
    }
  };
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#editor")) return;
    typed = true;
    soon ??= setTimeout(beat, AFTER_TYPING);
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    beat({ take: "1" });
  });
  window.addEventListener("focus", () => beat());
  const leave = () => {
    const told = new FormData();
    told.set("tab", `${windowName}.${page}`);
    told.set("leave", "1");
    send(url, told, { rest: { keepalive: true } }).catch(() => {});
    page = fresh();
  };
  window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  window.addEventListener("pagehide", () => {
    stored((store) => store.setItem(NAME, windowName));
    leave();
  });
  // Who signs out is a stranger once the page goes, and could no longer say so.
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-sign-out]")) leave(); });
  setInterval(beat, EVERY);
  beat();
})();
