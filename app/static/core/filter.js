/* Which records a choice leaves: the server's own rule, for an answer without waiting. */
import { splitQuery } from "./search.js";

export const FACETS = ["sector", "status", "district", "due", "accuracy"];

/**
 * The slugs under which a record is counted in a facet.
 * @param {Feature} feature
 * @param {string} facet
 * @returns {string[]}
 */
export const slugsOf = ({ properties, derived }, facet) => {
  if (facet === "district") return properties.districts.length ? properties.districts : ["city"];
  if (facet === "due") return [properties.due === null ? "none" : String(properties.due)];
  return [facet === "accuracy" ? derived.accuracy_class : properties[facet]];
};

export class ProjectFilter {
  /** @param {Feature[]} features */
  constructor(features) {
    this.features = features;
    this.keys = new Map(features.map((one) => [one, one.derived.keys.join("\n")]));
  }

  /**
   * What `{q, facet: [slugs…]}` leaves, and how many each choice of a facet would leave.
   * @param {Choice} choice
   * @returns {{shown: Feature[], count: (facet: string) => Map<string, number>}}
   */
  answer({ q = "", ...chosen }) {
    const words = splitQuery(q);
    const wanted = FACETS
      .map((facet) => ({ facet, slugs: new Set(chosen[facet]) }))
      .filter(({ slugs }) => slugs.size);
    const found = this.features.filter((one) => words.every((word) => this.keys.get(one)?.includes(word)));
    const missed = new Map(found.map((one) => [one, wanted
      .filter(({ facet, slugs }) => !slugsOf(one, facet).some((slug) => slugs.has(slug)))
      .map(({ facet }) => facet)]));
    return {
      shown: found.filter((one) => missed.get(one)?.length === 0),
      count: (/** @type {string} */ facet) => {
        const counts = new Map();
        for (const one of found) {
          if (missed.get(one)?.some((other) => other !== facet)) continue;
          for (const slug of slugsOf(one, facet)) counts.set(slug, (counts.get(slug) ?? 0) + 1);
        }
        return counts;
      },
    };
  }

  /**
   * The choices of a facet that the records themselves give, numbers first.
   * @param {string} facet
   * @returns {string[]}
   */
  choices(facet) {
    const found = [...new Set(this.features.flatMap((one) => slugsOf(one, facet)))];
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
    return JSON.stringify([q.trim(), ...FACETS.map((facet) => [...(chosen[facet] ?? [])].toSorted())]);
  }
}
