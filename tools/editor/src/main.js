// The rich editor of a letter's body: it takes the textarea's place where scripts run.
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
}
