/* A question that is asked once before something is taken away. */
import { element } from "../parts/element.js";

/**
 * Ask; gives whether the answer was yes.
 * @param {string} question
 * @param {{yes: string, no: string}} answers
 * @returns {Promise<boolean>}
 */
export const askOnce = (question, { yes, no }) => new Promise((answer) => {
  const dialog = element("dialog", { className: "story-dialog", "aria-label": question });
  const close = (/** @type {boolean} */ isYes) => {
    dialog.close();
    dialog.remove();
    answer(isYes);
  };
  dialog.append(
    element("p", { text: question }),
    element("button", { type: "button", className: "is-main", text: yes, on: { click: () => close(true) } }),
    element("button", { type: "button", text: no, autofocus: "", on: { click: () => close(false) } }),
  );
  dialog.addEventListener("cancel", () => close(false));
  document.body.append(dialog);
  dialog.showModal();
});
