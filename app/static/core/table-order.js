/* The order of the list: the columns' keys, and the rows sorted by one of them. */

/**
 * @typedef {object} Order
 * @property {(one: Properties) => string | number} key
 * @property {(one: string | number, other: string | number) => number} compare
 * @property {boolean} isDescending
 */

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
 * The records sorted by a column's key; each key is made once.
 * @param {Feature[]} features
 * @param {Order} order
 * @returns {Feature[]}
 */
export const sortRecords = (features, { key, compare, isDescending }) => {
  const sign = isDescending ? -1 : 1;
  return features
    .map((feature) => ({ feature, value: key(feature.properties) }))
    .toSorted((one, other) => sign * compare(one.value, other.value))
    .map(({ feature }) => feature);
};

/**
 * Those on the map, then those without a place, each sorted.
 * @param {Feature[]} features
 * @param {Order | null} order
 */
export const groupRecords = (features, order) => {
  const sorted = (/** @type {Feature[]} */ some) => (order ? sortRecords(some, order) : some);
  return {
    placed: sorted(features.filter((feature) => feature.geometry)),
    unplaced: sorted(features.filter((feature) => !feature.geometry)),
  };
};
