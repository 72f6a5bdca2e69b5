/* What stands over the map and hides what is drawn beneath it: tools, legend, date, scale; notices find their place. */
const FIXED = ".leaflet-control, .city-tools, .city-legend, .city-as-of";

/**
 * The boxes over a map, in the map's own pixels.
 * @param {HTMLElement} frame
 * @param {HTMLElement} box The map's own element; a wall screen may magnify it.
 * @param {string} [asked] Which of them; all where not told.
 * @returns {Box[]}
 */
export const furnitureOf = (frame, box, asked = `${FIXED}, .city-sight`) => {
  const map = box.getBoundingClientRect();
  const scale = map.width / box.offsetWidth || 1;
  return [...frame.querySelectorAll(asked)]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => [
      (left - map.left) / scale, (top - map.top) / scale, (right - map.left) / scale, (bottom - map.top) / scale,
    ]);
};

/**
 * The room of a map for what finds its own place there: the fixed boxes over it and what is drawn.
 * @param {HTMLElement} frame
 * @param {HTMLElement} box
 * @param {Box[]} drawn
 */
export const roomOf = (frame, box, drawn) => ({
  width: box.offsetWidth, height: box.offsetHeight, taken: drawn, fixed: furnitureOf(frame, box, FIXED),
});
