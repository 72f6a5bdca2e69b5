import assert from "node:assert/strict";
import { test } from "node:test";
import { findSpot } from "../../app/static/core/free-spot.js";

const SIZE = { width: 100, height: 20 };
const ROOM = { width: 300, height: 200, taken: [] };
const around = (x, y) => [x - 8, y - 8, x + 8, y + 8];

test("with nothing in the way a box stands low in the middle", () => {
  assert.deepEqual(findSpot(SIZE, ROOM), [100, 174]);
});

test("it goes aside before it goes up, and up before it covers anything", () => {
  assert.deepEqual(findSpot(SIZE, { ...ROOM, taken: [around(150, 184)] }), [6, 174]);
  const low = [around(20, 184), around(150, 184), around(280, 184)];
  const [left, top] = findSpot(SIZE, { ...ROOM, taken: low });
  assert.equal(left, 100);
  assert.ok(top + SIZE.height < 176 && top > 130);
});

test("where it stands it stays as long as nothing is beneath", () => {
  assert.deepEqual(findSpot(SIZE, { ...ROOM, now: [6, 100] }), [6, 100]);
  assert.notDeepEqual(findSpot(SIZE, { ...ROOM, now: [6, 100], taken: [around(50, 110)] }), [6, 100]);
  assert.deepEqual(findSpot(SIZE, { ...ROOM, now: [250, 100] }), [100, 174]); // it would hang over the edge
});

test("rather a few symbols are covered than one thing to press", () => {
  const [, top] = findSpot({ width: 280, height: 60 }, {
    ...ROOM, fixed: [[0, 0, 300, 60]], taken: [around(50, 80), around(90, 120), around(150, 150), around(200, 190)],
  });
  assert.ok(top >= 63);
});

test("where everything is taken it covers the least, and a box too large stands at the edge", () => {
  const crowd = Array.from({ length: 300 }, (_, at) => around((at % 20) * 15, Math.floor(at / 20) * 15));
  const thin = crowd.filter(([left, top, right, bottom]) => right < 95 || left > 205 || bottom < 75 || top > 85);
  const [left, top] = findSpot(SIZE, { ...ROOM, taken: thin });
  assert.deepEqual([left, top > 50 && top < 90], [100, true]);
  assert.deepEqual(findSpot({ width: 400, height: 300 }, ROOM), [-50, 6]);
});
