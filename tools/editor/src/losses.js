// What a paste could not bring along is counted while it is read, and told in one line.

const GONE = ["pictures", "files", "boxes", "embedded", "comments", "deleted", "bare"];
const CHANGED = ["framed", "merged", "cut", "wide", "nested"];
const PLAYED = "iframe,object,embed,video,audio";

/** Counts by kind; ``add`` counts on. */
export class Losses {
  add(kind, by = 1) { if (by) this[kind] = (this[kind] ?? 0) + by; }

  /** Count what no letter holds, and take out of the page what must not be read as text. */
  sweep(page, words) {
    this.frames(page);
    take(page, "[data-style*='comment-list']");
    this.add("comments", take(page, "a.msocomanchor"));
    this.add("deleted", take(page, "del,.msoDel"));
    const shown = [...page.querySelectorAll("img,svg:not([aria-hidden=true],button *)")].filter((one) => seen(one, words));
    this.add("pictures", shown.length);
    this.add("embedded", page.querySelectorAll(PLAYED).length);
  }

  /** A text box of Word stands in a comment; behind it comes its text, or a picture of it. */
  frames(page) {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) if (/<v:textbox/i.test(walker.currentNode.data)) found.push(walker.currentNode);
    found.forEach((comment) => {
      const boxes = comment.data.match(/<v:textbox/gi).length;
      let text = "";
      for (let one = comment.nextSibling; one && !(one.nodeType === 8 && /endif/i.test(one.data)); one = one.nextSibling) {
        text += one.nodeType === 1 ? one.textContent.trim() : "";
        if (one.nodeType === 1) [one, ...one.querySelectorAll("img")].forEach((inner) => { if (inner.tagName === "IMG") inner.hidden = true; });
      }
      this.add(text ? "framed" : "boxes", boxes);
    });
  }
}

/** Take what matches out of the page; returns how many stood there. */
const take = (page, selector) => {
  const found = [...page.querySelectorAll(selector)];
  found.forEach((one) => one.remove());
  return found.length;
};

/** A picture is one that somebody sees: no dot that counts readers, no emoji, nothing hidden. */
const seen = (one, words) => {
  const small = ["width", "height"].some((side) => one.hasAttribute(side) && parseFloat(one.getAttribute(side)) <= 2);
  const emoji = one.getAttribute("alt") && !words(one.getAttribute("alt")).trim();
  return !small && !emoji && !one.hidden && !one.closest("[data-style*='display:none'],[data-style*='display: none'],[data-style*='mso-hide:all']");
};

/** The line beside the text that says it; it goes with the next paste or when it is closed. */
export class Told {
  constructor(root) {
    this.line = root.querySelector("[data-losses]");
    this.words = JSON.parse(this.line.dataset.losses);
    this.line.querySelector("button").addEventListener("click", () => this.tell({}));
  }

  tell(losses) {
    const say = (kind) => this.words[kind].replace("{n}", losses[kind]);
    const gone = GONE.filter((kind) => losses[kind]).map(say).join(", ");
    const parts = [gone && this.words.gone.replace("{list}", gone), ...CHANGED.filter((kind) => losses[kind]).map(say)].filter(Boolean);
    const text = parts.join("; ");
    this.line.querySelector("span").textContent = text && `${text[0].toUpperCase()}${text.slice(1)}.`;
    this.line.firstElementChild.hidden = !text;
  }
}
