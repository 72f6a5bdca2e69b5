/* Which records a choice leaves: the server's own rule, for an answer without waiting. */
import { areaTest, readArea } from "./areas.js";
import { promiseState } from "./promise-clock.js";
import { isWordless, splitQuery } from "./search.js";

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
 * The slugs under which a record is counted in a facet.
 * @param {Feature} feature
 * @param {string} facet
 * @param {string} [day]
 * @returns {string[]}
 */
export const slugsOf = (feature, facet, day = "") => COUNTED[facet](feature, day);

/* The bit of a record that the area leaves out; those before it belong to the facets. */
const AREA_BIT = FACETS.length;

/* The slugs of one facet as numbers: those of record r stand from starts[r] to starts[r + 1]. */
class Column {
  /**
   * @param {Feature[]} features
   * @param {string} facet
   * @param {string} [day]
   */
  constructor(features, facet, day = "") {
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    this.starts = new Uint32Array(features.length + 1);
    /** @type {number[]} */
    const codes = [];
    features.forEach((feature, row) => {
      for (const slug of slugsOf(feature, facet, day)) {
        const number = this.numbers.get(slug) ?? this.numbers.size;
        this.numbers.set(slug, number);
        codes.push(number);
      }
      this.starts[row + 1] = codes.length;
    });
    this.codes = Uint16Array.from(codes);
  }

  /**
   * Which slugs are wanted, by number.
   * @param {Set<string>} slugs
   */
  wanted(slugs) {
    const wanted = new Uint8Array(this.numbers.size);
    for (const slug of slugs) {
      const number = this.numbers.get(slug);
      if (number !== undefined) wanted[number] = 1;
    }
    return wanted;
  }

  /**
   * Whether a record has one of the wanted slugs.
   * @param {number} row
   * @param {Uint8Array} wanted
   */
  has(row, wanted) {
    for (let at = this.starts[row]; at < this.starts[row + 1]; at += 1) {
      if (wanted[this.codes[at]]) return true;
    }
    return false;
  }
}

/**
 * The simplified character of each traditional one that the records may be asked for with.
 * @param {Feature[]} features
 * @returns {Map<string, string>}
 */
const readSigns = (features) => {
  const simple = new Map();
  for (const { derived } of features) {
    const signs = [...(derived.signs ?? "")];
    for (let index = 0; index + 1 < signs.length; index += 2) simple.set(signs[index], signs[index + 1]);
  }
  return simple;
};

export class ProjectFilter {
  /** @param {Feature[]} features */
  constructor(features) {
    this.features = features;
    this.columns = FACETS.map((facet) => new Column(features, facet));
    this.day = "";
    this.simple = readSigns(features);
    this.keys = features.map((one) => one.derived.keys.join("\n"));
  }

  /**
   * Look at promises as of a day; of that of the newest fact held where empty.
   * @param {string} day
   */
  setDay(day) {
    if (day === this.day) return;
    this.day = day;
    this.columns[FACETS.indexOf("promise")] = new Column(this.features, "promise", day);
  }

  /**
   * What `{q, facet: [slugs…]}` leaves, and how many each choice of a facet would leave.
   * @param {Choice} choice
   * @returns {{shown: Feature[], count: (facet: string) => Map<string, number>}}
   */
  answer({ q = "", ...chosen }) {
    this.setDay(String(chosen.asof ?? ""));
    const missed = this.missedBy(splitQuery([...q].map((sign) => this.simple.get(sign) ?? sign).join("")), chosen);
    if (isWordless(q)) missed.fill(0xff);
    return {
      shown: this.features.filter((_, row) => missed[row] === 0),
      count: (facet) => this.countOf(FACETS.indexOf(facet), missed),
    };
  }

  /**
   * For each record one bit for each facet that it misses; one for the area; all bits where it misses a word.
   * @param {string[]} words
   * @param {Facets} chosen
   */
  missedBy(words, chosen) {
    const missed = new Uint8Array(this.features.length);
    if (words.length) {
      this.keys.forEach((joined, row) => {
        if (!words.every((word) => joined.includes(word))) missed[row] = 0xff;
      });
    }
    const area = readArea(String(chosen.area ?? ""));
    if (area) {
      const isIn = areaTest(area, this.features);
      this.features.forEach((feature, row) => {
        if (!isIn(feature)) missed[row] |= 1 << AREA_BIT;
      });
    }
    FACETS.forEach((facet, bit) => {
      const slugs = new Set(chosen[facet]);
      if (!slugs.size) return;
      const column = this.columns[bit];
      const wanted = column.wanted(slugs);
      for (let row = 0; row < missed.length; row += 1) {
        if (!column.has(row, wanted)) missed[row] |= 1 << bit;
      }
    });
    return missed;
  }

  /**
   * How many records each slug of a facet would leave, the other facets as they are.
   * @param {number} bit
   * @param {Uint8Array} missed
   * @returns {Map<string, number>}
   */
  countOf(bit, missed) {
    const { numbers, starts, codes } = this.columns[bit];
    const totals = new Uint32Array(numbers.size);
    for (let row = 0; row < missed.length; row += 1) {
      if ((missed[row] & ~(1 << bit)) !== 0) continue;
      for (let at = starts[row]; at < starts[row + 1]; at += 1) totals[codes[at]] += 1;
    }
    return new Map([...numbers].filter(([, number]) => totals[number]).map(([slug, number]) => [slug, totals[number]]));
  }

  /**
   * What is left where a part of a choice is taken away, for each part; for when nothing fits.
   * @param {Choice} chosen
   * @returns {{part: string, count: number}[]}
   */
  relax(chosen) {
    const parts = ["q", "area", ...FACETS].filter((part) => chosen[part]?.length);
    if (parts.length < 2) return [];
    return parts
      .map((part) => ({ part, count: this.answer({ ...chosen, [part]: part === "q" || part === "area" ? "" : [] }).shown.length }))
      .filter(({ count }) => count > 0);
  }

  /**
   * The choices of a facet that the records themselves give, numbers first.
   * @param {string} facet
   * @returns {string[]}
   */
  choices(facet) {
    const found = [...this.columns[FACETS.indexOf(facet)].numbers.keys()];
    const isNumber = (/** @type {string} */ slug) => /^\d+$/.test(slug);
    return found.toSorted((one, other) =>
      Number(isNumber(other)) - Number(isNumber(one)) || (one < other ? -1 : 1));
  }

  /**
   * A choice as text, the same for the same choice: to tell one answer from another.
   * @param {Choice} choice
   * @returns {string}
   */
  static nameChoice({ q = "", ...chosen }) {
    return JSON.stringify([q.trim(), chosen.area ?? "", chosen.asof ?? "", ...FACETS.map((facet) => [...(chosen[facet] ?? [])].toSorted())]);
  }
}
