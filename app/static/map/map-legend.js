/* The legend: what fill, ring, line and softness mean. */
import { element } from "../parts/element.js";
import { symbolPicture } from "../parts/symbol-picture.js";

export const mapLegend = (messages, vocabulary) => {
  const entry = (picture, text) => element("li", { children: [picture, element("span", { text })] });
  const list = (items) => element("ul", { children: items });
  const swatch = (className) => element("i", { className: `city-swatch ${className}`, "aria-hidden": "true" });
  return element("details", {
    className: "city-legend",
    children: [
      element("summary", { text: messages.say("Legend") }),
      element("div", {
        children: [
          element("h3", { text: messages.say("Status") }),
          list(vocabulary.statuses.map((term) =>
            entry(symbolPicture(null, term.slug), messages.pick(term.name_zh, term.name_en)))),
          element("h3", { text: messages.say("Sector") }),
          list(vocabulary.sectors.map((term) =>
            entry(symbolPicture(term.slug, "completed"), messages.pick(term.name_zh, term.name_en)))),
          element("h3", { text: messages.say("How sure the place is") }),
          list([
            entry(swatch("is-sure"), messages.say("Solid line: known within a kilometre")),
            entry(swatch("is-soft"), messages.say("Dashed line or soft circle: approximate; the circle is the uncertainty")),
            entry(swatch("is-many"), messages.say("A number: several projects at one place; click to choose")),
          ]),
        ],
      }),
    ],
  });
};
