// The editor of a template: after a pause the server draws its sample anew; a fault keeps the last good sheet.
(() => {
  const { $, $$, keep, send } = window.docflow;
  const form = $("form[data-template-preview]");
  if (!form) return;
  const PAUSE = 600;
  let timer = null;
  let round = 0;
  let sent = false;

  const draw = async () => {
    const mine = ++round;
    const answer = await send(form.dataset.templatePreview, new FormData(form), { headers: { Accept: "text/html" } })
      .catch(() => null);
    // What was typed meanwhile is newer than this answer.
    if (!answer?.ok || mine !== round) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    $$("[data-fragment]", page).forEach((fresh) => {
      const old = $(`[data-fragment="${fresh.dataset.fragment}"]`);
      if (old && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    });
    $("#pane-sheet").removeAttribute("aria-busy");
    window.docflow.watchSheets();
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "why") return;
    clearTimeout(timer);
    $("#pane-sheet").setAttribute("aria-busy", "true");
    round += 1;
    timer = setTimeout(draw, PAUSE);
  });

  // Leaving with something typed is asked about; sending the form is no leaving.
  let typed = $("[name=over], .errsum", form) !== null;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", (event) => { sent = event.submitter?.formTarget !== "_blank"; });
  window.addEventListener("beforeunload", (event) => { if (typed && !sent) event.preventDefault(); });

  // A button that draws the page anew brings the pane back to where it was.
  const pane = $("#pane-write");
  form.addEventListener("submit", () => keep.set("template-pane", JSON.stringify({ path: location.pathname, top: pane.scrollTop })));
  const left = JSON.parse(keep.get("template-pane") ?? "null");
  keep.drop("template-pane");
  if (left?.path === location.pathname && !$(".errsum, [data-focus]", form)) pane.scrollTop = left.top;
  // A sentence about a row opens it.
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(".errsum a")?.getAttribute("href");
    const part = target && $(target);
    if (part) { part.closest("details")?.setAttribute("open", ""); setTimeout(() => part.focus(), 0); }
  });
})();
