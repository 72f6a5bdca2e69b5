import assert from "node:assert/strict";
import { test } from "node:test";
import { latestOutcomes, pairKey, withOutcome, writeOutcomes } from "../../app/static/core/outcomes.js";

const entry = (state, date, others = {}) => ({ a: "metro", b: "street", state, note: "", date, link: null, ...others });

test("a pair has no order", () => assert.equal(pairKey("street", "metro"), pairKey("metro", "street")));

test("of one pair the latest day counts, and no day comes first", () => {
  const entries = [entry("agreed", "2024-05-01"), entry("open", null), entry("open", "2024-04-01", { a: "street", b: "metro" })];
  assert.equal(latestOutcomes(entries).get("metro street").state, "agreed");
});

test("an outcome takes the place of that of the same pair and day only", () => {
  const entries = withOutcome([entry("open", null), entry("open", "2024-05-01")], entry("agreed", "2024-05-01"));
  assert.deepEqual(entries.map(({ state, date }) => [state, date]), [["open", null], ["agreed", "2024-05-01"]]);
});

test("the file says what it is and holds every entry", () => {
  const file = JSON.parse(writeOutcomes("taiyuan-2024", [entry("agreed", null)]));
  assert.equal(file.type, "city-projects-outcomes");
  assert.equal(file.version, 1);
  assert.deepEqual(file.outcomes, [entry("agreed", null)]);
});
