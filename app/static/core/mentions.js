/* Records that speak of a text which is no project's name: in their summary, figures or citations. */
import { normalise } from "./search.js";

/**
 * Everything a record says in words, as the search reads it.
 * @param {Pick<Properties, "summary_zh" | "summary_en" | "remark_zh" | "remark_en" | "figures" | "citations">} properties
 * @returns {string}
 */
const wordsOf = ({ summary_zh, summary_en, remark_zh, remark_en, figures, citations }) => [
  summary_zh, summary_en, remark_zh, remark_en,
  ...figures.flatMap((one) => [one.label_zh, one.label_en]),
  ...citations.flatMap((one) => [one.mention, one.wording]),
].map((text) => normalise(text ?? "")).join("\n");

/**
 * The records that speak of a text; those that only count something come first.
 * @param {Feature[]} features
 * @param {string} text
 */
export function findMentions(features, text) {
  const wanted = normalise(text);
  if ([...wanted].length < 2) return [];
  const found = features.filter(({ properties }) => wordsOf(properties).includes(wanted));
  const isCount = (/** @type {Feature} */ { geometry, properties }) => !geometry && properties.figures.length > 0;
  return [...found.filter(isCount), ...found.filter((one) => !isCount(one))];
}
