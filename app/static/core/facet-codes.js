/* How the choices of facets stand in an address: the rule of the server's address, for files without one. */
const PLAIN_LENGTH = 100;
const BUT = "-";
const ADCODE = /^\d{6}$/;
const END = /^\d{2}$/;

/** @type {Record<string, Record<string, string>>} */
const CODES = {
  sector: {
    "rail-transit": "rt", roads: "ro", "rail-aviation": "ra", industry: "in", "parks-new-towns": "pn",
    innovation: "iv", commerce: "co", "culture-tourism": "ct", "housing-public-services": "hp", "ecology-rural": "er",
  },
  status: { proposed: "pr", planned: "pl", "under-construction": "uc", upgrading: "up", ongoing: "og", completed: "cp" },
  accuracy: { exact: "ex", close: "cl", approximate: "ap", area: "ar", corridor: "cr", district: "di", city: "ci", unknown: "un" },
  promise: { kept: "ke", "kept-late": "kl", "due-this-year": "dy", "due-later": "dl", overdue: "od", undated: "ud", contradicted: "cd", none: "no" },
};

/**
 * The slug that a token stands for: itself, its code, or the end of an adcode.
 * @param {string} facet
 * @param {string} token
 * @param {Set<string>} allowed
 * @returns {string | undefined}
 */
const findSlug = (facet, token, allowed) => {
  const codes = CODES[facet] ?? {};
  if (allowed.has(token) || token in codes) return token;
  const coded = Object.keys(codes).find((slug) => codes[slug] === token);
  if (coded !== undefined || facet !== "district" || !END.test(token)) return coded;
  const ends = [...allowed].filter((one) => ADCODE.test(one) && one.endsWith(token));
  return ends.length === 1 ? ends[0] : undefined;
};

/**
 * Read the value of a facet; what is unknown is passed over.
 * @param {string} facet
 * @param {string} text
 * @param {Set<string>} allowed
 * @returns {Set<string>}
 */
export const readChoices = (facet, text, allowed) => {
  const isRest = text.startsWith(BUT);
  const tokens = text.split(",").map((token) => (isRest && token.startsWith(BUT) ? token.slice(1) : token)).filter(Boolean);
  const named = new Set(tokens.map((token) => findSlug(facet, token, allowed)));
  return new Set([...allowed].filter((slug) => named.has(slug) !== isRest));
};

/** @typedef {{mark: string, slugs: string[]}} Left */

/**
 * A facet's choices as they stand, or those left out where these are fewer.
 * @param {string} facet
 * @param {string[]} chosen
 * @returns {Left}
 */
const leaveOut = (facet, chosen) => {
  const terms = CODES[facet];
  if (!terms || chosen.some((slug) => !(slug in terms))) return { mark: "", slugs: chosen };
  const rest = Object.keys(terms).filter((slug) => !chosen.includes(slug));
  return rest.length < chosen.length ? { mark: BUT, slugs: rest.toSorted() } : { mark: "", slugs: chosen };
};

/**
 * @param {string} facet
 * @param {string[]} slugs
 * @returns {string[]}
 */
const abbreviate = (facet, slugs) => {
  const adcodes = slugs.filter((slug) => ADCODE.test(slug));
  if (facet === "district" && new Set(adcodes.map((slug) => slug.slice(0, -2))).size === 1) {
    return slugs.map((slug) => (ADCODE.test(slug) ? slug.slice(-2) : slug)).toSorted();
  }
  return slugs.map((slug) => CODES[facet]?.[slug] ?? slug).toSorted();
};

/**
 * @param {Record<string, string>} written
 * @returns {number}
 */
const measure = (written) => {
  let length = 0;
  for (const [facet, text] of Object.entries(written)) if (text) length += facet.length + text.length + 2;
  return length;
};

/**
 * The choices of facets as an address has them, shorter where they would be long; empty where there are none.
 * @param {Record<string, Iterable<string>>} choices
 * @returns {Record<string, string>}
 */
export const writeChoices = (choices) => {
  const asked = Object.entries(choices).map(([facet, chosen]) => /** @type {const} */ ([facet, [...chosen].toSorted()]));
  const plain = Object.fromEntries(asked.map(([facet, slugs]) => [facet, slugs.join(",")]));
  if (measure(plain) <= PLAIN_LENGTH) return plain;
  const left = asked.map(([facet, slugs]) => /** @type {const} */ ([facet, slugs.length > 0 ? leaveOut(facet, slugs) : { mark: "", slugs }]));
  const shorter = Object.fromEntries(left.map(([facet, { mark, slugs }]) => [facet, mark + slugs.join(",")]));
  if (measure(shorter) <= PLAIN_LENGTH) return shorter;
  return Object.fromEntries(left.map(([facet, { mark, slugs }]) => [facet, mark + abbreviate(facet, slugs).join(",")]));
};
