/* A facet and its choices in words. */
/**
 * What a choice of a facet is called.
 * @param {Reference} reference
 * @param {import("./messages.js").Messages} messages
 * @param {string} facet
 * @param {string} slug
 * @returns {string}
 */
export const choiceName = (reference, messages, facet, slug) => {
  if (facet === "due") return slug === "none" ? messages.say("No year promised") : slug;
  if (facet === "district" && slug === "city") return messages.say("Whole city");
  /** @type {Record<string, string>} */
  const tables = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", district: "districts" };
  const term = reference[tables[facet]].find((/** @type {Term} */ one) => one.slug === slug);
  return term ? messages.pick(term.name_zh, term.name_en) : slug;
};

/**
 * What a facet is called.
 * @param {import("./messages.js").Messages} messages
 * @param {string} facet
 * @returns {string}
 */
export const facetName = (messages, facet) => /** @type {Record<string, string>} */ ({
  sector: messages.say("Sector"),
  status: messages.say("Status"),
  district: messages.say("District"),
  due: messages.say("Due year"),
  accuracy: messages.say("Accuracy of the place"),
})[facet];
