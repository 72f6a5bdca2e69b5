/* The choice between several records at one point of the map. */
import { element } from "../parts/element.js";
import { symbolPicture } from "../parts/symbol-picture.js";

export class Chooser {
  /**
   * @param {HTMLElement} frame
   * @param {{onChoose: (id: string) => void}} host
   */
  constructor(frame, { onChoose }) {
    this.frame = frame;
    this.onChoose = onChoose;
    this.box = element("div", { className: "city-chooser", hidden: "" });
    frame.append(this.box);
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /**
   * @param {Feature[]} features
   * @param {{x: number, y: number}} at
   * @param {Messages} messages
   */
  open(features, { x, y }, messages) {
    const choose = (/** @type {string} */ id) => {
      this.close();
      this.onChoose(id);
    };
    this.box.replaceChildren(
      element("p", { text: messages.count("{n} project here", "{n} projects here", features.length) }),
      element("ul", {
        children: features.map(({ properties }) => element("li", {
          children: [element("button", {
            type: "button", on: { click: () => choose(properties.id) },
            children: [
              symbolPicture(properties.sector, properties.status, 24),
              element("span", { text: messages.pick(properties.name_zh, properties.name_en) }),
            ],
          })],
        })),
      }),
    );
    this.box.hidden = false;
    // Sizes before any magnifying, as the point is.
    const { clientWidth: width, clientHeight: height } = this.frame;
    const { offsetWidth, offsetHeight } = this.box;
    this.box.style.left = `${Math.max(8, Math.min(x + 12, width - offsetWidth - 8))}px`;
    this.box.style.top = `${Math.max(8, Math.min(y + 12, height - offsetHeight - 8))}px`;
    this.box.querySelector("button")?.focus();
  }

  close() {
    this.box.hidden = true;
  }
}
