/* Where a name finds room beside its symbol. */
const TOOLS_WIDTH = 58;

/**
 * Where a name may stand beside its symbol: right, left, below, above; left end and middle.
 * @param {number} x
 * @param {number} y
 * @param {{width: number, gap: number}} size
 * @returns {Point[]}
 */
export const labelSpots = (x, y, { width, gap }) => [
  [x + gap, y],
  [x - gap - width, y],
  [x - width / 2, y + gap + 5],
  [x - width / 2, y - gap - 5],
];

/**
 * Whether a name fits at a spot: in the seen part, clear of the tools, touching nothing taken.
 * @param {Point} spot
 * @param {{width: number, size: number, taken: Box[], seen: Box}} room
 * @returns {boolean}
 */
export const isFree = ([x, y], { width, size, taken, seen: [left, , right] }) =>
  x >= left + 4 && x + width <= right - TOOLS_WIDTH
  && !taken.some((box) => x < box[2] + 2 && x + width > box[0] - 2
    && y - size / 2 < box[3] + 1 && y + size / 2 > box[1] - 1);
