/* Which records a choice leaves: the server's own rule, for an answer without waiting. */
import { areaTest, readArea } from "./areas.js";
import { FACETS } from "./records.js";
import { marksOf, meet, rowsWith, rowsWithout } from "./rows.js";
import { isWordless, splitQuery } from "./search.js";

/** @typedef {import("./records.js").Records} Records */

/* The mark of a record that the area leaves out; those before it belong to the facets. */
const AREA_MARK = 1 << FACETS.length;
const EVERY_MARK = 0xff;

/* What a choice leaves of the records, and what each further choice would. */
export class Answer {
  /**
   * @param {ProjectFilter} filter
   * @param {{chosen: Choice, missed: Uint8Array}} how For each record a mark for each part of the choice that it misses.
   */
  constructor({ records, columns }, { chosen, missed }) {
    this.records = records;
    this.chosen = chosen;
    this.total = records.count;
    this.rows = rowsWithout(missed);
    /** @type {(facet: string) => Map<string, number>} */
    this.count = (facet) => {
      const at = FACETS.indexOf(facet);
      return columns[at].count(missed, 1 << at);
    };
  }

  /* How many have a place. */
  get placed() {
    const { rows, records: { isPlaced } } = this;
    let sum = 0;
    for (let at = 0; at < rows.length; at += 1) sum += isPlaced[rows[at]];
    return sum;
  }

  get isWhole() {
    return this.rows.length === this.total;
  }

  /** @returns {Feature[]} */
  get shown() {
    const { features } = this.records;
    return Array.from(this.rows, (row) => features[row]);
  }
}

export class ProjectFilter {
  /** @param {Records} records */
  constructor(records) {
    this.records = records;
    this.columns = FACETS.map((facet) => records.column(facet));
    this.day = "";
    // What was found last: a longer word is looked for among these alone.
    this.found = { words: /** @type {string[]} */ ([]), rows: /** @type {Uint32Array | null} */ (null) };
    this.searched = { text: "", rows: /** @type {Uint32Array | null} */ (null), named: /** @type {Uint32Array | null} */ (null) };
    /** @type {import("./facet-column.js").FacetColumn | undefined} */
    this.kinds = undefined;
    this.area = { text: "", isOut: /** @type {Uint8Array | null} */ (null) };
  }

  /**
   * Look at promises as of a day; of that of the newest fact held where empty.
   * @param {string} day
   */
  setDay(day) {
    if (day === this.day) return;
    this.day = day;
    this.columns[FACETS.indexOf("promise")] = this.records.column("promise", day);
  }

  /**
   * What `{q, facet: [slugs…]}` leaves, and how many each choice of a facet would leave.
   * @param {Choice} chosen
   */
  answer(chosen) {
    return new Answer(this, { chosen, missed: this.missedBy(chosen) });
  }

  /**
   * For each record one mark for each facet that it misses; one for the area; all where it misses a word.
   * @param {Choice} choice
   */
  missedBy({ q = "", ...chosen }) {
    const { count } = this.records;
    this.setDay(String(chosen.asof ?? ""));
    const missed = new Uint8Array(count);
    if (isWordless(q)) return missed.fill(EVERY_MARK);
    const found = this.search(q).rows;
    if (found) {
      missed.fill(EVERY_MARK);
      for (let at = 0; at < found.length; at += 1) missed[found[at]] = 0;
    }
    const isOut = this.outside(String(chosen.area ?? ""));
    if (isOut) for (let row = 0; row < count; row += 1) if (isOut[row]) missed[row] |= AREA_MARK;
    FACETS.forEach((facet, at) => {
      const wanted = new Set(chosen[facet]);
      if (wanted.size) this.columns[at].markOthers(missed, { mark: 1 << at, wanted });
    });
    return missed;
  }

  /**
   * The rows that have every word of a query in a name, or are what it means; null where there is no word.
   * Of these the ones that have every word in a name; null where all have.
   * @param {string} q
   */
  search(q) {
    if (!q.trim()) return { text: "", rows: null, named: null };
    const { simple, labels, count } = this.records;
    const words = labels.part(splitQuery([...q].map((sign) => simple.get(sign) ?? sign).join("")));
    const text = words.join(" ");
    if (text === this.searched.text) return this.searched;
    const told = words.map((word) => ({ word, meanings: labels.meanings(word) }));
    let rows = this.find(told.filter(({ meanings }) => !meanings.length).map(({ word }) => word));
    let named = rows;
    for (const { word, meanings } of told) {
      if (!meanings.length) continue;
      const own = this.records.keys.find(word, rows);
      const marks = marksOf(own, count);
      for (const { facet, wanted } of meanings) this.toldBy(facet).markThose(marks, wanted);
      named = named ? meet(named, own) : own;
      rows = rows ? rows.filter((row) => marks[row]) : rowsWith(marks);
    }
    this.searched = { text, rows, named: named?.length === rows?.length ? null : named };
    return this.searched;
  }

  /**
   * What the records are, by a property that a label names.
   * @param {string} facet
   */
  toldBy(facet) {
    const at = FACETS.indexOf(facet);
    if (at >= 0) return this.columns[at];
    this.kinds ??= this.records.column(facet);
    return this.kinds;
  }

  /**
   * The rows that have all of the words in a name; null where there is no word.
   * @param {string[]} words
   * @returns {Uint32Array | null}
   */
  find(words) {
    const { found } = this;
    // What has a longer word has the shorter one too.
    const isNarrower = found.words.every((old) => words.some((word) => word.includes(old)));
    let rows = isNarrower ? found.rows : null;
    for (const word of words) if (!(rows && found.words.includes(word))) rows = this.records.keys.find(word, rows);
    this.found = { words, rows: words.length ? rows : null };
    return this.found.rows;
  }

  /**
   * Which records lie outside of an area; null where there is none.
   * @param {string} text
   */
  outside(text) {
    if (text === this.area.text) return this.area.isOut;
    const area = readArea(text);
    const isIn = area && areaTest(area, this.records);
    this.area = { text, isOut: isIn && Uint8Array.from(this.records.features, (one, row) => Number(!isIn(one, row))) };
    return this.area.isOut;
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
      .map((part) => ({ part, count: this.answer({ ...chosen, [part]: part === "q" || part === "area" ? "" : [] }).rows.length }))
      .filter(({ count }) => count > 0);
  }

  /**
   * The choices of a facet that the records themselves give, numbers first.
   * @param {string} facet
   * @returns {string[]}
   */
  choices(facet) {
    const column = this.columns[FACETS.indexOf(facet)];
    const found = [...column.count(new Uint8Array(this.records.count), 0).keys()];
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
