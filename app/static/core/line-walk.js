/* Many lines upon each other: each small cell of the picture is inked once in each direction. */

const STEP_PX = 4;
const DIRECTIONS = 4;
const MOST_STEPS = 4096;

/** @typedef {{moveTo(x: number, y: number): void, lineTo(x: number, y: number): void}} Pen */

/**
 * In which of four directions a step goes, whichever way round.
 * @param {number} dx
 * @param {number} dy
 */
const directionOf = (dx, dy) => {
  const [across, down] = [Math.abs(dx), Math.abs(dy)];
  if (down < across * 0.414) return 0;
  if (across < down * 0.414) return 2;
  return dx * dy > 0 ? 1 : 3;
};

/*
 * The most important line walks first and takes the cells on its way; a later one lifts its pen where
 * another has gone the same way, for nobody could tell the two apart, and crosses those that go
 * another. So there is never more to draw than the picture has cells, however many lines there are.
 */
export class LineWalk {
  /**
   * @param {{scale: number, left: number, top: number, width: number, height: number}} frame
   */
  constructor({ scale, left, top, width, height }) {
    this.scale = scale;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / STEP_PX) + 1;
    this.cells = new Uint32Array(DIRECTIONS * this.columns * (Math.ceil(height / STEP_PX) + 1));
    this.owner = 0;
  }

  /* The next line begins: where it has been itself it may go again. */
  next() {
    this.owner += 1;
  }

  /**
   * Walk along a part of a line.
   * @param {Float64Array} positions World pixels, x and y by turns.
   * @param {{from: number, to: number, pen: Pen, dash: number[] | null}} how `dash`: so many steps of every so many.
   */
  walk(positions, { from, to, pen, dash }) {
    const { scale, left, top, columns, cells, owner, width, height } = this;
    let x = positions[from] * scale - left;
    let y = positions[from + 1] * scale - top;
    let isDown = false;
    let steps = 0;
    for (let at = from + 2; at < to; at += 2) {
      const endX = positions[at] * scale - left;
      const endY = positions[at + 1] * scale - top;
      const [dx, dy] = [endX - x, endY - y];
      const isLast = at + 2 === to;
      // What no eye can tell from the point before is passed over.
      if (!isLast && Math.abs(dx) < 1 && Math.abs(dy) < 1) continue;
      const span = spanInside(x, y, dx, dy, width, height);
      if (!span) {
        isDown = false;
        [x, y] = [endX, endY];
        continue;
      }
      const length = Math.hypot(dx, dy) * (span[1] - span[0]);
      const count = Math.min(MOST_STEPS, Math.max(1, Math.round(length / STEP_PX)));
      const share = (span[1] - span[0]) / count;
      if (span[0] > 0) isDown = false;
      const direction = directionOf(dx, dy);
      for (let step = 0; step < count; step += 1) {
        const before = span[0] + share * step;
        const middle = before + share / 2;
        const place = Math.floor((y + dy * middle) / STEP_PX) * columns + Math.floor((x + dx * middle) / STEP_PX);
        const cell = place * DIRECTIONS + direction;
        const taken = cells[cell];
        const isFree = taken === 0 || taken === owner;
        if (isFree) cells[cell] = owner;
        const isInked = isFree && (!dash || steps % dash[1] < dash[0]);
        steps += 1;
        if (isInked === isDown) continue;
        if (isInked) pen.moveTo(x + dx * before, y + dy * before);
        else pen.lineTo(x + dx * before, y + dy * before);
        isDown = isInked;
      }
      if (isDown) pen.lineTo(x + dx * span[1], y + dy * span[1]);
      if (span[1] < 1) isDown = false;
      [x, y] = [endX, endY];
    }
  }
}

/**
 * From which share to which a step lies inside the picture; null where none of it does.
 * @param {number} x
 * @param {number} y
 * @param {number} dx
 * @param {number} dy
 * @param {number} width
 * @param {number} height
 * @returns {[number, number] | null}
 */
const spanInside = (x, y, dx, dy, width, height) => {
  let [from, to] = [0, 1];
  if (dx === 0) {
    if (x < 0 || x > width) return null;
  } else {
    const [one, other] = [-x / dx, (width - x) / dx];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  if (dy === 0) {
    if (y < 0 || y > height) return null;
  } else {
    const [one, other] = [-y / dy, (height - y) / dy];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return from < to || (from === to && dx === 0 && dy === 0) ? [from, to] : null;
};
