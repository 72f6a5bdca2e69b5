import assert from "node:assert/strict";
import { test } from "node:test";
import { BoxGrid } from "../../app/static/core/box-grid.js";

/* Numbers that look random and are the same in every run. */
const scatter = (count) => {
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return Array.from({ length: count }, () => {
    const [x, y] = [next() * 100, next() * 100];
    return [x, y, x + next() ** 6 * 80, y + next() ** 6 * 80];
  });
};

test("the grid finds what looking at all boxes finds", () => {
  const boxes = scatter(2000);
  const grid = new BoxGrid(Float64Array.from(boxes.flat()));
  for (const box of [...scatter(60), [-10, -10, 200, 200], [-10, -10, -5, -5]]) {
    const wanted = boxes.flatMap((other, number) =>
      (other[0] <= box[2] && other[2] >= box[0] && other[1] <= box[3] && other[3] >= box[1] ? [number] : []));
    assert.deepEqual([...grid.find(box)], wanted);
  }
});

test("boxes at one place are all found", () => {
  const grid = new BoxGrid(Float64Array.of(5, 5, 5, 5, 5, 5, 5, 5));
  assert.deepEqual([...grid.find([4, 4, 6, 6])], [0, 1]);
});

test("nothing is found among nothing", () => {
  assert.deepEqual([...new BoxGrid(new Float64Array()).find([0, 0, 1, 1])], []);
});
