/* The places that are shown of all: which are seen in a frame, which are in sight, what stands at a point. */
import { BoxGrid } from "./box-grid.js";
import { isInside } from "./hits.js";
import { cutLines } from "./label-room.js";
import { PlaceTable } from "./place-table.js";

const MARGIN = 40;

export class ShownPlaces {
  /** @param {PlaceTable} [table] All records that have a place. */
  constructor(table = new PlaceTable([])) {
    this.table = table;
    this.grid = new BoxGrid(table.boxes);
    /* Which rows are shown: one where it is, else nought. */
    this.shown = new Uint8Array(table.count);
    this.count = 0;
    this.show(null);
  }

  /**
   * Show the records that are marked, by their rows in the catalogue; null shows all.
   * @param {Uint8Array | null} marks
   */
  show(marks) {
    const { numbers, count } = this.table;
    this.shown = new Uint8Array(count);
    this.count = 0;
    for (let row = 0; row < count; row += 1) {
      if (marks !== null && !marks[numbers[row]]) continue;
      this.shown[row] = 1;
      this.count += 1;
    }
  }

  /* The box of all that is shown, in the world; null where nothing is. */
  box() {
    const { boxes } = this.table;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    this.shown.forEach((isShown, row) => {
      if (!isShown) return;
      box[0] = Math.min(box[0], boxes[4 * row]);
      box[1] = Math.min(box[1], boxes[4 * row + 1]);
      box[2] = Math.max(box[2], boxes[4 * row + 2]);
      box[3] = Math.max(box[3], boxes[4 * row + 3]);
    });
    return this.count ? box : null;
  }

  /**
   * Mark the shown records that have a symbol, or a part of their line, in a box of the world.
   * @param {number[]} seen
   * @param {Uint8Array} marks By rows of the catalogue.
   * @returns {number} How many they are.
   */
  markWithin(seen, marks) {
    const { numbers } = this.table;
    let count = 0;
    for (const row of this.grid.find(seen)) {
      if (!this.shown[row] || !this.isWithin(seen, row)) continue;
      marks[numbers[row]] = 1;
      count += 1;
    }
    return count;
  }

  /**
   * Whether a symbol of a row, or a part of its line, lies in a box of the world.
   * @param {number[]} seen
   * @param {number} row
   */
  isWithin(seen, row) {
    const { anchors, anchorsFrom, boxes } = this.table;
    const side = row * 4;
    if (boxes[side] >= seen[0] && boxes[side + 1] >= seen[1] && boxes[side + 2] <= seen[2] && boxes[side + 3] <= seen[3]) return true;
    for (let at = anchorsFrom[row]; at < anchorsFrom[row + 1]; at += 1) {
      const [x, y] = [anchors[2 * at], anchors[2 * at + 1]];
      if (x >= seen[0] && x <= seen[2] && y >= seen[1] && y <= seen[3]) return true;
    }
    return cutLines(this.table.linesOf(row), seen).length > 0;
  }

  /**
   * The shown rows that something of is seen of in a frame, the most important first.
   * @param {Pick<Frame, "scale" | "left" | "top" | "width" | "height" | "pixelsPerMetre">} frame
   */
  visible({ scale, left, top, width, height, pixelsPerMetre }) {
    const { boxes, accuracies, farthest } = this.table;
    const widest = farthest * pixelsPerMetre + MARGIN;
    const box = [left - widest, top - widest, left + width + widest, top + height + widest];
    const near = this.grid.find(box.map((pixels) => pixels / scale));
    let count = 0;
    // The found numbers are this search's own: those that stay move to its front.
    for (const row of near) {
      const halo = accuracies[row] * pixelsPerMetre + MARGIN;
      const at = row * 4;
      const isNear = this.shown[row]
        && boxes[at + 2] * scale > left - halo && boxes[at] * scale < left + width + halo
        && boxes[at + 3] * scale > top - halo && boxes[at + 1] * scale < top + height + halo;
      if (!isNear) continue;
      near[count] = row;
      count += 1;
    }
    return near.subarray(0, count);
  }

  /**
   * The shown rows whose line passes a place of the world or whose area it lies in, after those that are known.
   * @param {{x: number, y: number}} at
   * @param {{slack: number, known: readonly number[]}} how Beneath a symbol no area is asked for.
   */
  rowsAt({ x, y }, { slack, known }) {
    const { table } = this;
    const isKnown = new Set(known);
    const rows = [...known];
    for (const row of this.grid.find([x - slack, y - slack, x + slack, y + slack])) {
      if (!this.shown[row] || isKnown.has(row)) continue;
      const isHit = table.isOnLine(row, { x, y, slack }) || (!known.length && isInside(x, y, table.ringsOf(row)));
      if (isHit) rows.push(row);
    }
    return rows;
  }
}
