import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cutLines, LabelRoom, placeLabels, spotAt, spotsAlong } from "../../app/static/core/label-room.js";
import { mostNames, radiusAt } from "../../app/static/core/measures.js";
import { drawNames } from "../../app/static/map/draw-names.js";
import { Focus } from "../../app/static/map/focus.js";

const cases = JSON.parse(readFileSync(new URL("../data/label-cases.json", import.meta.url), "utf-8"));
const label = (x, y, more = {}) => ({ spots: () => [spotAt(x, y, { width: 60, size: 12 })], ...more });
const isApart = (one, other) =>
  one[0] >= other[2] || one[2] <= other[0] || one[1] >= other[3] || one[3] <= other[1];

for (const { zoom, most, ...size } of cases.most) {
  test(`at zoom ${zoom} a map names ${most ?? "all that find room"}`, () => {
    assert.equal(mostNames(zoom, size), most ?? Infinity);
  });
}

for (const { zoom, radius } of cases.radius) {
  test(`at zoom ${zoom} a symbol has the radius ${radius}`, () => assert.equal(radiusAt(zoom), radius));
}

for (const { why, line, spots, at, angle_deg: angle, ...name } of cases.along) {
  test(why, () => {
    const found = spotsAlong([line], name);
    assert.equal(found.length, spots);
    if (!spots) return;
    assert.ok(Math.hypot(found[0].x - at[0], found[0].y - at[1]) < 0.01);
    assert.ok(Math.abs((found[0].angle * 180) / Math.PI - angle) < 0.01);
  });
}

test("a name keeps clear of what stands there and of the edge", () => {
  const { width, height, taken, boxes } = cases.room;
  const room = new LabelRoom([3, 3, width - 3, height - 3]);
  room.take([taken]);
  for (const { box, is_free: isFree } of boxes) assert.equal(room.isFree([box]), isFree, String(box));
});

test("the first takes the room, the next gives way, the needed one always stands", () => {
  const room = new LabelRoom([0, 0, 500, 500]);
  const placed = placeLabels([
    label(100, 100, { id: "first" }), label(110, 102, { id: "second" }),
    label(105, 100, { id: "needed", isNeeded: true }),
  ], room);
  assert.deepEqual(placed.map((one) => one.label.id), ["first", "needed"]);
});

test("what has several symbols is named once where they stand close, and at each where they are apart", () => {
  const at = (x, more = {}) => label(x, 100, { named: { of: "park", x, y: 100, apart: 33 }, ...more });
  const count = (labels) => placeLabels(labels, new LabelRoom([0, 0, 500, 500])).length;
  assert.equal(count([at(100), at(130)]), 1);
  assert.equal(count([at(100, { isNeeded: true }), at(130, { isNeeded: true })]), 1);
  assert.equal(count([at(100), at(200)]), 2);
  assert.equal(count([at(100), label(190, 100, { named: { of: "lake", x: 130, y: 100, apart: 33 } })]), 2);
});

test("no more than the map can say are named, and the ground's names are not counted", () => {
  const some = (count, more) => Array.from({ length: count }, (_, index) => label(100, 30 + index * 20, more));
  const room = new LabelRoom([0, 0, 500, 500]);
  assert.equal(placeLabels(some(9, { isCounted: true }), room, 4).length, 4);
  assert.equal(placeLabels(some(9, {}), room, 4).length, 5);
});

test("of ten thousand names none lies upon another, and they are chosen at once", () => {
  const room = new LabelRoom([0, 0, 1400, 900]);
  let measured = 0;
  const labels = Array.from({ length: 10_000 }, (_, index) => ({
    isCounted: true,
    spots: () => {
      measured += 1;
      return [spotAt((index * 7919) % 1400, (index * 104_729) % 900, { width: 80, size: 12 })];
    },
  }));
  const boxes = placeLabels(labels, room).map(({ spot }) => spot.boxes[0]);
  assert.ok(boxes.length > 50);
  assert.ok(measured <= 400);
  assert.ok(boxes.every((box, index) => boxes.slice(0, index).every((other) => isApart(box, other))));
});

test("of a line only what is seen is named", () => {
  assert.deepEqual(cutLines([[-100, 50, 300, 50]], [0, 0, 200, 100]), [[0, 50, 200, 50]]);
  assert.deepEqual(cutLines([[0, 200, 300, 200]], [0, 0, 200, 100]), []);
  assert.deepEqual(cutLines([[10, 10, 20, 20, 30, 10]], [0, 0, 200, 100]), [[10, 10, 20, 20, 30, 10]]);
});

/* The boxes of the names that are put on a map of 400 × 300 with symbols at these points. */
const namesAmong = (points, furniture) => {
  const put = [];
  const context = {
    measureText: (text) => ({ width: text.length * 8 }), save() {}, restore() {}, rotate() {}, strokeText() {},
    translate: (x, y) => put.push({ x, y }), fillText: (text) => Object.assign(put.at(-1), { text }),
  };
  const stacks = points.map(([x, y], index) => ({
    x, y, members: [{ id: `p${index}`, row: index, shape: { lines: [] } }],
  }));
  const frame = { seen: [100, 50, 500, 350], zoom: 12 };
  drawNames(context, frame, stacks, {
    ground: [], furniture, radius: 10, isDots: false, focus: new Focus(), nameOf: ({ id }) => `name ${id}`, size: 12, fromZoom: 20,
  });
  return put.map(({ x, y, text }) => [x - text.length * 4, y - 7, x + text.length * 4, y + 7]);
};

test("no name is put beneath what stands over the map, wherever the picture begins", () => {
  const points = [[200, 100], [300, 200], [440, 300]];
  assert.equal(namesAmong(points, []).length, 3);
  const furniture = [[110, 30, 300, 70], [0, 230, 400, 300]]; // in the map's own pixels
  const names = namesAmong(points, furniture);
  assert.ok(names.length > 0);
  for (const [left, top, right, bottom] of furniture) {
    for (const name of names) assert.ok(isApart(name, [left + 100, top + 50, right + 100, bottom + 50]));
  }
});
