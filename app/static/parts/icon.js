/* A small line picture. */
const SVG = "http://www.w3.org/2000/svg";

/**
 * The picture of a path.
 * @param {string} path
 * @param {string} className
 */
export const iconOf = (path, className) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};
