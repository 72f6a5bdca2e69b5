/* The map's own buttons: base maps, whole city, full screen; their words can change. */
import { baseName } from "./online-bases.js";
import { element } from "../parts/element.js";

const icons = {
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
  layers: "M12 4 3.5 8.5 12 13l8.5-4.5zM4 12.5l8 4.5 8-4.5M4 16l8 4.5 8-4.5",
};

/** @param {keyof typeof icons} name */
const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", icons[name]);
  svg.append(path);
  return svg;
};

export class MapTools extends L.Control {
  /** @param {{onBase: (slug: string) => void, onFull: () => void, onHome: () => void}} host */
  constructor({ onBase, onFull, onHome }) {
    super({ position: "topright" });
    this.onBase = onBase;
    this.onFull = onFull;
    this.onHome = onHome;
    this._box = element("div", { className: "city-tools leaflet-bar" });
  }

  onAdd() {
    L.DomEvent.disableClickPropagation(this._box);
    L.DomEvent.disableScrollPropagation(this._box);
    return this._box;
  }

  /**
   * Write the buttons anew in a language.
   * @param {Messages} messages
   * @param {{base: string, bases: string[]}} choice
   */
  setMessages(messages, { base, bases }) {
    /**
     * @param {keyof typeof icons} name
     * @param {string} label
     * @param {() => void} on
     * @param {Record<string, string>} [extra]
     */
    const button = (name, label, on, extra = {}) => {
      const node = element("button", {
        type: "button", "aria-label": label, title: label, on: { click: on }, ...extra,
      });
      node.append(icon(name));
      return node;
    };
    const buttons = [
      button("home", messages.say("Whole city"), this.onHome),
      button("full", messages.say("Full screen"), this.onFull),
    ];
    const menu = element("fieldset", { className: "city-bases", hidden: "" });
    if (bases.length > 1) {
      const opener = button("layers", messages.say("Base map"), () => {
        menu.hidden = !menu.hidden;
        opener.setAttribute("aria-expanded", String(!menu.hidden));
        const chosen = menu.hidden ? null : menu.querySelector("input:checked");
        if (chosen instanceof HTMLElement) chosen.focus();
      }, { "aria-expanded": "false" });
      buttons.push(opener);
      menu.append(element("legend", { text: messages.say("Base map") }));
      for (const slug of bases) {
        const input = element("input", {
          type: "radio", name: "city-base", value: slug,
          on: { change: () => this.onBase(slug) },
        });
        input.checked = slug === base;
        menu.append(element("label", {
          children: [input, element("span", { text: baseName(messages, slug) })],
        }));
      }
      menu.append(element("p", {
        text: messages.say("Online maps ask other servers for pictures; the embedded map asks nobody."),
      }));
    }
    this._box.replaceChildren(...buttons, menu);
  }

  /**
   * Mark the base map that is shown.
   * @param {string} base
   */
  mark(base) {
    for (const input of this._box.querySelectorAll("input")) input.checked = input.value === base;
  }
}
