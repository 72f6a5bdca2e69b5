/* The places of a packed catalogue: whole parts of a degree, made into coordinates when asked for. */
import { countVarints, Varints } from "./varints.js";

const GEOMETRIES = ["", "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

/**
 * The positions of all records as whole parts of a degree: longitude, latitude, and so on.
 * @param {Uint8Array} bytes
 */
const readPositions = (bytes) => {
  const count = countVarints(bytes);
  const units = new Int32Array(count);
  const numbers = new Varints(bytes);
  for (let at = 0; at < count; at += 1) {
    const folded = numbers.next();
    units[at] = (at > 1 ? units[at - 2] : 0) + (folded % 2 ? -(folded + 1) / 2 : folded / 2);
  }
  return units;
};

/* The places of all records: where each begins among the counts and the positions. */
export class Shapes {
  /**
   * @param {Uint8Array} counts
   * @param {Uint8Array} positions
   * @param {{count: number, units: number}} how
   */
  constructor(counts, positions, { count, units }) {
    this.units = units;
    this.positions = readPositions(positions);
    this.numbers = new Varints(counts);
    this.types = new Uint8Array(count);
    this.countsAt = new Uint32Array(count);
    this.positionsAt = new Uint32Array(count + 1);
    let passed = 0;
    for (let row = 0; row < count; row += 1) {
      this.types[row] = this.numbers.next();
      this.countsAt[row] = this.numbers.at;
      this.positionsAt[row] = passed;
      passed += this.pass(this.types[row]);
    }
    this.positionsAt[count] = passed;
  }

  /**
   * Go past the counts of a geometry; returns how many positions it has.
   * @param {number} type
   * @returns {number}
   */
  pass(type) {
    if (type < 2) return type;
    if (type < 4) return this.numbers.next();
    let total = 0;
    const parts = this.numbers.next();
    for (let part = 0; part < parts; part += 1) total += type === 6 ? this.pass(5) : this.numbers.next();
    return total;
  }

  /**
   * The coordinates of a record's geometry, as GeoJSON nests them.
   * @param {number} row
   */
  coordinates(row) {
    const { numbers, positions, units } = this;
    numbers.at = this.countsAt[row];
    let at = 2 * this.positionsAt[row];
    const position = () => {
      at += 2;
      return [positions[at - 2] / units, positions[at - 1] / units];
    };
    /** @type {<Made>(make: () => Made) => Made[]} */
    const several = (make) => Array.from({ length: numbers.next() }, make);
    const path = () => several(position);
    const paths = () => several(path);
    switch (this.types[row]) {
      case 1: return position();
      case 2: case 3: return path();
      case 4: case 5: return paths();
      default: return several(paths);
    }
  }

  /**
   * Whether all of a record's positions lie in a box of degrees.
   * @param {number} row
   * @param {Box} box West, south, east, north.
   */
  isInside(row, [west, south, east, north]) {
    const { positions, units } = this;
    const to = 2 * this.positionsAt[row + 1];
    for (let at = 2 * this.positionsAt[row]; at < to; at += 2) {
      const [lon, lat] = [positions[at] / units, positions[at + 1] / units];
      if (lon < west || lon > east || lat < south || lat > north) return false;
    }
    return true;
  }

  /**
   * Whether a record's positions all lie on one side of a box of degrees, so that it cannot touch it.
   * @param {number} row
   * @param {Box} box West, south, east, north.
   */
  isBeside(row, [west, south, east, north]) {
    const { positions, units } = this;
    const [to, w, s, e, n] = [2 * this.positionsAt[row + 1], west * units, south * units, east * units, north * units];
    let [isWest, isSouth, isEast, isNorth] = [true, true, true, true];
    for (let at = 2 * this.positionsAt[row]; at < to; at += 2) {
      const [x, y] = [positions[at], positions[at + 1]];
      isWest &&= x < w;
      isEast &&= x > e;
      isSouth &&= y < s;
      isNorth &&= y > n;
    }
    return isWest || isSouth || isEast || isNorth;
  }
}

/* A geometry whose coordinates are made when they are asked for. */
export class PackedGeometry {
  /**
   * @param {Shapes} shapes
   * @param {number} row
   */
  constructor(shapes, row) {
    this.shapes = shapes;
    this.row = row;
  }

  get type() {
    return GEOMETRIES[this.shapes.types[this.row]];
  }

  get coordinates() {
    return this.shapes.coordinates(this.row);
  }
}
