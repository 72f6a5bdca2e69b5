/* The slugs of one facet as numbers, record by record: told apart and counted without their texts. */

export class FacetColumn {
  /**
   * Those of record r stand from starts[r] to starts[r + 1]; without starts each record has one.
   * @param {string[]} slugs The slug of each number.
   * @param {{codes: Uint8Array | Uint16Array | Uint32Array, starts?: Uint32Array | null}} numbers
   */
  constructor(slugs, { codes, starts = null }) {
    this.slugs = slugs;
    this.codes = codes;
    this.starts = starts;
  }

  /**
   * The column of slugs that are listed for each record.
   * @param {string[][]} listed
   */
  static of(listed) {
    /** @type {Map<string, number>} */
    const numbers = new Map();
    const starts = new Uint32Array(listed.length + 1);
    /** @type {number[]} */
    const codes = [];
    listed.forEach((slugs, row) => {
      for (const slug of slugs) {
        const number = numbers.get(slug) ?? numbers.size;
        numbers.set(slug, number);
        codes.push(number);
      }
      starts[row + 1] = codes.length;
    });
    return new FacetColumn([...numbers.keys()], { codes: Uint16Array.from(codes), starts });
  }

  /**
   * The column of values that each record has one of; several values may have one slug.
   * @param {Uint8Array | Uint16Array | Uint32Array} codes
   * @param {string[]} slugOf The slug of each value.
   */
  static ofValues(codes, slugOf) {
    const slugs = [...new Set(slugOf)];
    if (slugs.length === slugOf.length) return new FacetColumn(slugs, { codes });
    const numbers = Uint16Array.from(slugOf, (slug) => slugs.indexOf(slug));
    return new FacetColumn(slugs, { codes: Uint16Array.from(codes, (code) => numbers[code]) });
  }

  /**
   * Mark the records that have none of the wanted slugs.
   * @param {Uint8Array} marks
   * @param {{mark: number, wanted: Set<string>}} how
   */
  markOthers(marks, { mark, wanted }) {
    const { codes, starts } = this;
    const isWanted = Uint8Array.from(this.slugs, (slug) => Number(wanted.has(slug)));
    for (let row = 0; row < marks.length; row += 1) {
      let has = 0;
      if (starts) for (let at = starts[row]; at < starts[row + 1]; at += 1) has |= isWanted[codes[at]];
      else has = isWanted[codes[row]];
      if (!has) marks[row] |= mark;
    }
  }

  /**
   * Mark the records that have one of the wanted slugs, of a column in which each has one.
   * @param {Uint8Array} marks
   * @param {Set<string>} wanted
   */
  markThose(marks, wanted) {
    const { codes } = this;
    const isWanted = Uint8Array.from(this.slugs, (slug) => Number(wanted.has(slug)));
    for (let row = 0; row < marks.length; row += 1) marks[row] |= isWanted[codes[row]];
  }

  /**
   * How many of the records that bear no mark but this one have each slug.
   * @param {Uint8Array} marks
   * @param {number} mark
   * @returns {Map<string, number>}
   */
  count(marks, mark) {
    const { codes, starts, slugs } = this;
    const totals = new Uint32Array(slugs.length);
    const others = ~mark;
    for (let row = 0; row < marks.length; row += 1) {
      if (marks[row] & others) continue;
      if (starts) for (let at = starts[row]; at < starts[row + 1]; at += 1) totals[codes[at]] += 1;
      else totals[codes[row]] += 1;
    }
    /** @type {Map<string, number>} */
    const counted = new Map();
    slugs.forEach((slug, number) => { if (totals[number]) counted.set(slug, totals[number]); });
    return counted;
  }
}
