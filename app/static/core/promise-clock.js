/* What the promise clock says of a record on a day: looked up among the days on which it changes. */

/**
 * @typedef {{from: string, slug: string, tells: boolean, name_zh: string | null, name_en: string | null}} ClockStep
 */

/**
 * The step that holds on a day: the last one that has begun by then.
 * @template {{from: string}} Step
 * @param {Step[]} steps The earliest first, the first from the beginning of time on.
 * @param {string} day
 * @returns {Step}
 */
export const stepOn = (steps, day) => steps.findLast(({ from }) => from <= day) ?? steps[0];

/**
 * Write into each record what its promise comes to, day by day; returns the records.
 * @param {Feature[]} features
 * @param {Reference} reference
 */
export const withClocks = (features, { clock, newest }) => {
  for (const { properties, derived } of features) {
    const steps = clock?.[properties.id]?.steps;
    if (steps && newest) derived.clock = { steps, newest: newest.day };
  }
  return features;
};

/**
 * What became of a record's promise by a day; by that of the newest fact held where empty.
 * @param {Feature} feature
 * @param {string} day
 * @returns {string}
 */
export const promiseState = ({ derived: { clock } }, day) => (clock ? stepOn(clock.steps, day || clock.newest).slug : "none");
