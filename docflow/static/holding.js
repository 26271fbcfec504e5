// Signs of life of this window, and who else has the draft open. Without scripts the page says it once.
(() => {
  const { $, send } = window.docflow;
  const place = $("[data-hold-url]");
  if (!place) return;
  const EVERY = 15000;
  const AFTER_TYPING = 3000;
  const url = place.dataset.holdUrl;
  const tab = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
  let typed = false;
  let soon = null;
  let busy = false;

  const beat = async (more = {}) => {
    if (busy && !more.take) return;
    busy = true;
    clearTimeout(soon);
    soon = null;
    const told = new FormData();
    told.set("tab", tab);
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
  window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  window.addEventListener("pagehide", () => {
    const told = new FormData();
    told.set("tab", tab);
    told.set("leave", "1");
    send(url, told, { rest: { keepalive: true } }).catch(() => {});
  });
  setInterval(beat, EVERY);
  beat();
})();
