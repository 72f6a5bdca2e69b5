/* The measures of the drawing: radii, widths, dashes and zooms, the table that paper reads too. */
import table from "../symbols.json" with { type: "json" };

export const measures = table.drawing;

/**
 * The entry of a table of steps for a zoom: the last one is for all zooms beyond.
 * @param {number[]} untilZoom
 * @param {number[]} values
 * @param {number} zoom
 * @returns {number}
 */
const stepAt = (untilZoom, values, zoom) => {
  const index = untilZoom.findIndex((limit) => zoom < limit);
  return values[index < 0 ? values.length - 1 : index];
};

/**
 * The radius of a symbol at a zoom.
 * @param {number} zoom
 */
export const radiusAt = (zoom) => stepAt(measures.radius.until_zoom, measures.radius.size, zoom);

/**
 * A width that grows with the zoom: its least, and what a zoom adds.
 * @param {number[]} width
 * @param {number} zoom
 */
export const grown = ([least, growth], zoom) =>
  least + Math.max(0, zoom - measures.ground.growth_from_zoom) * growth;

/**
 * Whether a place is only approximate.
 * @param {number} accuracy
 */
export const isSoft = (accuracy) => accuracy >= measures.soft_from_m;

/**
 * Whether a place is hardly more than a neighbourhood.
 * @param {number} accuracy
 */
export const isVague = (accuracy) => accuracy >= measures.vague_from_m;

/**
 * The nearest zoom at which a place of an accuracy is still told honestly.
 * @param {number} accuracy
 */
export const closestZoom = (accuracy) => {
  const { vague, soft, close } = measures.closest_zoom;
  if (isVague(accuracy)) return vague;
  return isSoft(accuracy) ? soft : close;
};

/**
 * The width of the soft edge around letters of a size.
 * @param {number} size
 */
export const haloWidth = (size) => Math.max(measures.names.least_halo, size * measures.names.halo);

/**
 * How early a kind of project is named: what serves the whole city comes first.
 * @param {string} kind
 */
export const kindRank = (kind) => {
  const rank = measures.labels.kinds.findIndex((kinds) => kinds.includes(kind));
  return rank < 0 ? measures.labels.kinds.length : rank;
};

/**
 * How many projects a map names at a zoom; Infinity where all that find room are named.
 * @param {number} zoom
 * @param {{width: number, height: number}} seen
 */
export const mostNames = (zoom, { width, height }) => {
  const { least, until_zoom: limits, pixels_a_name: pixels } = measures.labels.names_per_view;
  const each = stepAt(limits, pixels, zoom);
  return each ? Math.max(least, Math.floor((width * height) / each)) : Infinity;
};
