/* What of the shown projects lies outside the view, and the way to see them all. */
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
    frame.append(this.box);
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
