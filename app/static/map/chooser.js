/* The choice between several records at one point of the map. */
import { element } from "../parts/element.js";
import { symbolPicture } from "../parts/symbol-picture.js";

const AT_ONCE = 12;

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
   * Say how many there are, list the first of them, and the others as they are asked for.
   * @param {Feature[]} features
   * @param {{x: number, y: number}} at
   * @param {{messages: Messages, onPart?: (() => void) | null}} how `onPart` looks nearer, where that parts them.
   */
  open(features, { x, y }, { messages, onPart = null }) {
    const list = element("ul", {});
    const more = element("button", {
      type: "button", className: "city-chooser-more", on: { click: () => this.list(features, list, more, messages) },
    });
    const part = onPart && features.length > 1 && element("button", {
      type: "button", className: "city-chooser-part", text: messages.say("Zoom in to tell them apart"),
      on: {
        click: () => {
          this.close();
          onPart();
        },
      },
    });
    this.box.replaceChildren(
      element("p", { text: messages.count("{n} project here", "{n} projects here", features.length) }), list, more, ...(part ? [part] : []),
    );
    this.list(features, list, more, messages);
    this.box.hidden = false;
    // Sizes before any magnifying, as the point is.
    const { clientWidth: width, clientHeight: height } = this.frame;
    const { offsetWidth, offsetHeight } = this.box;
    this.box.style.left = `${Math.max(8, Math.min(x + 12, width - offsetWidth - 8))}px`;
    this.box.style.top = `${Math.max(8, Math.min(y + 12, height - offsetHeight - 8))}px`;
    this.box.querySelector("button")?.focus();
  }

  /**
   * List some more of them, and go on from there by keyboard.
   * @param {Feature[]} features
   * @param {HTMLElement} list
   * @param {HTMLElement} more
   * @param {Messages} messages
   */
  list(features, list, more, messages) {
    const known = list.childElementCount;
    list.append(...features.slice(known, known + AT_ONCE).map((one) => this.item(one, messages)));
    const left = features.length - list.childElementCount;
    more.hidden = left === 0;
    more.textContent = messages.count("Show {n} more", "Show {n} more", Math.min(left, AT_ONCE));
    if (known) list.children[known]?.querySelector("button")?.focus();
  }

  /**
   * @param {Feature} feature
   * @param {Messages} messages
   */
  item({ properties }, messages) {
    const choose = () => {
      this.close();
      this.onChoose(properties.id);
    };
    return element("li", {
      children: [element("button", {
        type: "button", on: { click: choose },
        children: [
          symbolPicture(properties.sector, properties.status, 24),
          element("span", { text: messages.pick(properties.name_zh, properties.name_en) }),
        ],
      })],
    });
  }

  close() {
    this.box.hidden = true;
  }
}
