/* What a point touches: the distance to a line, the inside of an area. */
/**
 * The distance from a point to a line between two others.
 * @param {number} x
 * @param {number} y
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @returns {number}
 */
export const distanceToSegment = (x, y, x1, y1, x2, y2) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  const share = square ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / square)) : 0;
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
};

/**
 * Whether a point lies within rings, and not in a hole of theirs.
 * @param {number} x
 * @param {number} y
 * @param {Float64Array[]} rings
 * @returns {boolean}
 */
export const isInside = (x, y, rings) => {
  let inside = false;
  for (const flat of rings) {
    for (let i = 0, j = flat.length - 2; i < flat.length; j = i, i += 2) {
      const crosses = flat[i + 1] > y !== flat[j + 1] > y;
      const at = ((flat[j] - flat[i]) * (y - flat[i + 1])) / (flat[j + 1] - flat[i + 1]) + flat[i];
      if (crosses && x < at) inside = !inside;
    }
  }
  return inside;
};
