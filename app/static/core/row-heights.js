/* How tall the rows of a long list are: what was measured, and a guess for the others. */

export class RowHeights {
  /**
   * @param {number} count
   * @param {number} guess
   */
  constructor(count, guess) {
    this.heights = new Float32Array(count).fill(guess);
    this.isMeasured = new Uint8Array(count);
  }

  /**
   * Take measured rows; those not measured yet are guessed to be as tall as these on average.
   * @param {number} from
   * @param {number[]} measured
   * @returns {number | null} Their average; null where none was measured.
   */
  measure(from, measured) {
    const isFirst = !this.isMeasured.includes(1);
    measured.forEach((height, at) => {
      this.heights[from + at] = height;
      this.isMeasured[from + at] = 1;
    });
    if (!measured.length) return null;
    const average = measured.reduce((sum, height) => sum + height, 0) / measured.length;
    if (isFirst) for (let at = 0; at < this.heights.length; at += 1) if (!this.isMeasured[at]) this.heights[at] = average;
    return average;
  }

  /**
   * The height of the rows from one up to, not including, another.
   * @param {number} from
   * @param {number} to
   */
  between(from, to) {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += this.heights[at];
    return sum;
  }

  /**
   * The rows that stand between two heights, counted from the top of the first row.
   * @param {number} top
   * @param {number} bottom
   * @returns {{from: number, to: number}}
   */
  rowsWithin(top, bottom) {
    const count = this.heights.length;
    let [from, y] = [0, 0];
    while (from < count && y + this.heights[from] <= top) {
      y += this.heights[from];
      from += 1;
    }
    let to = from;
    while (to < count && y < bottom) {
      y += this.heights[to];
      to += 1;
    }
    return { from, to };
  }
}
