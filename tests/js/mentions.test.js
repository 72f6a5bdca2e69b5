import assert from "node:assert/strict";
import { test } from "node:test";
import { findMentions } from "../../app/static/core/mentions.js";

const record = (id, more) => ({
  geometry: null,
  properties: { id, summary_zh: "", summary_en: "", remark_zh: null, remark_en: null, figures: [], citations: [], ...more },
});
const FEATURES = [
  { ...record("street", { summary_en: "A street past two schools." }), geometry: {} },
  record("places", { figures: [{ label_zh: "新建中小学校", label_en: "New schools" }] }),
  record("other", { citations: [{ mention: "新建小学", wording: "建成" }] }),
];
const idsOf = (text) => findMentions(FEATURES, text).map(({ properties }) => properties.id);

for (const [text, ids] of [
  ["Schools", ["places", "street"]],
  ["新建小学", ["other"]],
  ["中小 学校", ["places"]],
  ["hospital", []],
  ["s", []],
  ["  ", []],
]) {
  test(`what is spoken of, counts first: ${text}`, () => assert.deepEqual(idsOf(text), ids));
}
