import assert from "node:assert/strict";
import { test } from "node:test";
import { Crowds } from "../../app/static/core/crowds.js";
import { PlaceTable } from "../../app/static/core/place-table.js";
import { worldX, worldY } from "../../app/static/core/projection.js";

const record = (id, geometry, more = {}) => ({
  properties: { id, kind: "factory", sector: "industry", status: "planned", place: { accuracy_m: 100 }, ...more }, geometry,
});
const point = (...coordinates) => ({ type: "Point", coordinates });
const all = (table) => Uint32Array.from({ length: table.count }, (_, row) => row);
const WORLD = [0, 0, 256, 256];

/* Numbers that look random and are the same in every run. */
const scatter = (count) => {
  let seed = 11;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return Array.from({ length: count }, (_, number) => record(`r${number}`, next() < 0.2
    ? { type: "MultiPoint", coordinates: [[next() * 9, next() * 9], [next() * 9, next() * 9]] }
    : point(next() * 9, next() * 9)));
};

test("every record is counted in a crowd for each of its symbols, and none twice in one", () => {
  const table = new PlaceTable(scatter(3000));
  const crowds = new Crowds(table, all(table), { box: WORLD, reach: 0.4 });
  const members = crowds.sizes.map((_, crowd) => crowds.membersOf(crowd));
  assert.deepEqual(members.map(({ length }) => length), crowds.sizes);
  assert.deepEqual([...new Set(members.flat())].toSorted((one, other) => one - other), [...all(table)]);
  assert.ok(members.every((rows) => new Set(rows).size === rows.length));
  assert.ok(members.some(({ length }) => length > 3));
});

test("crowds stand at the place of their first and keep apart", () => {
  const table = new PlaceTable(scatter(3000));
  const { xs, ys, leaders, sizes, ...crowds } = new Crowds(table, all(table), { box: WORLD, reach: 0.4 });
  assert.ok(sizes.length > 20);
  for (let one = 0; one < sizes.length; one += 1) {
    for (let other = 0; other < one; other += 1) assert.ok(Math.hypot(xs[one] - xs[other], ys[one] - ys[other]) > 0.4);
    assert.ok(table.anchorsOf(leaders[one]).some(([x, y]) => x === xs[one] && y === ys[one]));
  }
  assert.equal(crowds.table, table);
});

test("each symbol joins the nearest crowd that has begun before it, or begins one", () => {
  const table = new PlaceTable(scatter(1500));
  const crowds = new Crowds(table, all(table), { box: WORLD, reach: 0.4 });
  const begun = [];
  let number = 0;
  for (let row = 0; row < table.count; row += 1) {
    for (const [x, y] of table.anchorsOf(row)) {
      const far = begun.map(([otherX, otherY]) => Math.hypot(otherX - x, otherY - y));
      const least = Math.min(Infinity, ...far);
      if (least > 0.4) begun.push([x, y]);
      assert.equal(crowds.crowdOf[number], least > 0.4 ? begun.length - 1 : far.indexOf(least));
      number += 1;
    }
  }
  assert.equal(crowds.count, begun.length);
});

test("two symbols of one record at one place are one member", () => {
  const two = { type: "MultiPoint", coordinates: [[1, 1], [1.001, 1]] };
  const table = new PlaceTable([record("a", two), record("b", point(1, 1))]);
  const crowds = new Crowds(table, all(table), { box: WORLD, reach: 1 });
  assert.deepEqual(crowds.sizes, [2]);
  assert.deepEqual([...crowds.tally(() => 0, 1)], [2]);
});

test("the shares of the kinds are counted crowd by crowd", () => {
  const table = new PlaceTable([
    record("a", point(1, 1)), record("b", point(1, 1), { sector: "roads" }), record("c", point(50, 50), { sector: "roads" }),
  ]);
  const crowds = new Crowds(table, all(table), { box: WORLD, reach: 1 });
  const isRoad = (row) => Number(table.propertiesOf(row).sector === "roads");
  assert.deepEqual([...crowds.tally(isRoad, 2)], [1, 1, 0, 1]);
});

test("what stands outside of the box is in no crowd", () => {
  const table = new PlaceTable([record("a", point(1, 1)), record("b", point(90, 1))]);
  const crowds = new Crowds(table, all(table), { box: [worldX(0), 0, worldX(10), 256], reach: 1 });
  assert.deepEqual(crowds.membersOf(0), [0]);
  assert.equal(crowds.count, 1);
});

test("a point finds the nearest crowd, a row its own, and a crowd the box of its symbols", () => {
  const table = new PlaceTable([record("a", point(1, 1)), record("b", point(1.1, 1)), record("c", point(20, 1))]);
  const crowds = new Crowds(table, all(table), { box: WORLD, reach: 1 });
  assert.equal(crowds.nearestTo(worldX(18), worldY(1)).crowd, 1);
  assert.deepEqual(crowds.crowdsOf(1), [0]);
  assert.deepEqual(crowds.boxOf(0), [worldX(1), worldY(1), worldX(1.1), worldY(1)]);
  assert.equal(new Crowds(table, new Uint32Array(), { box: WORLD, reach: 1 }).nearestTo(1, 1), null);
});
