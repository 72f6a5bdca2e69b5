/* A short notice over the map. */
import { element } from "../parts/element.js";

export class Notice {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.box = element("p", { className: "city-map-notice", role: "status", hidden: "" });
    this.timer = 0;
    frame.append(this.box);
  }

  /**
   * Show a text for so long.
   * @param {string} text
   * @param {number} milliseconds
   */
  say(text, milliseconds) {
    this.box.textContent = text;
    this.box.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.box.hidden = true; }, milliseconds);
  }
}
