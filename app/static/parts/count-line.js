/* The sentence of counts above the map: the server's, or the page's own where that is ahead. */
import { countSentence } from "../core/count-words.js";
import { element } from "./element.js";

export class CountLine {
  constructor() {
    this.messages = null;
    this.root = element("p", { className: "city-count", role: "status" });
  }

  /* Say what the server counted. */
  update(sentence, messages) {
    this.messages = messages;
    this.write(sentence);
  }

  /* Say what the page itself counted. */
  answer({ shown, total }) {
    if (this.messages) this.write(countSentence(this.messages, shown, total));
  }

  write(sentence) {
    if (this.root.textContent !== sentence) this.root.textContent = sentence;
  }
}
