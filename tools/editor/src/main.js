// The rich editor of a letter's body and its annexes: it takes the textarea's place where scripts run.
import { Annexes } from "./annexes.js";
import { Rich } from "./rich.js";

const root = document.querySelector("[data-rich]");
if (root && window.docflow) {
  try {
    window.docflow.body = new Rich(root);
  } catch (error) {
    // A text that this editor cannot show stays in the textarea, where it can be written on.
    console.warn(error);
    root.hidden = true;
  }
  const { body } = window.docflow;
  if (body) body.annexes = new Annexes(body.form);
}
