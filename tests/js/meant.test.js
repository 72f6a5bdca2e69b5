import assert from "node:assert/strict";
import { test } from "node:test";
import { Meant } from "../../app/static/core/meant.js";

const road = {
  geometry: null,
  properties: { summary_zh: "通往太原站", summary_en: "", remark_zh: null, remark_en: null, figures: [], citations: [] },
};
const records = { keys: [["jinciroad"]], features: [road] };
const answering = (...rows) => () => ({ rows: Uint32Array.from(rows) });

test("what the search finds is meant as it is written", async () => {
  const meant = new Meant({ records, whole: null, answer: answering(0) });
  assert.deepEqual(await meant.speaking("太原站"), { features: [], count: 0 });
  assert.deepEqual(meant.alike("jinciroad"), []);
});

test("records that speak of a text are found in what is held", async () => {
  const meant = new Meant({ records, whole: null, answer: answering() });
  assert.deepEqual(await meant.speaking("太原站"), { features: [road], count: 1 });
});

test("where records are known in part the server finds who speaks of a text, and may fail", async (context) => {
  const told = { features: [road], count: 7 };
  const asked = (findMentions) => new Meant({ records, whole: { findMentions }, answer: answering() });
  assert.equal(await asked(async () => told).speaking("太原站"), told);
  context.mock.method(console, "error", () => {});
  assert.deepEqual(await asked(async () => { throw new Error("gone"); }).speaking("太原站"), { features: [], count: 0 });
  assert.deepEqual(asked(async () => told).alike("jinciroat"), []);
});
