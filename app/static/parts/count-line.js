/* The sentence of counts above the map: the server's, or the page's own where that is ahead. */
import { countSentence } from "../core/count-words.js";
import { element } from "./element.js";

export class CountLine {
  constructor() {
    /** @type {Messages | null} */
    this.messages = null;
    this.root = element("p", { className: "city-count", role: "status" });
  }

  /**
   * Say what the server counted.
   * @param {string} sentence
   * @param {Messages} messages
   */
  update(sentence, messages) {
    this.messages = messages;
    this.write(sentence);
  }

  /**
   * Say what the page itself counted.
   * @param {import("../core/filter.js").Answer} answer
   */
  answer(answer) {
    if (this.messages) this.write(countSentence(this.messages, answer));
  }

  /** @param {string} sentence */
  write(sentence) {
    if (this.root.textContent !== sentence) this.root.textContent = sentence;
  }
}
