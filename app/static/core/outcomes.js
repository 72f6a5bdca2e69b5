/* What became of pairs, as the small file that a reader keeps: read, changed and written here. */

/**
 * @typedef {{a: string, b: string, state: string, note: string, date: string | null, link: string | null}} Outcome
 */

/**
 * The name of a pair, whatever the order of its projects.
 * @param {string} a
 * @param {string} b
 */
export const pairKey = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/**
 * The latest outcome of each pair; one without a date comes before those with one.
 * @param {Outcome[]} entries
 * @returns {Map<string, Outcome>}
 */
export const latestOutcomes = (entries) => {
  /** @type {Map<string, Outcome>} */
  const latest = new Map();
  for (const entry of entries) {
    const key = pairKey(entry.a, entry.b);
    const before = latest.get(key);
    if (!before || (before.date ?? "") <= (entry.date ?? "")) latest.set(key, entry);
  }
  return latest;
};

/**
 * The entries with one more; it takes the place of that of the same pair and day.
 * @param {Outcome[]} entries
 * @param {Outcome} entry
 * @returns {Outcome[]}
 */
export const withOutcome = (entries, entry) => {
  const key = pairKey(entry.a, entry.b);
  return [...entries.filter((one) => pairKey(one.a, one.b) !== key || one.date !== entry.date), entry];
};

/**
 * The file of outcomes.
 * @param {string} catalogue
 * @param {Outcome[]} entries
 */
export const writeOutcomes = (catalogue, entries) => {
  const lines = entries.map(({ a, b, state, note, date, link }) => JSON.stringify({ a, b, state, note, date, link }));
  const head = `{"type":"city-projects-outcomes","version":1,"catalogue":${JSON.stringify(catalogue)},"outcomes":[`;
  return `${head}\n${lines.join(",\n")}\n]}\n`;
};
