/* The order of the list: the columns' keys, and the rows sorted by one of them. */

/* The columns that sort; `reference` gives the order of sectors and statuses. */
export const columnKeys = (messages, reference) => {
  const rank = (vocabulary) => new Map(reference[vocabulary].map((term, index) => [term.slug, index]));
  const [sectors, statuses] = [rank("sectors"), rank("statuses")];
  return {
    name: (one) => messages.pick(one.name_zh, one.name_en),
    sector: (one) => sectors.get(one.sector) ?? Infinity,
    status: (one) => statuses.get(one.status) ?? Infinity,
    due: (one) => one.due ?? Infinity,
  };
};

/* Compare two keys: texts as the language sorts them, numbers by size. */
export const keyComparer = (lang) => {
  const { compare } = new Intl.Collator(lang === "zh" ? "zh-CN" : "en");
  return (one, other) => (typeof one === "string" ? compare(one, other) : one === other ? 0 : one < other ? -1 : 1);
};

/* The records sorted by a column's key; each key is made once. */
export const sortRecords = (features, { key, compare, isDescending }) => {
  const sign = isDescending ? -1 : 1;
  return features
    .map((feature) => ({ feature, value: key(feature.properties) }))
    .toSorted((one, other) => sign * compare(one.value, other.value))
    .map(({ feature }) => feature);
};

/* Those on the map, then those without a place, each sorted. */
export const groupRecords = (features, order) => {
  const sorted = order ? (some) => sortRecords(some, order) : (some) => some;
  return {
    placed: sorted(features.filter((feature) => feature.geometry)),
    unplaced: sorted(features.filter((feature) => !feature.geometry)),
  };
};
