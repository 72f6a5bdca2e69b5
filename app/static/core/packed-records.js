/* The records of a packed catalogue: views of its columns, each made when it is looked at. */
import { FacetColumn } from "./facet-column.js";
import { IdIndex } from "./id-index.js";
import { PackedGeometry } from "./packed-shapes.js";
import { stepOn } from "./promise-clock.js";
import { pairsOf, Records } from "./records.js";
import { SearchKeys } from "./search-keys.js";

/** @typedef {import("./text-column.js").TextColumn} TextColumn */
/** @typedef {Uint8Array | Uint32Array} Codes */
/** @typedef {{newest: string, steps: {from: string, slug: string}[]}} Clock */

/**
 * @typedef {object} Columns What was packed, by the names of its columns.
 * @property {number} count
 * @property {Record<"id" | "name_zh" | "name_en", TextColumn>} texts
 * @property {Uint8Array | null} keys Until the records are first searched.
 * @property {Record<string, {codes: Codes, words: any[]}>} coded
 * @property {{starts: Uint32Array, codes: Codes, words: string[]}} districts
 * @property {import("./packed-shapes.js").Shapes} shapes
 * @property {string} signs
 */

/* What is known of a record before its card is opened. */
class PackedProperties {
  /**
   * @param {Columns} columns
   * @param {number} row
   */
  constructor(columns, row) {
    this.columns = columns;
    this.row = row;
  }

  /** @param {string} name */
  value(name) {
    const { codes, words } = this.columns.coded[name];
    return words[codes[this.row]];
  }

  get isPacked() { return true; }

  get id() { return this.columns.texts.id.at(this.row); }

  get name_zh() { return this.columns.texts.name_zh.at(this.row); }

  get name_en() { return this.columns.texts.name_en.at(this.row); }

  get sector() { return this.value("sector"); }

  get kind() { return this.value("kind"); }

  get status() { return this.value("status"); }

  get due() { return this.value("due"); }

  get place() { return { type: this.value("place_type"), accuracy_m: this.value("accuracy_m") }; }

  get districts() {
    const { starts, codes, words } = this.columns.districts;
    return Array.from(codes.subarray(starts[this.row], starts[this.row + 1]), (code) => words[code]);
  }
}

/* What is derived of a record, as far as it is known before its card is opened. */
class PackedDerived extends PackedProperties {
  get accuracy_class() { return this.value("accuracy_class"); }

  // The table of traditional characters is one for all: it stands with the first record.
  get signs() { return this.row ? "" : this.columns.signs; }

  /** @returns {Clock | undefined} */
  get clock() { return this.value("promise") ?? undefined; }
}

/* A record as a view of the columns; what is fetched of it later takes the view's place. */
class PackedFeature {
  /**
   * @param {Columns} columns
   * @param {number} row
   */
  constructor(columns, row) {
    this.columns = columns;
    this.row = row;
    /** @type {{properties?: any, derived?: any} | null} */
    this.whole = null;
  }

  get properties() { return this.whole?.properties ?? new PackedProperties(this.columns, this.row); }

  set properties(properties) { this.whole = { ...this.whole, properties }; }

  get derived() { return this.whole?.derived ?? new PackedDerived(this.columns, this.row); }

  set derived(derived) { this.whole = { ...this.whole, derived }; }

  get geometry() {
    const { shapes } = this.columns;
    return shapes.types[this.row] ? new PackedGeometry(shapes, this.row) : null;
  }
}

/**
 * The value by which a record is counted in a facet; what became of a promise, as of a day.
 * @type {Record<string, {column: string, slugOf: (value: any, day: string) => string}>}
 */
const COUNTED = {
  sector: { column: "sector", slugOf: (slug) => slug },
  status: { column: "status", slugOf: (slug) => slug },
  kind: { column: "kind", slugOf: (slug) => slug },
  due: { column: "due", slugOf: (year) => (year === null ? "none" : String(year)) },
  accuracy: { column: "accuracy_class", slugOf: (slug) => slug },
  promise: {
    column: "promise",
    slugOf: (/** @type {Clock | null} */ clock, day) => (clock ? stepOn(clock.steps, day || clock.newest).slug : "none"),
  },
};

export class PackedRecords extends Records {
  /** @param {Columns} columns */
  constructor(columns) {
    super(/** @type {any[]} */ (Array.from({ length: columns.count }, (_, row) => new PackedFeature(columns, row))));
    this.columns = columns;
    this.placed = columns.shapes.types.map((type) => Math.min(type, 1));
  }

  /** @override */
  listSigns() {
    return [...pairsOf(this.labels.signs), ...pairsOf(this.columns.signs)];
  }

  /** @override */
  makeKeys() {
    const { columns, count } = this;
    const keys = new SearchKeys(columns.keys ?? new Uint8Array(), count);
    columns.keys = null; // they are kept once
    return keys;
  }

  /** @override */
  makeIndex() {
    return new IdIndex(this.columns.texts.id);
  }

  /**
   * @override
   * @param {string} facet
   * @param {string} [day]
   */
  column(facet, day = "") {
    if (facet === "district") return this.districts();
    const { column, slugOf } = COUNTED[facet];
    const { codes, words } = this.columns.coded[column];
    return FacetColumn.ofValues(codes, words.map((value) => slugOf(value, day)));
  }

  /**
   * @override
   * @param {number} row
   * @param {Box} box
   */
  isInside(row, box) {
    return this.columns.shapes.isInside(row, box);
  }

  /**
   * @override
   * @param {number} row
   * @param {Box} box
   */
  isBeside(row, box) {
    return this.columns.shapes.isBeside(row, box);
  }

  /* The districts of the records; those of none are of the whole city. */
  districts() {
    const { starts, codes, words } = this.columns.districts;
    const { count } = this;
    const own = new Uint32Array(count + 1);
    for (let row = 0; row < count; row += 1) own[row + 1] = own[row] + Math.max(1, starts[row + 1] - starts[row]);
    const numbers = new Uint16Array(own[count]).fill(words.length);
    for (let row = 0; row < count; row += 1) numbers.set(codes.subarray(starts[row], starts[row + 1]), own[row]);
    return new FacetColumn([...words, "city"], { codes: numbers, starts: own });
  }
}
