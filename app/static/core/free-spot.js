/* Where a box may stand over a map without covering anything. */
const STEP = 4;
const WORSE = 1000; // a control that is covered cannot be pressed
const [EDGE, GAP] = [6, 3];

/**
 * How many boxes a spot covers.
 * @param {Box} spot
 * @param {Box[]} taken
 */
const countCovered = ([left, top, right, bottom], taken) => taken.reduce((sum, [l, t, r, b]) =>
  sum + Number(l < right + GAP && r > left - GAP && t < bottom + GAP && b > top - GAP), 0);

/**
 * The corner of a box that covers nothing: where it stands now, else as low as it can, the middle first.
 * Where there is no such place, the one that covers the least, and nothing fixed if that can be.
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number, taken: Box[], fixed?: Box[], now?: Position | null}} room
 * @returns {Position} Left and top.
 */
export const findSpot = ({ width, height }, { width: wide, height: high, taken, fixed = [], now = null }) => {
  const sides = [(wide - width) / 2, EDGE, wide - width - EDGE].map(Math.round);
  /** @type {Position[]} */
  const spots = now && now[0] >= 0 && now[0] + width <= wide && now[1] >= 0 && now[1] + height <= high ? [now] : [];
  for (let top = Math.floor(high - height - EDGE); top >= EDGE; top -= STEP) for (const left of sides) spots.push([left, top]);
  /** @type {Position} */
  let best = [sides[0], Math.max(EDGE, high - height - EDGE)];
  let least = Infinity;
  for (const [left, top] of spots) {
    /** @type {Box} */
    const box = [left, top, left + width, top + height];
    const covered = countCovered(box, taken) + WORSE * countCovered(box, fixed);
    if (covered >= least) continue;
    [best, least] = [[left, top], covered];
    if (!covered) break;
  }
  return best;
};
