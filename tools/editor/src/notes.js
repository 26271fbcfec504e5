// Footnotes of Word, LibreOffice and Google Docs: a mark and a note that lead to each other.

const LONGEST = 500;
const MARK = /^_?(ftn|edn|ftnt|sdfootnote|sdendnote)\d+(sym)?$/i;
const BOX = "div[id^=ftn],div[id^=edn],div[id^=sdfootnote],div[id^=sdendnote],li,dd";

/** Take the notes out of a page: their words by the links that call them, "" where none came along. */
export const takeNotes = (page, tidy, losses) => {
  const notes = new Map();
  const known = new Map();
  const boxes = new Set();
  const named = places(page);
  page.querySelectorAll("a[href*='#']").forEach((mark) => {
    const to = place(mark);
    if (!known.has(to)) {
      const note = noteOf(named, mark, to);
      if (!note) {
        // A mark whose note was not copied would be a bare number in the middle of the words.
        if (MARK.test(to) && !named.has(to)) { notes.set(mark, ""); losses.add("bare"); }
        return;
      }
      known.set(to, words(note, tidy, losses));
      boxes.add(note.box);
    }
    notes.set(mark, known.get(to));
    if (!known.get(to)) losses.add("bare");
  });
  boxes.forEach((box) => box.remove());
  page.querySelectorAll("[data-style*='footnote-list'],[data-style*='endnote-list']").forEach((list) => { if (!list.textContent.trim()) list.remove(); });
  return notes;
};

const place = (link) => link.getAttribute("href").replace(/^.*#/, "");
const places = (page) => {
  const found = new Map();
  page.querySelectorAll("[id],a[name]").forEach((one) => [one.id, one.getAttribute("name")].forEach((name) => { if (name && !found.has(name)) found.set(name, one); }));
  return found;
};
const holds = (one, other) => one.contains(other) || other.contains(one);

/** The note that a mark leads to and that leads back to it: its box and the link back. */
const noteOf = (named, mark, to) => {
  const target = named.get(to) ?? named.get(to.replace(/^_/, ""));
  if (!target || holds(target, mark) || !(mark.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) return null;
  const back = target.matches("a[href*='#']") ? target : target.querySelector("a[href*='#']");
  const origin = back && named.get(place(back));
  if (!origin || !holds(origin, mark)) return null;
  const box = [target.closest(BOX), target.closest("p,div")].find((one) => one && !one.contains(mark));
  return box && { box, back };
};

const words = ({ box, back }, tidy, losses) => {
  back.remove();
  box.querySelectorAll("p,br").forEach((one) => one.after(" "));
  const text = tidy(box.textContent).replace(/\s+/g, " ").trim();
  if (text.length <= LONGEST) return text;
  losses.add("cut");
  return text.slice(0, LONGEST).replace(/\s+\S*$/, "");
};
