/* The room for names on a map: what is taken, and where one more fits. */
const CELL = 64;
const MOST_ROWS = 65_536;
const SIDE_GAP = 1.5;
const LINE_GAP = 1;
const SHARES_ALONG = [0.5, 0.35, 0.65, 0.2, 0.8];
const MOST_BEND = 0.12;
const MOST_TRIES = 400; // where so many found no room or did, the rest would not be read

/**
 * @typedef {{x: number, y: number, angle: number, boxes: Box[]}} Spot
 * @typedef {{width: number, size: number}} NameSize
 * @typedef {{of: string, x: number, y: number, apart: number}} Named
 * @typedef {{spots: () => Spot[], isCounted?: boolean, isNeeded?: boolean, named?: Named}} Label
 */

/* The boxes where something stands; a name takes one that is free. Boxes are left, top, right, bottom. */
export class LabelRoom {
  /** @param {Box} edges */
  constructor(edges) {
    this.edges = edges;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  * #cellsOf([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) {
        yield column * MOST_ROWS + row;
      }
    }
  }

  /** @param {Box[]} boxes */
  take(boxes) {
    for (const box of boxes) {
      for (const cell of this.#cellsOf(box)) {
        const taken = this.cells.get(cell);
        if (taken) taken.push(box);
        else this.cells.set(cell, [box]);
      }
    }
  }

  /**
   * Whether all boxes lie within the map and upon nothing.
   * @param {Box[]} boxes
   */
  isFree(boxes) {
    return boxes.every((box) => this.#isBoxFree(box));
  }

  /** @param {Box} box */
  #isBoxFree(box) {
    const [left, top, right, bottom] = box;
    const [edgeLeft, edgeTop, edgeRight, edgeBottom] = this.edges;
    if (left < edgeLeft || top < edgeTop || right > edgeRight || bottom > edgeBottom) return false;
    const wide = [left - SIDE_GAP, top - LINE_GAP, right + SIDE_GAP, bottom + LINE_GAP];
    for (const cell of this.#cellsOf(wide)) {
      for (const taken of this.cells.get(cell) ?? []) {
        if (wide[0] < taken[2] && wide[2] > taken[0] && wide[1] < taken[3] && wide[3] > taken[1]) return false;
      }
    }
    return true;
  }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} size
 * @returns {Box}
 */
const boxAround = (x, y, width, size) => [x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.6];

/**
 * A spot for a name whose middle is at a point.
 * @param {number} x
 * @param {number} y
 * @param {NameSize} name
 * @returns {Spot}
 */
export const spotAt = (x, y, { width, size }) => ({ x, y, angle: 0, boxes: [boxAround(x, y, width, size)] });

/**
 * Where a name may stand beside its symbol: right, left, below, above and between.
 * @param {number} x
 * @param {number} y
 * @param {NameSize & {gap: number}} name
 * @returns {Spot[]}
 */
export const spotsBeside = (x, y, { width, size, gap }) => {
  const side = gap + width / 2;
  const up = gap + size * 0.55;
  const slant = gap * 0.7;
  return [
    [x + side, y], [x - side, y], [x, y + up], [x, y - up],
    [x + slant + width / 2, y + slant + size * 0.3], [x + slant + width / 2, y - slant - size * 0.3],
    [x - slant - width / 2, y + slant + size * 0.3], [x - slant - width / 2, y - slant - size * 0.3],
  ].map(([middle, height]) => spotAt(middle, height, { width, size }));
};

/**
 * The distances from a line's beginning to each of its points.
 * @param {ArrayLike<number>} flat
 */
const distancesOf = (flat) => {
  const along = [0];
  for (let index = 2; index < flat.length; index += 2) {
    along.push(along[along.length - 1] + Math.hypot(flat[index] - flat[index - 2], flat[index + 1] - flat[index - 1]));
  }
  return along;
};

/**
 * @param {ArrayLike<number>} flat
 * @param {number[]} along
 * @param {number} distance
 */
const pointAlong = (flat, along, distance) => {
  let index = 1;
  while (index < along.length - 1 && along[index] < distance) index += 1;
  const step = along[index] - along[index - 1];
  const share = step ? (distance - along[index - 1]) / step : 0;
  const at = index * 2;
  return [0, 1].map((axis) => flat[at - 2 + axis] + (flat[at + axis] - flat[at - 2 + axis]) * share);
};

/**
 * Where a name can stand along a line: where the line is straight enough for it.
 * @param {ArrayLike<number>[]} lines
 * @param {NameSize & {offset: number}} name
 * @returns {Spot[]}
 */
export const spotsAlong = (lines, { width, size, offset }) => {
  /** @type {{flat: ArrayLike<number>, along: number[]}} */
  let best = { flat: [], along: [0] };
  for (const flat of lines) {
    const along = distancesOf(flat);
    if (along[along.length - 1] > best.along[best.along.length - 1]) best = { flat, along };
  }
  const { flat, along } = best;
  const length = along[along.length - 1];
  /** @type {Spot[]} */
  const spots = [];
  for (const share of SHARES_ALONG) {
    const middle = length * share;
    if (length < width || middle < width / 2 || middle > length - width / 2) continue;
    const [start, end] = [middle - width / 2, middle + width / 2].map((one) => pointAlong(flat, along, one));
    const reach = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (reach < width * (1 - MOST_BEND)) continue;
    const sign = end[0] < start[0] ? -1 : 1;
    const [right, down] = [(sign * (end[0] - start[0])) / reach, (sign * (end[1] - start[1])) / reach];
    const [x, y] = [(start[0] + end[0]) / 2 + down * offset, (start[1] + end[1]) / 2 - right * offset];
    const steps = Math.max(2, Math.ceil(width / size));
    const boxes = Array.from({ length: steps }, (_, step) => {
      const far = width * ((step + 0.5) / steps - 0.5);
      return boxAround(x + right * far, y + down * far, size * 1.2, size);
    });
    spots.push({ x, y, angle: Math.atan2(down, right), boxes });
  }
  return spots;
};

/**
 * The parts of lines inside a box, cut at its edges.
 * @param {ArrayLike<number>[]} lines
 * @param {Box} box
 */
export const cutLines = (lines, [left, top, right, bottom]) => {
  /** @type {number[][]} */
  const runs = [];
  for (const flat of lines) {
    /** @type {number[]} */
    let run = [];
    for (let index = 2; index < flat.length; index += 2) {
      const [x1, y1, x2, y2] = [flat[index - 2], flat[index - 1], flat[index], flat[index + 1]];
      let [from, to] = [0, 1];
      for (const [step, least, most, at] of [[x2 - x1, left, right, x1], [y2 - y1, top, bottom, y1]]) {
        if (step === 0) {
          if (at < least || at > most) to = -1;
          continue;
        }
        const [one, other] = [(least - at) / step, (most - at) / step];
        from = Math.max(from, Math.min(one, other));
        to = Math.min(to, Math.max(one, other));
      }
      if (from > to) {
        if (run.length > 2) runs.push(run);
        run = [];
        continue;
      }
      if (!run.length || from > 0) {
        if (run.length > 2) runs.push(run);
        run = [x1 + (x2 - x1) * from, y1 + (y2 - y1) * from];
      }
      run.push(x1 + (x2 - x1) * to, y1 + (y2 - y1) * to);
    }
    if (run.length > 2) runs.push(run);
  }
  return runs;
};

/* What has a name already: of a thing with several symbols one is named, unless they stand apart. */
class NamedThings {
  constructor() {
    /** @type {Map<string, Named[]>} */
    this.places = new Map();
  }

  /** @param {Named} [named] */
  hasBeside(named) {
    if (!named) return false;
    const others = this.places.get(named.of) ?? [];
    return others.some(({ x, y }) => Math.hypot(x - named.x, y - named.y) < named.apart);
  }

  /** @param {Named} [named] */
  add(named) {
    if (named) this.places.set(named.of, [...(this.places.get(named.of) ?? []), named]);
  }
}

/**
 * Choose the names that fit, in their order: each takes its first free spot. `isNeeded` ones always stand,
 * but none beside the same name again.
 * @template {Label} Name
 * @param {Name[]} labels
 * @param {LabelRoom} room
 */
export const placeLabels = (labels, room, most = Infinity) => {
  /** @type {{label: Name, spot: Spot}[]} */
  const placed = [];
  const things = new NamedThings();
  let [counted, tries] = [0, 0];
  for (const label of labels) {
    if (label.isCounted && !label.isNeeded && (counted >= most || tries >= MOST_TRIES)) continue;
    if (things.hasBeside(label.named)) continue;
    if (label.isCounted) tries += 1;
    const spots = label.spots();
    const spot = spots.find(({ boxes }) => room.isFree(boxes)) ?? (label.isNeeded ? spots[0] : null);
    if (!spot) continue;
    room.take(spot.boxes);
    things.add(label.named);
    if (label.isCounted) counted += 1;
    placed.push({ label, spot });
  }
  return placed;
};
