/* Which boxes may touch a place: a grid over world pixels, so that no search looks at all records. */

const SIDE = 96;
const MOST_CELLS = 64;

export class BoxGrid {
  /**
   * @param {Box[]} boxes left, top, right, bottom; found again by their number
   */
  constructor(boxes) {
    this.boxes = boxes;
    const [left, top, right, bottom] = boxes.reduce(([l, t, r, b], box) => [
      Math.min(l, box[0]), Math.min(t, box[1]), Math.max(r, box[2]), Math.max(b, box[3]),
    ], [Infinity, Infinity, -Infinity, -Infinity]);
    this.left = boxes.length ? left : 0;
    this.top = boxes.length ? top : 0;
    this.width = Math.max((right - left) / SIDE, Number.EPSILON);
    this.height = Math.max((bottom - top) / SIDE, Number.EPSILON);
    /** @type {number[][]} */
    this.cells = Array.from({ length: SIDE * SIDE }, () => []);
    /* Boxes over many cells are looked at every time; few are so large. */
    /** @type {number[]} */
    this.large = [];
    boxes.forEach((box, number) => {
      const span = this.cellsOf(box);
      if ((span.right - span.left + 1) * (span.bottom - span.top + 1) > MOST_CELLS) this.large.push(number);
      else this.each(span, (cell) => { cell.push(number); });
    });
    this.seen = new Uint32Array(boxes.length);
    this.search = 0;
  }

  /**
   * The numbers of the boxes that touch a box, in the order they were given.
   * @param {Box} box
   * @returns {number[]}
   */
  find(box) {
    this.search += 1;
    /** @type {number[]} */
    const found = [];
    const take = (/** @type {number} */ number) => {
      if (this.seen[number] === this.search) return;
      this.seen[number] = this.search;
      const other = this.boxes[number];
      const touches = other[0] <= box[2] && other[2] >= box[0] && other[1] <= box[3] && other[3] >= box[1];
      if (touches) found.push(number);
    };
    this.large.forEach(take);
    this.each(this.cellsOf(box), (cell) => cell.forEach(take));
    return found.toSorted((one, other) => one - other);
  }

  /** @param {Box} box */
  cellsOf([left, top, right, bottom]) {
    const cell = (/** @type {number} */ at) => Math.min(SIDE - 1, Math.max(0, Math.floor(at)));
    return {
      left: cell((left - this.left) / this.width), right: cell((right - this.left) / this.width),
      top: cell((top - this.top) / this.height), bottom: cell((bottom - this.top) / this.height),
    };
  }

  /**
   * @param {{left: number, right: number, top: number, bottom: number}} span
   * @param {(cell: number[]) => void} visit
   */
  each({ left, right, top, bottom }, visit) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) visit(this.cells[row * SIDE + column]);
    }
  }
}
