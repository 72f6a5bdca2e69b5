/* The bounds most projects lie in: a few far ends do not shrink the city. */
const HOME_SHARE = 0.1;

/**
 * Left, top, right and bottom in world pixels of where most anchors lie.
 * @param {{anchors: Point[]}[]} features
 * @returns {Box}
 */
export const homeBounds = (features) => {
  const at = features.flatMap((feature) => feature.anchors);
  const between = (/** @type {number[]} */ values) => {
    const sorted = values.toSorted((one, other) => one - other);
    const skip = Math.floor(sorted.length * HOME_SHARE);
    return [sorted[skip], sorted[sorted.length - 1 - skip]];
  };
  const [left, right] = between(at.map(([x]) => x));
  const [top, bottom] = between(at.map(([, y]) => y));
  return [left, top, right, bottom];
};
