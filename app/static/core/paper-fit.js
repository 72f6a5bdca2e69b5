/* How a map that is kept at the size it was drawn at fills the first sheet of paper, with its legend. */

/* What a sheet of A4 leaves to map and legend between its margins, below the head of the page; in pixels of CSS. */
const UPRIGHT = { width: 677, height: 870 };
const ACROSS = { width: 995, height: 478 };
/* What the legend takes of it: its height in three columns below the map, its width in one or in two beside it. */
const TAG_ROW = 38;
const [BELOW, ONE_COLUMN, TWO_COLUMNS] = [250, 200, 320];

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{scale: number, isBeside: boolean}} Fit */

const scaleOf = (/** @type {Size} */ size, /** @type {Size} */ room) => Math.min(room.width / size.width, room.height / size.height);

/**
 * On a sheet that stands upright the legend goes where the map is left larger; on one that lies, beside the map.
 * @param {Size} size Of the map on the screen.
 * @param {number} tags How wide the tags of what is chosen are, one beside the other: rows of them stand in the head.
 * @returns {{upright: Fit, across: Fit}}
 */
export const fitPaper = (size, tags = 0) => {
  const height = UPRIGHT.height - Math.ceil(tags / UPRIGHT.width) * TAG_ROW;
  const below = scaleOf(size, { ...UPRIGHT, height: height - BELOW });
  const beside = scaleOf(size, { height, width: UPRIGHT.width - ONE_COLUMN });
  return {
    upright: { scale: Math.max(below, beside), isBeside: beside > below },
    across: { scale: scaleOf(size, { ...ACROSS, width: ACROSS.width - TWO_COLUMNS }), isBeside: true },
  };
};
