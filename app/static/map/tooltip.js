/* The name of what the pointer is on. */
import { element } from "../parts/element.js";

export class Tooltip {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    this.box = element("div", { className: "city-tooltip", hidden: "" });
    frame.append(this.box);
  }

  hide() {
    this.box.hidden = true;
  }

  /**
   * Say a text beside a point of the frame, and more of it below.
   * @param {string} text
   * @param {{x: number, y: number}} at
   * @param {string} [more]
   */
  show(text, { x, y }, more = "") {
    this.box.hidden = false;
    this.box.replaceChildren(text, ...(more ? [element("small", { text: more })] : []));
    const room = this.frame.clientWidth - this.box.offsetWidth - 8;
    this.box.style.left = `${Math.max(4, Math.min(x + 14, room))}px`;
    this.box.style.top = `${y + 16}px`;
  }
}
