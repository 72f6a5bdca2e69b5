/* Which boxes may touch a place: a grid over world pixels, so that no search looks at all records. */

const BOXES_A_CELL = 4;
const MOST_SIDE = 512;
const MOST_CELLS = 64;
const MUCH = 1 / 16; // of more cells than this share every box is looked at

/**
 * @typedef {{left: number, right: number, top: number, bottom: number}} Span
 */

export class BoxGrid {
  /**
   * @param {Float64Array} boxes Left, top, right and bottom of each; a box is found again by its number.
   */
  constructor(boxes) {
    this.boxes = boxes;
    this.count = boxes.length / 4;
    this.side = Math.max(1, Math.min(MOST_SIDE, Math.ceil(Math.sqrt(this.count / BOXES_A_CELL))));
    this.bounds = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < boxes.length; at += 4) {
      this.bounds[0] = Math.min(this.bounds[0], boxes[at]);
      this.bounds[1] = Math.min(this.bounds[1], boxes[at + 1]);
      this.bounds[2] = Math.max(this.bounds[2], boxes[at + 2]);
      this.bounds[3] = Math.max(this.bounds[3], boxes[at + 3]);
    }
    const [left, top, right, bottom] = this.bounds;
    this.width = Math.max((right - left) / this.side, Number.EPSILON);
    this.height = Math.max((bottom - top) / this.side, Number.EPSILON);
    /* The numbers in each cell, one cell after the other, and where each begins. */
    this.starts = new Uint32Array(this.side * this.side + 1);
    this.items = new Uint32Array();
    /* Boxes over many cells are looked at every time; few are so large. */
    this.large = new Uint32Array();
    this.fill();
    this.seen = new Uint32Array(this.count);
    this.search = 0;
  }

  /* Note in each cell which boxes touch it: first how many, then which. */
  fill() {
    const { side } = this;
    /** @type {number[]} */
    const large = [];
    const { starts } = this;
    for (let number = 0; number < this.count; number += 1) {
      const span = this.spanOf(number);
      if (isLarge(span)) large.push(number);
      else this.each(span, (cell) => { starts[cell + 1] += 1; });
    }
    for (let cell = 0; cell < side * side; cell += 1) starts[cell + 1] += starts[cell];
    this.items = new Uint32Array(starts[side * side]);
    const { items } = this;
    const next = starts.slice();
    for (let number = 0; number < this.count; number += 1) {
      const span = this.spanOf(number);
      if (isLarge(span)) continue;
      this.each(span, (cell) => {
        items[next[cell]] = number;
        next[cell] += 1;
      });
    }
    this.large = Uint32Array.from(large);
  }

  /**
   * The numbers of the boxes that touch a box, in the order they were given.
   * @param {Box} box
   * @returns {Uint32Array}
   */
  find([left, top, right, bottom]) {
    const { boxes, bounds, seen, starts, items } = this;
    if (left <= bounds[0] && top <= bounds[1] && right >= bounds[2] && bottom >= bounds[3]) {
      const all = new Uint32Array(this.count);
      for (let number = 0; number < this.count; number += 1) all[number] = number;
      return all;
    }
    const span = this.cellsOf(left, top, right, bottom);
    const cells = (span.right - span.left + 1) * (span.bottom - span.top + 1);
    if (cells > this.side * this.side * MUCH) return this.passThrough(left, top, right, bottom);
    this.search += 1;
    const { search } = this;
    /** @type {number[]} */
    const found = [];
    const take = (/** @type {number} */ number) => {
      if (seen[number] === search) return;
      const at = number * 4;
      if (boxes[at] > right || boxes[at + 2] < left || boxes[at + 1] > bottom || boxes[at + 3] < top) return;
      seen[number] = search;
      found.push(number);
    };
    for (const number of this.large) take(number);
    this.each(span, (cell) => {
      for (let at = starts[cell]; at < starts[cell + 1]; at += 1) take(items[at]);
    });
    return Uint32Array.from(found).toSorted();
  }

  /**
   * The same by a look at every box: quicker where much of all is asked for.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   */
  passThrough(left, top, right, bottom) {
    const { boxes, count } = this;
    const found = new Uint32Array(count);
    let length = 0;
    for (let number = 0; number < count; number += 1) {
      const at = number * 4;
      if (boxes[at] > right || boxes[at + 2] < left || boxes[at + 1] > bottom || boxes[at + 3] < top) continue;
      found[length] = number;
      length += 1;
    }
    return found.subarray(0, length);
  }

  /** @param {number} number */
  spanOf(number) {
    const { boxes } = this;
    const at = number * 4;
    return this.cellsOf(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
  }

  /**
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @returns {Span}
   */
  cellsOf(left, top, right, bottom) {
    const [fromX, fromY] = this.bounds;
    const most = this.side - 1;
    const cell = (/** @type {number} */ at) => Math.min(most, Math.max(0, Math.floor(at)));
    return {
      left: cell((left - fromX) / this.width), right: cell((right - fromX) / this.width),
      top: cell((top - fromY) / this.height), bottom: cell((bottom - fromY) / this.height),
    };
  }

  /**
   * @param {Span} span
   * @param {(cell: number) => void} visit
   */
  each({ left, right, top, bottom }, visit) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) visit(row * this.side + column);
    }
  }
}

/** @param {Span} span */
const isLarge = ({ left, right, top, bottom }) => (right - left + 1) * (bottom - top + 1) > MOST_CELLS;
