// What is pasted from Word, Zalo, Facebook or a page becomes blocks of the schema and nothing else.
import { inert, ours } from "./inert.js";
import { cut, roman } from "./labels.js";
import { takeNotes } from "./notes.js";
import { printable } from "./schema.js";

const GONE = "script,style,meta,link,title,xml,template,iframe,object,embed,svg,canvas,video,audio,button,input,select,textarea,noscript";
const BLOCK = /^(P|DIV|LI|UL|OL|H[1-6]|BLOCKQUOTE|PRE|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|DL|DT|DD|FIGURE|ADDRESS|HR|BODY|FORM|CENTER)$/;
// The paper's face has no emoji; ©, ® and ™ it has.
const EMOJI = /\p{Extended_Pictographic}\uFE0F|[\u{1F000}-\u{1FAFF}\p{Emoji_Presentation}\u{FE0F}\u{20E3}]/gu;
const MS = { "\x91": "‘", "\x92": "’", "\x93": "“", "\x94": "”", "\x96": "–", "\x97": "–", "\x85": "…" };
const MOST_COLUMNS = 20;
// m² and m³ would be other measures without their raised figure.
const SQUARE = { 2: "²", 3: "³" };

/** A text without what only a screen or a word processor needs. */
export const tidy = (text) => printable(text.replace(/[\x85\x91-\x97]/g, (sign) => MS[sign] ?? "").replace(EMOJI, ""));

/** Clean pasted HTML: paragraphs, points, headings, tables, footnotes, bold and italic stay; ``losses`` counts the rest. */
export const clean = (html, { footnotes, losses }) => {
  const page = inert(html);
  const copied = ours(page);
  if (copied !== null) return copied;
  losses.sweep(page, tidy);
  const notes = footnotes ? takeNotes(page, tidy, losses) : new Map();
  page.querySelectorAll(GONE).forEach((element) => element.remove());
  const reader = new Reader(document.implementation.createHTMLDocument(""), notes, losses);
  reader.walk(page.body, {});
  reader.end();
  return reader.out.innerHTML;
};

const styled = (element, pattern) => pattern.test(element.getAttribute("data-style") ?? "");

class Reader {
  constructor(page, notes, losses, inside = false) {
    this.page = page;
    this.notes = notes;
    this.losses = losses;
    this.inside = inside;
    this.out = page.createElement("div");
    this.runs = [];
    this.label = "";
    this.item = "";
    this.kind = "";
  }

  walk(element, marks) {
    for (const node of element.childNodes) {
      if (node.nodeType === 3) this.text(node.nodeValue, marks);
      else if (node.nodeType === 1) this.element(node, marks);
    }
  }

  text(value, marks) {
    const words = tidy(value).replace(/\s+/g, " ");
    if (words) this.runs.push({ words, ...marks });
  }

  element(node, marks) {
    const tag = node.tagName.toUpperCase();
    if (tag === "BR") this.end();
    else if (tag === "IMG" || tag === "HEAD" || styled(node, /display:\s*none|mso-hide:\s*all/)) return;
    else if (tag === "TABLE") this.table(node);
    else if (styled(node, /mso-list:\s*ignore/i)) this.label = listLabel(node.textContent);
    else if (tag === "A") this.link(node, marks);
    else if (tag === "SUP" && SQUARE[node.textContent.trim()] && !node.querySelector("a")) this.text(SQUARE[node.textContent.trim()], marks);
    else if (BLOCK.test(tag)) this.block(node, tag, marks);
    else this.walk(node, marked(node, tag, marks));
  }

  block(node, tag, marks) {
    this.end();
    // Google Docs and Word Online put a paragraph, or a box, into each item.
    if (tag === "LI") this.item = itemLabel(node);
    if (/^H[1-6]$/.test(tag)) this.kind = "heading";
    // A heading is bold by itself.
    this.walk(node, this.kind ? {} : marked(node, tag, marks));
    this.end();
    if (tag === "LI") this.item = "";
  }

  link(node, marks) {
    const note = this.notes.get(node);
    if (note !== undefined) { if (note) this.runs.push({ note }); return; }
    const href = node.getAttribute("href") ?? "";
    this.walk(node, marks);
    const shown = node.textContent.trim().replace(/\/$/, "");
    if (/^https?:\/\//.test(href) && shown && href.replace(/\/$/, "") !== shown && !href.endsWith(`//${shown}`)) this.text(` (${href})`, marks);
  }

  /** Close the block that is being read. */
  end() {
    const runs = this.runs;
    let { label, kind } = this;
    this.runs = [];
    this.label = "";
    this.kind = "";
    trim(runs);
    if (runs.length) [label, this.item] = [label || this.item, ""];
    if (!label && !kind && runs[0]?.words) {
      // A label typed as text, perhaps in bold and cut over several runs.
      const found = cut(runs.map((run) => run.words ?? "\ufffc").join(""));
      if (found) { [label] = found; drop(runs, found); }
    }
    if (!runs.length) return;
    const p = this.page.createElement("p");
    p.className = kind || (label ? "point" : "paragraph");
    if (label) p.setAttribute("data-label", label);
    runs.forEach((run) => p.append(this.run(run)));
    this.out.append(p);
  }

  run(run) {
    if (run.note) {
      const sup = this.page.createElement("sup");
      sup.setAttribute("data-text", run.note);
      return sup;
    }
    let node = this.page.createTextNode(run.words);
    for (const [mark, tag] of [[run.em, "em"], [run.strong, "strong"]]) {
      if (!mark) continue;
      const outer = this.page.createElement(tag);
      outer.append(node);
      node = outer;
    }
    return node;
  }

  table(node) {
    this.end();
    const rows = grid(node);
    const width = Math.max(0, ...rows.map((row) => row.length));
    // A frame of one cell, or a layout broader than any table of a letter, is only its text.
    if (node.caption) this.block(node.caption, "CAPTION", {});
    if (width > MOST_COLUMNS) this.losses.add("wide");
    if (width > 1 && this.inside) this.losses.add("nested");
    if (width <= 1 || width > MOST_COLUMNS || this.inside) {
      rows.flat().forEach((cell) => { if (cell) { this.walk(cell, {}); this.end(); } });
      return;
    }
    this.losses.add("merged", rows.flat().filter((cell) => cell && (cell.colSpan > 1 || cell.rowSpan > 1)).length);
    const table = this.page.createElement("table");
    const headed = node.tHead?.rows.length === 1 || (rows[0]?.length && rows[0].every((cell) => cell?.tagName === "TH"));
    if (headed && rows.length > 1) table.className = "head";
    rows.forEach((row) => {
      const tr = table.insertRow();
      for (let n = 0; n < width; n += 1) this.cell(tr.insertCell(), row[n], headed && row === rows[0]);
    });
    this.out.append(table);
  }

  cell(td, source, head) {
    if (!source) return;
    const inner = new Reader(this.page, this.notes, this.losses, true);
    inner.walk(source, {});
    inner.end();
    inner.out.querySelectorAll("p").forEach((p, at) => {
      if (at) td.append(" ");
      if (p.dataset.label) td.append(`${p.dataset.label} `);
      // A head is bold by itself.
      if (head) p.querySelectorAll("strong,em").forEach((mark) => mark.replaceWith(...mark.childNodes));
      td.append(...p.childNodes);
    });
  }
}

/** A table's cells by row; what spans gives empty cells behind and below itself. */
const grid = (table) => {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const out = rows.map(() => []);
  rows.forEach((row, y) => [...row.cells].forEach((cell) => {
    let x = 0;
    while (out[y][x] !== undefined) x += 1;
    const wide = Math.min(cell.colSpan, 100);
    for (let dy = 0; dy < Math.min(cell.rowSpan || 1, rows.length - y); dy += 1) {
      for (let dx = 0; dx < wide; dx += 1) out[y + dy][x + dx] = dy || dx ? null : cell;
    }
  }));
  return out.filter((row) => row.length);
};

const marked = (node, tag, marks) => {
  const out = { ...marks };
  if (tag === "B" || tag === "STRONG" || styled(node, /font-weight:\s*(bold|[6-9]00)/i)) out.strong = true;
  if (tag === "I" || tag === "EM" || styled(node, /font-style:\s*italic/i)) out.em = true;
  if (styled(node, /font-weight:\s*(normal|400)/i)) out.strong = false;
  if (styled(node, /font-style:\s*normal/i)) out.em = false;
  return out;
};

const listLabel = (text) => {
  const sign = tidy(text).trim();
  // A letter alone is a bullet of a symbol face; a letter or figure with its mark is counted.
  return /^(?=.*[\p{L}\d])\S{2,16}$/u.test(sign) ? sign : cut(sign.replace("•", "-"))?.[0] ?? "-";
};

const itemLabel = (item) => {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "-";
  const place = [...list.children].filter((one) => one.tagName === "LI").indexOf(item);
  const number = (Number(list.getAttribute("start")) || 1) + place;
  if (list.type === "I") return `${roman(number)}.`;
  const deep = list.parentElement?.closest("ol,ul");
  const letters = /^a$/i.test(list.getAttribute("type") ?? "") || styled(list, /list-style-type:\s*lower-(alpha|latin)/) || deep;
  return letters && number < 24 ? `${[..."abcdđeghiklmnopqrstuvxy"][number - 1]})` : `${number}.`;
};

const trim = (runs) => {
  while (runs.length && runs[0].words !== undefined && !runs[0].words.trim()) runs.shift();
  while (runs.length && runs.at(-1).words !== undefined && !runs.at(-1).words.trim()) runs.pop();
  if (runs[0]?.words) runs[0].words = runs[0].words.trimStart();
  if (runs.at(-1)?.words) runs.at(-1).words = runs.at(-1).words.trimEnd();
};

/** Take a label and the space behind it off the runs it stands in. */
const drop = (runs, [label, rest]) => {
  let left = runs.map((run) => run.words ?? "\ufffc").join("").length - rest.length;
  while (left > 0 && runs.length) {
    const taken = Math.min(left, runs[0].words.length);
    runs[0].words = runs[0].words.slice(taken);
    left -= taken;
    if (!runs[0].words) runs.shift();
  }
  if (!runs.length && label) return;
};
