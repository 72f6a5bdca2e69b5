/* What stands over the map and hides what is drawn beneath it: tools, legend, date, scale, notices. */
const OVER = ".leaflet-control, .city-tools, .city-legend, .city-as-of, .city-sight";

/**
 * The boxes over a map, in the map's own pixels.
 * @param {HTMLElement} frame
 * @param {HTMLElement} box The map's own element; a wall screen may magnify it.
 * @returns {Box[]}
 */
export const furnitureOf = (frame, box) => {
  const map = box.getBoundingClientRect();
  const scale = map.width / box.offsetWidth || 1;
  return [...frame.querySelectorAll(OVER)]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => [
      (left - map.left) / scale, (top - map.top) / scale, (right - map.left) / scale, (bottom - map.top) / scale,
    ]);
};
