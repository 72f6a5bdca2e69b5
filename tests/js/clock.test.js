import assert from "node:assert/strict";
import { test } from "node:test";
import { promiseState, stepOn, withClocks } from "../../app/static/core/promise-clock.js";
import { standing } from "../../app/static/core/stands.js";

const steps = [
  { from: "0001-01-01", slug: "due-later" },
  { from: "2024-01-01", slug: "due-this-year" },
  { from: "2025-01-01", slug: "overdue" },
  { from: "2025-02-22", slug: "kept-late" },
];

for (const [day, slug] of [
  ["2023-12-31", "due-later"], ["2024-01-01", "due-this-year"], ["2024-12-31", "due-this-year"],
  ["2025-01-01", "overdue"], ["2025-02-21", "overdue"], ["2025-02-22", "kept-late"], ["2099-01-01", "kept-late"],
]) {
  test(`on ${day} a promise is ${slug}`, () => assert.equal(stepOn(steps, day).slug, slug));
}

test("without a day the newest fact decides, and without a promise there is nothing", () => {
  const feature = (id) => ({ properties: { id, status: "planned" }, derived: { keys: [] } });
  const [one, other] = withClocks([feature("a"), feature("b")], { clock: { a: { steps } }, newest: { day: "2025-01-15" } });
  assert.equal(promiseState(one, ""), "overdue");
  assert.equal(promiseState(one, "2024-06-30"), "due-this-year");
  assert.equal(promiseState(other, ""), "none");
});

test("records stand as another time says, and the records themselves stay", () => {
  const features = [{ properties: { id: "a", status: "planned" } }, { properties: { id: "b", status: "planned" } }];
  const drawn = standing(features, { a: "completed" });
  assert.deepEqual(drawn.map(({ properties }) => properties.status), ["completed", "planned"]);
  assert.equal(features[0].properties.status, "planned");
  assert.equal(standing(features, null), features);
});
