/* What near a place is worth reading first: the twin of the server's rule of halvings. */

/** @typedef {import("./nearness.js").Neighbour} Neighbour */

/* What each record adds to its distance, in halvings; and what is said of it where it comes next. */
/** @typedef {{halvings: Record<string, number>, next: Record<string, string>}} Ahead */

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
