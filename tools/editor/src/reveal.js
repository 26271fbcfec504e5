// Bring a place of the text into view, clear of the bars that stick to the edges of the screen.

const COVERS = ".bar,.ws-h,.rich-top,.rich-find,.actions.dock,.rich-told";
const AIR = 12;

/** Scroll until these positions are in view: just so far, or into the middle of what is free. */
export const reveal = (view, from, to = from, centre = false) => {
  scrollers(view.dom).forEach((scroller) => {
    // What sticks comes to rest while the text moves, so a look is taken again.
    for (let tries = 0; tries < 3; tries += 1) {
      const by = wanted(rect(view, from, to), free(scroller), centre);
      const before = scroller.scrollTop;
      if (by) scroller.scrollTo({ top: before + by, behavior: "instant" });
      if (!by || scroller.scrollTop === before) return;
    }
  });
};

/** Tell the bars that stick below the page's own head how low it reaches. */
export const cover = (root) => {
  const page = document.scrollingElement;
  root.style.setProperty("--cover", `${Math.round(free(page, ".bar,.ws-h").top)}px`);
};

const rect = (view, from, to) => {
  const [start, end] = [view.coordsAtPos(from, 1), view.coordsAtPos(to, from === to ? 1 : -1)];
  return { top: Math.min(start.top, end.top), bottom: Math.max(start.bottom, end.bottom) };
};

const wanted = ({ top, bottom }, room, centre) => {
  const high = top - (room.top + AIR);
  const low = bottom - (room.bottom - AIR);
  if (high >= 0 && low <= 0) return 0;
  if (centre) return (top + bottom - room.top - room.bottom) / 2;
  return high < 0 ? high : Math.min(low, high);
};

const scrollers = (dom) => {
  const out = [];
  for (let one = dom.parentElement; one && one !== document.body; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight) out.push(one);
  }
  return [...out, document.scrollingElement];
};

/** The part of a scroller that no bar covers. */
const free = (scroller, covers = COVERS) => {
  const seen = window.visualViewport;
  const whole = { top: seen?.offsetTop ?? 0, bottom: (seen?.offsetTop ?? 0) + (seen?.height ?? innerHeight) };
  const own = scroller === document.scrollingElement ? whole : scroller.getBoundingClientRect();
  let [top, bottom] = [Math.max(whole.top, own.top), Math.min(whole.bottom, own.bottom)];
  const bars = [...document.querySelectorAll(covers)].filter((one) => /sticky|fixed/.test(getComputedStyle(one).position))
    .map((one) => one.getBoundingClientRect()).filter((one) => one.height);
  bars.sort((a, b) => a.top - b.top).forEach((one) => { if (one.top <= top + 1 && one.bottom > top) top = one.bottom; });
  bars.sort((a, b) => b.bottom - a.bottom).forEach((one) => { if (one.bottom >= bottom - 12 && one.top < bottom && one.top > top) bottom = one.top; });
  return { top, bottom };
};
