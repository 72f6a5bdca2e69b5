/* A catalogue packed for the page, read into records; the layout is docs/packed-format.md. */

const MAGIC = "CPM";
const VERSION = 1;
const HEAD_BYTES = 8;
const GEOMETRIES = ["", "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
const TEXTS = ["id", "name_zh", "name_en"];
const CODES = ["sector", "kind", "status", "due", "accuracy_class"];

/* Whole numbers of up to 35 bits, seven bits a byte, the lowest first. */
class Varints {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const octet = this.bytes[this.at];
      this.at += 1;
      if (octet < 128) return value + octet * scale;
      value += (octet - 128) * scale;
      scale *= 128;
    }
  }
}

/**
 * The positions of all records as whole parts of a degree: longitude, latitude, and so on.
 * @param {Uint8Array} bytes
 */
const readPositions = (bytes) => {
  let count = 0;
  for (const octet of bytes) if (octet < 128) count += 1;
  const units = new Int32Array(count);
  const numbers = new Varints(bytes);
  for (let at = 0; at < count; at += 1) {
    const folded = numbers.next();
    units[at] = (at > 1 ? units[at - 2] : 0) + (folded % 2 ? -(folded + 1) / 2 : folded / 2);
  }
  return units;
};

/* The places of all records: where each begins among the counts and the positions. */
class Shapes {
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
    this.positionsAt = new Uint32Array(count);
    let passed = 0;
    for (let row = 0; row < count; row += 1) {
      this.types[row] = this.numbers.next();
      this.countsAt[row] = this.numbers.at;
      this.positionsAt[row] = passed;
      passed += this.pass(this.types[row]);
    }
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
}

/* A geometry whose coordinates are made when they are asked for. */
class PackedGeometry {
  /**
   * @param {Shapes} shapes
   * @param {number} row
   */
  constructor(shapes, row) {
    this.shapes = shapes;
    this.row = row;
    this.type = GEOMETRIES[shapes.types[row]];
  }

  get coordinates() {
    return this.shapes.coordinates(this.row);
  }
}

/**
 * The header of packed bytes, and where the columns begin.
 * @param {Uint8Array} bytes
 */
const readHeader = (bytes) => {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC || bytes[MAGIC.length] !== VERSION) {
    throw new Error(`packed catalogue: expected ${MAGIC} of version ${VERSION}, found ${magic} of ${bytes[MAGIC.length]}`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1, true);
  const start = HEAD_BYTES + length;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, start)));
  const size = header.columns.reduce((/** @type {number} */ sum, /** @type {{bytes: number}} */ one) => sum + one.bytes, start);
  if (size !== bytes.length) throw new Error(`packed catalogue: expected ${size} bytes, found ${bytes.length}`);
  return { header, start };
};

/**
 * @param {Uint8Array} body
 * @param {{form: string, words: any[], count: number}} how
 * @returns {any[]}
 */
const readColumn = (body, { form, words, count }) => {
  if (form === "text") return count ? new TextDecoder().decode(body).split("\n") : [];
  const numbers = new Varints(body);
  if (form === "code") return Array.from({ length: count }, () => words[numbers.next()]);
  return Array.from({ length: count }, () => Array.from({ length: numbers.next() }, () => words[numbers.next()]));
};

/**
 * Read a packed catalogue into records that know what is drawn, listed and filtered; the rest of
 * a record is fetched when its card is opened.
 * @param {Uint8Array} bytes
 * @returns {Collection}
 */
export const unpackCatalogue = (bytes) => {
  const { header, start } = readHeader(bytes);
  const { count } = header;
  /** @type {Record<string, Uint8Array>} */
  const bodies = {};
  /** @type {Record<string, any[]>} */
  const columns = {};
  let at = start;
  for (const { name, form, bytes: length } of header.columns) {
    bodies[name] = bytes.subarray(at, at + length);
    at += length;
    if (["text", "code", "codes"].includes(form)) {
      columns[name] = readColumn(bodies[name], { form, words: header.dictionaries[name] ?? [], count });
    }
  }
  const shapes = new Shapes(bodies.shape, bodies.positions, { count, units: header.units_a_degree });
  const clocks = new Map(header.dictionaries.promise.map((/** @type {string[][] | null} */ steps) => [
    steps, steps && { newest: header.newest, steps: steps.map(([from, slug]) => ({ from, slug })) },
  ]));
  const features = Array.from({ length: count }, (_, row) => {
    /** @type {any} */
    const properties = { districts: columns.districts[row], isPacked: true };
    for (const name of TEXTS) properties[name] = columns[name][row];
    for (const name of CODES.slice(0, 4)) properties[name] = columns[name][row];
    properties.place = { type: columns.place_type[row], accuracy_m: columns.accuracy_m[row] };
    const derived = {
      keys: columns.keys[row].split("\t"),
      accuracy_class: columns.accuracy_class[row],
      // The table of traditional characters is one for all: it stands with the first record.
      signs: row ? "" : header.signs,
      clock: clocks.get(columns.promise[row]) ?? undefined,
    };
    return { properties, derived, geometry: shapes.types[row] ? new PackedGeometry(shapes, row) : null };
  });
  return /** @type {any} */ ({ features, metadata: { id: header.id, report_date: header.report_date } });
};
