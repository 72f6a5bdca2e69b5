/* The order of the list: the columns' keys, and the rows sorted by one of them. */

/**
 * The columns that sort; `reference` gives the order of sectors and statuses.
 * @param {import("./messages.js").Messages} messages
 * @param {Reference} reference
 * @returns {Record<string, (one: Properties) => string | number>}
 */
export const columnKeys = (messages, reference) => {
  const rank = (/** @type {Vocabulary} */ vocabulary) =>
    new Map(reference[vocabulary].map((term, index) => [term.slug, index]));
  const [sectors, statuses] = [rank("sectors"), rank("statuses")];
  return {
    name: (one) => messages.pick(one.name_zh, one.name_en),
    sector: (one) => sectors.get(one.sector) ?? Infinity,
    status: (one) => statuses.get(one.status) ?? Infinity,
    due: (one) => one.due ?? Infinity,
  };
};

/**
 * Compare two keys: texts as the language sorts them, numbers by size.
 * @param {Lang} lang
 * @returns {(one: string | number, other: string | number) => number}
 */
export const keyComparer = (lang) => {
  const { compare } = new Intl.Collator(lang === "zh" ? "zh-CN" : "en");
  return (one, other) => (
    typeof one === "string" || typeof other === "string"
      ? compare(String(one), String(other)) : one === other ? 0 : one < other ? -1 : 1);
};

/**
 * Where each record stands by a column's key, the same number for the same key.
 * @param {Feature[]} features
 * @param {{key: (one: Properties) => string | number, compare: (one: string | number, other: string | number) => number}} order
 * @returns {Uint32Array}
 */
export const rankRecords = (features, { key, compare }) => {
  const values = features.map(({ properties }) => key(properties));
  const distinct = [...new Set(values)].toSorted(compare);
  /** @type {Map<string | number, number>} */
  const ranks = new Map();
  let rank = 0;
  distinct.forEach((value, at) => {
    if (at && compare(distinct[at - 1], value) !== 0) rank += 1;
    ranks.set(value, rank);
  });
  return Uint32Array.from(values, (value) => ranks.get(value) ?? 0);
};

/**
 * The rows sorted by their ranks; those of one rank stay in the order in which they came.
 * @param {Uint32Array} rows
 * @param {{ranks: Uint32Array, isDescending: boolean}} order
 * @returns {Uint32Array}
 */
export const sortRows = (rows, { ranks, isDescending }) => {
  const most = rows.reduce((highest, row) => Math.max(highest, ranks[row]), 0);
  const rankOf = (/** @type {number} */ row) => (isDescending ? most - ranks[row] : ranks[row]);
  const places = new Uint32Array(most + 2);
  for (const row of rows) places[rankOf(row) + 1] += 1;
  for (let rank = 1; rank < places.length; rank += 1) places[rank] += places[rank - 1];
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const rank = rankOf(row);
    sorted[places[rank]] = row;
    places[rank] += 1;
  }
  return sorted;
};
