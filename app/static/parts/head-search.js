/* The search in the head of a narrow page: the same search as the panel's, without opening a drawer. */
import { element } from "./element.js";

/** @typedef {{label: string, placeholder: string}} HeadWords */

export class HeadSearch {
  /** @param {{onText: (text: string, isTyping: boolean) => void, onDone: () => void}} on */
  constructor({ onText, onDone }) {
    this.field = element("input", {
      type: "search", name: "q", maxlength: "100", autocomplete: "off", enterkeyhint: "search",
      on: {
        input: (event) => { if (!(event instanceof InputEvent && event.isComposing)) onText(this.field.value, true); },
        compositionend: () => onText(this.field.value, true),
      },
    });
    this.root = element("form", {
      className: "city-head-search", role: "search",
      on: {
        submit: (event) => {
          event.preventDefault();
          onText(this.field.value, false);
          this.field.blur();
          onDone();
        },
      },
      children: [this.field],
    });
  }

  /** @param {HeadWords} words */
  setWords({ label, placeholder }) {
    this.field.setAttribute("aria-label", label);
    this.field.setAttribute("placeholder", placeholder);
  }

  /**
   * Take over what is searched; what the reader is typing stays as it is typed.
   * @param {string} text
   */
  write(text) {
    if (this.field.value.trim() !== text.trim()) this.field.value = text;
  }
}
