// Foreign HTML is read in a document of its own, where nothing runs and nothing is fetched.

const OURS = "p.paragraph,p.heading,p.centre,p.point,table,tbody,tr,td,strong,em,span.chip,sup.noteref,meta";
const KEPT = ["class", "data-pm-slice", "data-id", "data-label", "data-name", "data-text"];
const LONGEST_NOTE = 500;
const LABEL = /^(\S{1,16}|Điều \d{1,3}[a-zđ]?\.)$/;

const TAGS = [/<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi, /<[a-z][^>]*>/gi];

/** Parse pasted HTML. Styles and handlers get other names: the page's policy complains of them even where nothing runs. */
export const inert = (html) => {
  const dull = (tag) => tag.replace(/^(<[a-z][a-z0-9:]*)\//i, "$1 ").replace(/([\s"'])(style|on[a-z]+)(?=\s*=)/gi, "$1 data-$2");
  const quiet = TAGS.reduce((text, tags) => text.replace(tags, dull), html.replace(/<style[\s\S]*?(<\/style\s*>|$)|<(base|meta|link)\b[^>]*>/gi, ""));
  return new DOMParser().parseFromString(quiet, "text/html");
};

/** The HTML of a copy out of this editor, without what was never in it; null for any other HTML. */
export const ours = (page) => {
  const all = [...page.body.querySelectorAll("*")];
  if (!page.body.querySelector("[data-pm-slice]") || !all.every((one) => one.matches(OURS))) return null;
  all.forEach((one) => {
    [...one.attributes].forEach(({ name }) => { if (!KEPT.includes(name)) one.removeAttribute(name); });
    if (one.dataset.label && !LABEL.test(one.dataset.label)) { one.removeAttribute("data-label"); one.className = "paragraph"; }
    if (one.matches(".chip") && !/^[a-z][a-z0-9_]{0,39}$/.test(one.dataset.name ?? "")) one.replaceWith(one.textContent);
    if (one.matches(".noteref") && !one.dataset.text?.trim()) one.remove();
    else if (one.dataset.text?.length > LONGEST_NOTE) one.dataset.text = one.dataset.text.slice(0, LONGEST_NOTE);
  });
  return page.body.innerHTML;
};
