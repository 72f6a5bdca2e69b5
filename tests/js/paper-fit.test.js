import assert from "node:assert/strict";
import { test } from "node:test";
import { fitPaper } from "../../app/static/core/paper-fit.js";

const SIZES = { desk: [768, 784], wide: [1100, 700], phone: [366, 490], wall: [3000, 1500] };

for (const [name, [width, height]] of Object.entries(SIZES)) {
  test(`the map of a ${name} fills a sheet in one direction and leaves room for its legend`, () => {
    const { upright, across } = fitPaper({ width, height });
    assert.ok(upright.scale * width <= 678 && upright.scale * height <= 870);
    assert.ok(across.scale * width <= 676 && across.scale * height <= 479);
    const isFull = Math.abs(upright.scale * width - (upright.isBeside ? 477 : 677)) < 1
      || Math.abs(upright.scale * height - (upright.isBeside ? 870 : 620)) < 1;
    assert.ok(isFull);
  });
}

test("tags in the head take their rows from a sheet that stands", () => {
  const size = { width: 768, height: 784 };
  const heights = [0, 500, 700].map((tags) => Math.round(fitPaper(size, tags).upright.scale * size.height));
  assert.deepEqual(heights, [620, 582, 544]);
});

test("a narrow map has its legend beside it, a wide one below", () => {
  assert.equal(fitPaper({ width: 600, height: 600 }).upright.isBeside, false);
  assert.equal(fitPaper({ width: 300, height: 640 }).upright.isBeside, true);
  assert.equal(fitPaper({ width: 1100, height: 700 }).upright.isBeside, false);
});
