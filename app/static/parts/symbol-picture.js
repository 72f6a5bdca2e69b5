/* The signs as SVG pictures for lists, cards and legends; they are decoration only. */
import { inks, sectorColour, sectorGlyph, statusStyle } from "../core/symbols.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * The same symbol as an SVG picture for lists, cards and legends; it is decoration only.
 * @param {string | null} sector
 * @param {string} status
 * @param {number} [size]
 */
export const symbolPicture = (sector, status, size = 22) => {
  const radius = 10;
  const colour = sectorColour(sector);
  const style = statusStyle(status);
  const hollow = style.fill !== "solid";
  /**
   * @param {"svg" | "circle" | "path" | "rect"} tag
   * @param {Record<string, string | number>} attributes
   */
  const make = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
    return node;
  };
  const svg = make("svg", {
    viewBox: "-16 -16 32 32", width: size, height: size, "aria-hidden": "true",
    focusable: "false", class: "city-symbol",
  });
  if (style.ring === "full") {
    svg.append(make("circle", { r: 13.4, fill: "none", stroke: colour, "stroke-width": 1.7 }));
  } else if (style.ring === "progress") {
    svg.append(make("path", {
      d: "M0 -13.4A13.4 13.4 0 1 1 -13.4 0", fill: "none", stroke: colour,
      "stroke-width": 1.9, "stroke-linecap": "round",
    }));
  }
  const plate = style.shape === "square"
    ? make("rect", { x: -9.2, y: -9.2, width: 18.4, height: 18.4, rx: 3.8 })
    : make("circle", { r: hollow ? 9.2 : radius });
  plate.setAttribute("fill", hollow ? inks().paper : colour);
  if (hollow) {
    plate.setAttribute("stroke", colour);
    plate.setAttribute("stroke-width", "1.9");
    if (style.fill === "dotted") {
      plate.setAttribute("stroke-dasharray", "1.2 4.2");
      plate.setAttribute("stroke-linecap", "round");
    }
  }
  svg.append(plate);
  const glyph = sectorGlyph(sector);
  if (glyph) {
    svg.append(make("path", {
      d: glyph, fill: hollow ? colour : inks().paper, "fill-rule": "evenodd",
      transform: "scale(.51) translate(-12 -12)",
    }));
  }
  return svg;
};
