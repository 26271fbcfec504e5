// From one change to the next: buttons, and the keys J and K.
(() => {
  const { $, $$, say, keep, on } = window.docflow;
  let at = -1;
  const step = (by) => {
    const places = $$("[data-change]").filter((place) => place.getClientRects().length);
    if (!places.length) return;
    at = (at + by + places.length) % places.length;
    const place = places[at];
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
    if (place.dataset.word) say(place.dataset.word);
  };
  on("click", "[data-change-step]", (button) => step(Number(button.dataset.changeStep)));
  document.addEventListener("keydown", (event) => {
    const by = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!by || event.ctrlKey || event.altKey || event.metaKey || keep.get("keys") === "off") return;
    if (event.target.matches?.("input:not([type=radio],[type=checkbox]),textarea,select") || $("dialog[open]")) return;
    event.preventDefault();
    step(by);
  });
})();
