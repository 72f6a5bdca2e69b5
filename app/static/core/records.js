/* The records of a catalogue by row: what the filter, the list and the map ask of all of them at once. */
import { FacetColumn } from "./facet-column.js";
import { LabelKeys } from "./label-keys.js";
import { promiseState } from "./promise-clock.js";
import { SearchKeys } from "./search-keys.js";

/**
 * How a record is counted in each facet; what became of a promise, as of a day.
 * @type {Record<string, (one: Feature, day: string) => string[]>}
 */
const COUNTED = {
  sector: ({ properties }) => [properties.sector],
  status: ({ properties }) => [properties.status],
  district: ({ properties }) => (properties.districts.length ? properties.districts : ["city"]),
  due: ({ properties }) => [properties.due === null ? "none" : String(properties.due)],
  accuracy: ({ derived }) => [derived.accuracy_class],
  promise: (one, day) => [promiseState(one, day)],
};

export const FACETS = Object.keys(COUNTED);

/**
 * What a record is, beside its names; its kind is asked for by a search alone.
 * @type {typeof COUNTED}
 */
const TOLD = { ...COUNTED, kind: (/** @type {Feature} */ { properties }) => [properties.kind] };

/** @typedef {{rowOf: (id: string) => number}} Index */

/**
 * A text of characters in pairs.
 * @param {string} text
 * @returns {[string, string][]}
 */
export const pairsOf = (text) => {
  const signs = [...text];
  return Array.from({ length: signs.length >> 1 }, (_, at) => [signs[2 * at], signs[2 * at + 1]]);
};

export class Records {
  /** @type {Uint8Array | undefined} */
  placed;
  /** @type {Map<string, string> | undefined} */
  signs;
  /** @type {SearchKeys | undefined} */
  found;
  /** @type {Index | undefined} */
  ids;
  /* What the records are called beside their names. */
  labels = new LabelKeys();

  /** @param {Feature[]} features In the order of the catalogue. */
  constructor(features) {
    this.features = features;
  }

  get count() {
    return this.features.length;
  }

  /* For each row whether its record has a place. */
  get isPlaced() {
    this.placed ??= Uint8Array.from(this.features, ({ geometry }) => Number(Boolean(geometry)));
    return this.placed;
  }

  /* The simplified character of each traditional one that the records may be asked for with. */
  get simple() {
    this.signs ??= new Map(this.listSigns());
    return this.signs;
  }

  /** @returns {[string, string][]} */
  listSigns() {
    return [...pairsOf(this.labels.signs), ...this.features.flatMap(({ derived }) => pairsOf(derived.signs ?? ""))];
  }

  /* What the records are found by. */
  get keys() {
    this.found ??= this.makeKeys();
    return this.found;
  }

  /* Make what searches and cards look in. */
  prepare() {
    this.found ??= this.makeKeys();
    this.ids ??= this.makeIndex();
  }

  makeKeys() {
    return SearchKeys.of(this.features.map(({ derived }) => derived.keys));
  }

  /** @returns {Index} */
  makeIndex() {
    const rows = new Map(this.features.map(({ properties }, row) => [properties.id, row]));
    return { rowOf: (id) => rows.get(id) ?? -1 };
  }

  /**
   * The slugs under which the records are counted in a facet.
   * @param {string} facet
   * @param {string} [day]
   */
  column(facet, day = "") {
    return FacetColumn.of(this.features.map((one) => TOLD[facet](one, day)));
  }

  /**
   * Whether a record is known to lie in a box of degrees, without looking closely.
   * @param {number} _row
   * @param {Box} _box West, south, east, north.
   */
  isInside(_row, _box) {
    return false;
  }

  /**
   * Whether a record is known to lie on one side of a box of degrees, without looking closely.
   * @param {number} _row
   * @param {Box} _box West, south, east, north.
   */
  isBeside(_row, _box) {
    return false;
  }

  /**
   * The row of a record; -1 where there is none of this id.
   * @param {string} id
   */
  rowOf(id) {
    this.ids ??= this.makeIndex();
    return this.ids.rowOf(id);
  }

  /**
   * @param {string} id
   * @returns {Feature | undefined}
   */
  get(id) {
    return this.features[this.rowOf(id)];
  }

  /** @param {string} id */
  has(id) {
    return this.rowOf(id) >= 0;
  }

  /**
   * The rows of these ids, in their order; those of no record are left out.
   * @param {string[]} ids
   */
  rowsOf(ids) {
    return Uint32Array.from(ids.map((id) => this.rowOf(id)).filter((row) => row >= 0));
  }
}

/**
 * The records of a collection; those that came packed know their rows already.
 * @param {Collection} collection
 * @returns {Records}
 */
export const recordsOf = ({ features, records }) => records ?? new Records(features);
