/* The bounds most projects lie in: a few far ends do not shrink the city. */
const HOME_SHARE = 0.1;

/**
 * Left, top, right and bottom in world pixels of where most anchors lie.
 * @param {{anchors: Float64Array}} places x and y by turns.
 * @returns {Box}
 */
export const homeBounds = ({ anchors }) => {
  const between = (/** @type {number} */ side) => {
    const sorted = anchors.filter((_, at) => at % 2 === side).toSorted();
    const skip = Math.floor(sorted.length * HOME_SHARE);
    return [sorted[skip], sorted[sorted.length - 1 - skip]];
  };
  const [left, right] = between(0);
  const [top, bottom] = between(1);
  return [left, top, right, bottom];
};
