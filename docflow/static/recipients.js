// The picker of recipients, in its dialog and on its own page: searching while one types, counting.
(() => {
  const { $, $$, send } = window.docflow;
  const PAUSE = 250;
  const ask = async (form, what) => {
    const sent = new FormData(form);
    sent.set("do", what);
    const answer = await send(form.action, sent, { headers: { Accept: "text/html" } }).catch(() => null);
    return answer?.ok ? answer.text() : null;
  };
  // One answer at a time is wanted: an older one that comes late is thrown away.
  let asked = 0;
  const count = async (form) => {
    const turn = asked += 1;
    const told = await ask(form, "count");
    if (told !== null && turn === asked) $("[data-pick-count]", form).innerHTML = told;
  };
  let searched = 0;
  const search = async (form) => {
    const turn = searched += 1;
    const told = await ask(form, "search");
    if (told === null || turn !== searched) return;
    const fresh = $("#pick-units", new DOMParser().parseFromString(told, "text/html"));
    const list = $("#pick-units", form);
    if (fresh && list) list.replaceChildren(...fresh.childNodes);
  };
  let timer = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-picker]");
    if (!form || !event.target.matches("[data-search-units]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => search(form), PAUSE);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-picker]");
    if (!form || !["targets", "purpose"].includes(event.target.name)) return;
    // The same unit may stand twice on the page: lately used and found.
    $$(`input[name="targets"]`, form).forEach((box) => {
      if (box !== event.target && event.target.name === "targets" && box.value === event.target.value) box.checked = event.target.checked;
    });
    count(form);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-picker]");
    if (form && event.key === "Enter" && event.target.matches("[data-search-units]")) { event.preventDefault(); search(form); }
  });
})();
