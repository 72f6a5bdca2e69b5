/* What stands above the list: its order in words, what it is kept to, the way to the unplaced. */
import { element } from "./element.js";

export class ListTools {
  /** @param {{onReset: () => void, onSight: (isOnly: boolean) => void, onUnplaced: () => void}} on */
  constructor({ onReset, onSight, onUnplaced }) {
    this.order = element("span");
    this.reset = element("button", { type: "button", className: "city-link", "data-focus": "reset", on: { click: onReset } });
    this.sight = element("input", { type: "checkbox", "data-focus": "sight", on: { change: () => onSight(this.sight.checked) } });
    this.sightText = element("span");
    this.sightLabel = element("label", { children: [this.sight, this.sightText] });
    this.jump = element("button", { type: "button", className: "city-link", "data-focus": "jump", on: { click: onUnplaced } });
    this.box = element("div", {
      className: "city-list-tools",
      children: [
        element("p", { children: [this.order, this.reset] }),
        element("p", { children: [
          this.sightLabel, this.jump,
        ] }),
      ],
    });
  }

  /**
   * Say the order, what is kept to the view, and how many have no place.
   * @param {Messages} messages
   * @param {{sortedBy: string | null, isOnlySight: boolean, inSight: number | null, unplaced: number}} list
   */
  show(messages, { sortedBy, isOnlySight, inSight, unplaced }) {
    this.order.textContent = sortedBy
      ? messages.say("Sorted by: {column}", { column: sortedBy })
      : messages.say("In the order of the report; a heading sorts");
    this.reset.textContent = messages.say("Order of the report");
    this.reset.hidden = !sortedBy;
    this.sight.checked = isOnlySight;
    this.sightLabel.hidden = inSight === null;
    this.sightText.textContent = messages.say("Only what is in view ({n})", { n: inSight ?? 0 });
    this.jump.textContent = messages.count("{n} without a place ↓", "{n} without a place ↓", unplaced);
    this.jump.hidden = unplaced === 0;
  }
}
