/* The places of all records as columns of numbers: what the map draws, sorted by importance. */
import { distanceToSegment } from "./hits.js";
import { isSoft, isVague, kindRank } from "./measures.js";
import { worldX, worldY } from "./projection.js";
import { Records } from "./records.js";
import { anchorsOf, boundsOf, splitGeometry } from "./shapes.js";

/**
 * @typedef {{sector: string | null, status: string, isSoft: boolean, isVague: boolean}} Look
 */

/* Numbers that are added one after the other, in one piece of memory. */
class GrowingNumbers {
  constructor() {
    this.values = new Float64Array(1024);
    this.length = 0;
  }

  /** @param {ArrayLike<number>} numbers */
  push(numbers) {
    const wanted = this.length + numbers.length;
    if (wanted > this.values.length) {
      const larger = new Float64Array(Math.max(wanted, this.values.length * 2));
      larger.set(this.values.subarray(0, this.length));
      this.values = larger;
    }
    this.values.set(numbers, this.length);
    this.length = wanted;
  }

  take() {
    return this.values.slice(0, this.length);
  }
}

/**
 * The numbers of the features that have a place, the most important first: by kind, accuracy, id.
 * @param {Feature[]} features
 */
const sortedNumbers = (features) => {
  const placed = features.flatMap(({ geometry }, number) => (geometry ? [number] : []));
  const kinds = Uint8Array.from(features, ({ properties }) => kindRank(properties.kind));
  // A packed record makes its id whenever it is asked.
  const ids = features.map(({ properties }) => properties.id);
  const unsure = Float64Array.from(features, ({ properties }) => properties.place?.accuracy_m ?? 0);
  return Uint32Array.from(placed.toSorted((one, other) => {
    const order = kinds[one] - kinds[other] || unsure[one] - unsure[other];
    if (order) return order;
    return ids[one] < ids[other] ? -1 : 1;
  }));
};

export class PlaceTable {
  /**
   * @param {Feature[]} features All records, as the catalogue lists them; a row is a record with a place.
   * @param {{rowOf: (id: string) => number}} [records] Finds the number of a record in the catalogue.
   */
  constructor(features, records = new Records(features)) {
    this.features = features;
    this.records = records;
    /* The number of each row's record in the catalogue. */
    this.numbers = sortedNumbers(features);
    this.count = this.numbers.length;
    this.accuracies = new Float64Array(this.count);
    this.boxes = new Float64Array(this.count * 4);
    /** @type {Look[]} */
    this.looks = [];
    this.lookOf = new Uint16Array(this.count);
    this.anchorsFrom = new Uint32Array(this.count + 1);
    this.partsFrom = new Uint32Array(this.count + 1);
    /* The lines of a row stand before its rings. */
    this.ringsFrom = new Uint32Array(this.count);
    /* Where the symbols stand: x and y by turns. */
    this.anchors = new Float64Array();
    this.positions = new Float64Array();
    /* Where each part begins among the positions. */
    this.positionsFrom = new Uint32Array(1);
    this.fill();
    this.farthest = this.accuracies.reduce((most, one) => Math.max(most, one), 0);
    /** @type {Int32Array | null} The row of each record of the catalogue; -1 where it has no place. */
    this.rows = null;
  }

  fill() {
    const [anchors, positions, ends] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()];
    /** @type {Map<string, number>} */
    const known = new Map();
    const point = new Float64Array(2);
    const addPart = (/** @type {Float64Array} */ part) => {
      positions.push(part);
      ends.push([positions.length]);
    };
    for (let row = 0; row < this.count; row += 1) {
      const { properties, geometry } = this.features[this.numbers[row]];
      this.accuracies[row] = properties.place?.accuracy_m ?? 0;
      this.lookOf[row] = this.numberOfLook(properties, this.accuracies[row], known);
      if (geometry?.type === "Point") {
        // Most places: without the arrays that a shape is made of.
        const [lon, lat] = geometry.coordinates;
        point[0] = worldX(lon);
        point[1] = worldY(lat);
        anchors.push(point);
        this.boxes.set(point, row * 4);
        this.boxes.set(point, row * 4 + 2);
        this.anchorsFrom[row + 1] = anchors.length / 2;
        this.partsFrom[row + 1] = this.ringsFrom[row] = ends.length;
        continue;
      }
      const shape = splitGeometry(geometry);
      const box = boundsOf(shape);
      this.boxes.set(box, row * 4);
      for (const anchor of anchorsOf(shape, box)) anchors.push(anchor);
      this.anchorsFrom[row + 1] = anchors.length / 2;
      shape.lines.forEach(addPart);
      this.ringsFrom[row] = ends.length;
      shape.rings.forEach(addPart);
      this.partsFrom[row + 1] = ends.length;
    }
    this.anchors = anchors.take();
    this.positions = positions.take();
    this.positionsFrom = new Uint32Array(ends.length + 1);
    this.positionsFrom.set(ends.take(), 1);
  }

  /**
   * @param {Properties} properties
   * @param {number} accuracy
   * @param {Map<string, number>} known
   */
  numberOfLook({ sector, status }, accuracy, known) {
    const look = { sector, status, isSoft: isSoft(accuracy), isVague: isVague(accuracy) };
    const key = Object.values(look).join("|");
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    known.set(key, this.looks.length);
    return this.looks.push(look) - 1;
  }

  /** @param {number} row */
  propertiesOf(row) {
    return this.features[this.numbers[row]].properties;
  }

  /** @param {number} row */
  idOf(row) {
    return this.propertiesOf(row).id;
  }

  /**
   * The row of a record; -1 where it has no place.
   * @param {string | null | undefined} id
   */
  rowOf(id) {
    if (!id) return -1;
    this.rows ??= this.rowsOfNumbers();
    return this.rows[this.records.rowOf(id)] ?? -1;
  }

  rowsOfNumbers() {
    const rows = new Int32Array(this.features.length).fill(-1);
    this.numbers.forEach((number, row) => { rows[number] = row; });
    return rows;
  }

  /** @param {number} row */
  boxOf(row) {
    return this.boxes.subarray(row * 4, row * 4 + 4);
  }

  /**
   * The parts of a row from one to before another, as views of the positions.
   * @param {number} from
   * @param {number} to
   */
  partsBetween(from, to) {
    return Array.from({ length: to - from }, (_, at) =>
      this.positions.subarray(this.positionsFrom[from + at], this.positionsFrom[from + at + 1]));
  }

  /** @param {number} row */
  linesOf(row) {
    return this.partsBetween(this.partsFrom[row], this.ringsFrom[row]);
  }

  /** @param {number} row */
  ringsOf(row) {
    return this.partsBetween(this.ringsFrom[row], this.partsFrom[row + 1]);
  }

  /**
   * Whether a point lies on a line of a row, or near enough to it.
   * @param {number} row
   * @param {{x: number, y: number, slack: number}} at
   */
  isOnLine(row, { x, y, slack }) {
    const { positions: flat, positionsFrom, partsFrom, ringsFrom } = this;
    for (let part = partsFrom[row]; part < ringsFrom[row]; part += 1) {
      for (let at = positionsFrom[part] + 2; at < positionsFrom[part + 1]; at += 2) {
        if (distanceToSegment(x, y, flat[at - 2], flat[at - 1], flat[at], flat[at + 1]) <= slack) return true;
      }
    }
    return false;
  }

  /**
   * @param {number} row
   * @returns {Point[]}
   */
  anchorsOf(row) {
    const [from, to] = [this.anchorsFrom[row], this.anchorsFrom[row + 1]];
    return Array.from({ length: to - from }, (_, at) => [this.anchors[2 * (from + at)], this.anchors[2 * (from + at) + 1]]);
  }

  /**
   * A row as those who draw one record at a time take it.
   * @param {number} row
   * @returns {Drawn}
   */
  drawnOf(row) {
    const properties = this.propertiesOf(row);
    return {
      id: properties.id, sector: properties.sector, status: properties.status, properties, row,
      shape: { points: [], lines: this.linesOf(row), rings: this.ringsOf(row) },
      anchors: this.anchorsOf(row),
      accuracy: this.accuracies[row],
    };
  }
}
