import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findMentions } from "../../app/static/core/mentions.js";

// The same table is read by tests/projects/test_mentions.py.
const { records, cases } = JSON.parse(readFileSync(new URL("../data/mention-cases.json", import.meta.url)));
const silent = { summary_zh: null, summary_en: null, remark_zh: null, remark_en: null, figures: [], citations: [] };
const features = records.map(({ is_placed: isPlaced, ...own }) => ({ geometry: isPlaced ? {} : null, properties: { ...silent, ...own } }));

for (const { text, ids } of cases) {
  test(`what is spoken of, counts first: ${text}`, () => {
    assert.deepEqual(findMentions(features, text).map(({ properties }) => properties.id), ids);
  });
}
