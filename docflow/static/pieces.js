// Grounds and snippets in a dialog of the editor, and the way of any text to where one wrote last.
(() => {
  const { $, say, send } = window.docflow;

  // The text where the caret was last: of the body, or of an annex whose section is still open.
  let last = null;
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.("textarea[name=body],.annex textarea,.rich-text")) last = target;
  });
  const written = () => (last?.offsetParent && !last.closest("details:not([open])") ? last : null);

  // Whoever wants a text at the caret says "docflow:insert"; what no rich editor takes goes into the textarea.
  const intoTextarea = ({ markup = "", content = null, alone = false, into = null }) => {
    const area = into?.matches("textarea") ? into : $("textarea[name=body]");
    if (!area || !markup) return;
    const { selectionStart: start, selectionEnd: end, value } = area;
    const before = value.slice(0, start);
    const after = value.slice(end);
    let text = markup;
    if (alone || (content?.length ?? 0) > 1 || /\n\s*\n/.test(markup)) {
      const open = before.trim() ? "\n\n".slice(/\n*$/.exec(before)[0].length) : "";
      const close = after.trim() ? "\n\n".slice(/^\n*/.exec(after)[0].length) : "";
      text = `${open}${markup}${close}`;
    } else {
      const open = before && !/[\s(“"]$/.test(before) ? " " : "";
      const close = after && !/^[\s.,;:)”"]/.test(after) ? " " : "";
      text = `${open}${markup}${close}`;
    }
    area.focus();
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("docflow:insert", (event) => queueMicrotask(() => {
    if (!event.defaultPrevented) intoTextarea(event.detail ?? {});
  }));

  const dialog = $("#pieces");
  const room = dialog && $("[data-pieces-content]", dialog);
  if (!dialog?.showModal) return;
  let url = "";
  let opener = null;
  let chosen = "";
  const selected = () => {
    const area = written()?.matches("textarea") ? written() : $("textarea[name=body]");
    const inArea = area?.offsetParent ? area.value.slice(area.selectionStart, area.selectionEnd) : "";
    return (inArea || String(window.getSelection() ?? "")).trim().slice(0, 4000);
  };

  // What fits is worded for the text as it stands in the page, saved or not.
  const load = async (words = "") => {
    const asked = new FormData();
    const editor = $("#editor");
    const typed = new FormData(editor);
    asked.set("version", typed.get("version") ?? "0");
    asked.set("q", words);
    ["body", "doc"].forEach((name) => { if (typeof typed.get(name) === "string") asked.set(name, typed.get(name)); });
    const answer = await send(url, asked, { headers: { Accept: "text/html" } }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page && $("#pieces-form", page);
    if (!form) return false;
    form.classList.remove("card");
    $("[data-only-page]", form)?.remove();
    const link = $("[data-snippet-url]", form);
    if (chosen) {
      link.href = `${link.dataset.snippetUrl}?text=${encodeURIComponent(chosen)}`;
      $("[data-snippet-any]", link).hidden = true;
      $("[data-snippet-chosen]", link).hidden = false;
    }
    room.replaceChildren(form);
    return true;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-pieces]");
    if (!button) return;
    event.preventDefault();
    opener = button;
    url = button.dataset.pieces;
    chosen = selected();
    if (!(await load())) { button.removeAttribute("data-pieces"); button.click(); return; }
    dialog.showModal();
    $("#pieces-q", dialog)?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-pieces-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  // A press on a button of a piece inserts it; any other way to send the form searches.
  dialog.addEventListener("submit", async (event) => {
    if (event.target.id !== "pieces-form" || event.defaultPrevented) return;
    event.preventDefault();
    const piece = event.submitter?.dataset;
    if (piece?.piece === undefined) {
      await load($("#pieces-q", dialog).value);
      $("#pieces-q", dialog)?.focus();
      return;
    }
    dialog.close();
    const detail = { into: written(), markup: piece.piece, content: JSON.parse(piece.content), alone: piece.alone !== undefined };
    document.dispatchEvent(new CustomEvent("docflow:insert", { cancelable: true, detail }));
    say(opener?.dataset.done ?? "");
  });
})();
