/* What near a place is worth reading first: the twin of the server's rule of halvings. */

/** @typedef {import("./nearness.js").Neighbour} Neighbour */

/* What each record adds to its distance, in halvings; and what is said of it where it comes next. */
/** @typedef {{halvings: Record<string, number>, next: Record<string, string>}} Ahead */

/* What of a record does not depend on the day: see `tell_waits` of the server. */
/** @typedef {{change: number, done?: boolean, due?: number, open?: string}} Wait */

export const DISTANCE = "distance";
export const CURRENT = "current";

/* The groups whose order a reader may choose, which are also those that what comes next is among. */
export const SORTED_GROUPS = ["near", "perhaps", "district"];

/* A kilometre of distance counts as much as a year of waiting. */
const METRES_A_STEP = 1000;

/**
 * Sort neighbours by the rule; ties keep their order.
 * @param {Neighbour[]} neighbours
 * @param {Ahead} ahead
 */
export const sortCurrent = (neighbours, { halvings }) => {
  const count = (/** @type {Neighbour} */ { id, distance_m: far }) => (far ?? 0) / METRES_A_STEP + (halvings[id] ?? 0);
  return neighbours.toSorted((one, other) => count(one) - count(other));
};

/**
 * Say what comes next near a place: by the rule, the first dated promise still open.
 * @param {Record<string, Neighbour[]>} groups
 * @param {Ahead} ahead
 */
export const sayNext = (groups, ahead) => {
  for (const slug of SORTED_GROUPS) {
    const found = sortCurrent(groups[slug], ahead).find(({ id }) => ahead.next[id]);
    if (found) return ahead.next[found.id];
  }
  return "";
};

/* How long one waits for what has no date, and for what is there already. */
const [UNDATED_YEARS, FINISHED_YEARS] = [3, 6];
const DONE = new Set(["kept", "kept-late"]);
const AHEAD = new Set(["due-this-year", "due-later", "overdue"]);

/**
 * What the rule counts as of a day.
 * @param {Record<string, Wait>} waits
 * @param {{day: string, said: string, stateOf: (id: string) => string}} asOf The day, how it is written, and what becomes of a promise by then.
 * @returns {Ahead}
 */
export const aheadOn = (waits, { day, said, stateOf }) => {
  const year = Number(day.slice(0, 4));
  /** @type {Ahead} */
  const ahead = { halvings: {}, next: {} };
  for (const [id, { change, done, due, open }] of Object.entries(waits)) {
    const state = stateOf(id);
    const isDone = done || DONE.has(state);
    const dated = due === undefined ? UNDATED_YEARS : Math.max(0, due - year);
    ahead.halvings[id] = (isDone ? FINISHED_YEARS : dated) + change;
    if (open && AHEAD.has(state)) ahead.next[id] = open.replace("{day}", () => said);
  }
  return ahead;
};
