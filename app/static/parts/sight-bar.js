/* What of the shown projects lies outside the view, and the way to see them all. */
import { findSpot } from "../core/free-spot.js";
import { element } from "./element.js";

export class SightBar {
  /**
   * @param {HTMLElement} frame
   * @param {{onAll: () => void}} on
   */
  constructor(frame, { onAll }) {
    this.text = element("span");
    this.button = element("button", { type: "button", on: { click: onAll } });
    this.box = element("p", { className: "city-sight", role: "status", hidden: "", children: [this.text, this.button] });
    /** @type {Position | null} */
    this.spot = null;
    frame.append(this.box);
  }

  /**
   * Stand where no symbol and nothing else over the map is covered; what stands free stays.
   * @param {{width: number, height: number, taken: Box[], fixed: Box[]}} room
   */
  settle(room) {
    if (this.box.hidden) return;
    const { offsetWidth: width, offsetHeight: height, style } = this.box;
    this.spot = findSpot({ width, height }, { ...room, now: this.spot });
    [style.left, style.top] = this.spot.map((pixels) => `${pixels}px`);
  }

  /**
   * Say how many of the placed ones are not in sight; nothing where all are.
   * @param {Messages} messages
   * @param {{outside: number, placed: number}} count
   */
  show(messages, { outside, placed }) {
    this.box.hidden = outside === 0;
    if (!outside) return;
    this.text.textContent = messages.count(
      "{n} of {total} is outside this view", "{n} of {total} are outside this view", outside, { total: placed },
    );
    this.button.textContent = messages.say("Show all");
  }
}
