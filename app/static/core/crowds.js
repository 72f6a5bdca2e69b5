/* Which records cannot be told apart at a zoom: gathered into crowds, each with its count. */

/** @typedef {import("./place-table.js").PlaceTable} PlaceTable */

/**
 * The anchors of some rows inside a box of world pixels: the row of each, and where it stands.
 * @param {PlaceTable} table
 * @param {Uint32Array} rows
 * @param {Box} box
 */
const anchorsWithin = ({ anchorsFrom, anchors }, rows, [left, top, right, bottom]) => {
  let most = 0;
  for (const row of rows) most += anchorsFrom[row + 1] - anchorsFrom[row];
  const [rowOf, anchorOf] = [new Uint32Array(most), new Uint32Array(most)];
  let count = 0;
  for (const row of rows) {
    for (let at = anchorsFrom[row]; at < anchorsFrom[row + 1]; at += 1) {
      const [x, y] = [anchors[2 * at], anchors[2 * at + 1]];
      if (x < left || x > right || y < top || y > bottom) continue;
      rowOf[count] = row;
      anchorOf[count] = at;
      count += 1;
    }
  }
  return { rowOf: rowOf.subarray(0, count), anchorOf: anchorOf.subarray(0, count) };
};

/*
 * One pass over the rows, the most important first: a row joins the nearest crowd within reach, or
 * begins one where it stands. So crowds stand apart by their reach, each at a true place, and every
 * row is in one for each of its symbols.
 */
export class Crowds {
  /**
   * @param {PlaceTable} table
   * @param {Uint32Array} rows The most important first.
   * @param {{box: Box, reach: number}} how Both in world pixels.
   */
  constructor(table, rows, { box, reach }) {
    const { rowOf, anchorOf } = anchorsWithin(table, rows, box);
    this.table = table;
    this.rowOf = rowOf;
    this.crowdOf = new Uint32Array(rowOf.length);
    /* Of each crowd: the row that began it, where it stands, how many rows are in it. */
    /** @type {number[]} */
    this.leaders = [];
    /** @type {number[]} */
    this.xs = [];
    /** @type {number[]} */
    this.ys = [];
    /** @type {number[]} */
    this.sizes = [];
    this.gather(anchorOf, box, reach);
  }

  get count() {
    return this.sizes.length;
  }

  /**
   * @param {Uint32Array} anchorOf
   * @param {Box} box
   * @param {number} reach
   */
  gather(anchorOf, [left, top, right, bottom], reach) {
    const { rowOf, crowdOf, leaders, xs, ys, sizes } = this;
    const { anchors } = this.table;
    const columns = Math.floor((right - left) / reach) + 3;
    const lines = Math.floor((bottom - top) / reach) + 3;
    const first = new Int32Array(columns * lines).fill(-1);
    /** @type {number[]} */
    const following = [];
    /** @type {number[]} */
    const newest = [];
    const most = reach * reach;
    const around = [0, -1, 1, -columns, columns, -columns - 1, -columns + 1, columns - 1, columns + 1];
    for (let number = 0; number < rowOf.length; number += 1) {
      const row = rowOf[number];
      const x = anchors[2 * anchorOf[number]];
      const y = anchors[2 * anchorOf[number] + 1];
      // The outermost cells stay empty, so that no look beside a cell leaves the grid.
      const cell = (Math.floor((y - top) / reach) + 1) * columns + Math.floor((x - left) / reach) + 1;
      let [nearest, least] = [-1, Infinity];
      for (const aside of around) {
        for (let crowd = first[cell + aside]; crowd >= 0; crowd = following[crowd]) {
          const [dx, dy] = [xs[crowd] - x, ys[crowd] - y];
          const distance = dx * dx + dy * dy;
          if (distance <= most && distance < least) [nearest, least] = [crowd, distance];
        }
        // Crowds keep apart by their reach: none can be nearer than one at less than half of it.
        if (least < most / 4) break;
      }
      if (nearest < 0) {
        nearest = sizes.length;
        leaders.push(row);
        xs.push(x);
        ys.push(y);
        sizes.push(1);
        newest.push(row);
        following.push(first[cell]);
        first[cell] = nearest;
      } else if (newest[nearest] !== row) {
        sizes[nearest] += 1;
        newest[nearest] = row;
      }
      crowdOf[number] = nearest;
    }
  }

  /**
   * Visit each row of each crowd once.
   * @param {(crowd: number, row: number) => void} visit
   */
  eachMember(visit) {
    const { rowOf, crowdOf } = this;
    for (let number = 0; number < rowOf.length; number += 1) {
      let isNew = true;
      // The symbols of one row follow each other.
      for (let before = number - 1; before >= 0 && rowOf[before] === rowOf[number]; before -= 1) {
        if (crowdOf[before] === crowdOf[number]) isNew = false;
      }
      if (isNew) visit(crowdOf[number], rowOf[number]);
    }
  }

  /**
   * How many members of each crowd are of each kind.
   * @param {(row: number) => number} kindOf
   * @param {number} kinds
   */
  tally(kindOf, kinds) {
    const counts = new Uint32Array(this.count * kinds);
    this.eachMember((crowd, row) => { counts[crowd * kinds + kindOf(row)] += 1; });
    return counts;
  }

  /**
   * The rows in a crowd, the most important first.
   * @param {number} crowd
   */
  membersOf(crowd) {
    const { rowOf, crowdOf } = this;
    /** @type {number[]} */
    const members = [];
    for (let number = 0; number < rowOf.length; number += 1) {
      if (crowdOf[number] === crowd && members.at(-1) !== rowOf[number]) members.push(rowOf[number]);
    }
    return members;
  }

  /**
   * The crowds that a row is in.
   * @param {number} row
   */
  crowdsOf(row) {
    const found = new Set();
    this.rowOf.forEach((other, number) => { if (other === row) found.add(this.crowdOf[number]); });
    return [...found];
  }

  /**
   * The crowd nearest to a point, and how far it is; null where there is none.
   * @param {number} x
   * @param {number} y
   */
  nearestTo(x, y) {
    let [nearest, least] = [-1, Infinity];
    for (let crowd = 0; crowd < this.count; crowd += 1) {
      const distance = Math.hypot(this.xs[crowd] - x, this.ys[crowd] - y);
      if (distance < least) [nearest, least] = [crowd, distance];
    }
    return nearest < 0 ? null : { crowd: nearest, distance: least };
  }

  /**
   * The box of the symbols in a crowd: left, top, right, bottom.
   * @param {number} crowd
   * @returns {Box}
   */
  boxOf(crowd) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of this.membersOf(crowd)) {
      const near = this.table.anchorsOf(row).toSorted(([x1, y1], [x2, y2]) =>
        Math.hypot(x1 - this.xs[crowd], y1 - this.ys[crowd]) - Math.hypot(x2 - this.xs[crowd], y2 - this.ys[crowd]));
      const [x, y] = near[0];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  }
}
