import assert from "node:assert/strict";
import { test } from "node:test";
import { RowHeights } from "../../app/static/core/row-heights.js";

test("the rows in a window are found by their heights", () => {
  const rows = new RowHeights(100, 10);
  assert.deepEqual(rows.rowsWithin(0, 35), { from: 0, to: 4 });
  assert.deepEqual(rows.rowsWithin(35, 60), { from: 3, to: 6 });
  assert.deepEqual(rows.rowsWithin(-50, -10), { from: 0, to: 0 });
  assert.deepEqual(rows.rowsWithin(5000, 6000), { from: 100, to: 100 });
});

test("what is measured first is the guess for the others", () => {
  const rows = new RowHeights(4, 10);
  rows.measure(0, [20, 40]);
  assert.equal(rows.between(0, 4), 20 + 40 + 30 + 30);
  rows.measure(2, [50]);
  assert.equal(rows.between(2, 4), 50 + 30);
});

test("an empty list has no rows", () => {
  assert.deepEqual(new RowHeights(0, 10).rowsWithin(0, 100), { from: 0, to: 0 });
});
