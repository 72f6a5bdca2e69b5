/* A facet and its choices in words, looked up in the tables that come with the catalogue. */
import { RecordWords } from "./record-words.js";

/** @type {Record<string, Vocabulary | undefined>} */
const VOCABULARIES = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", district: "districts", promise: "promise_states" };

/**
 * What a choice of a facet is called.
 * @param {Reference} reference
 * @param {import("./messages.js").Messages} messages
 * @param {string} facet
 * @param {string} slug
 * @returns {string}
 */
export const choiceName = (reference, messages, facet, slug) => {
  const other = reference.other_choices[facet]?.[slug];
  if (other) return messages.pick(other.name_zh, other.name_en);
  const vocabulary = VOCABULARIES[facet];
  return vocabulary ? new RecordWords(messages, reference).term(vocabulary, slug) : slug;
};

/**
 * What a facet is called.
 * @param {Reference} reference
 * @param {import("./messages.js").Messages} messages
 * @param {string} facet
 * @returns {string}
 */
export const facetName = (reference, messages, facet) => new RecordWords(messages, reference).look("facets", facet);
