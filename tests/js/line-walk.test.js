import assert from "node:assert/strict";
import { test } from "node:test";
import { LineWalk } from "../../app/static/core/line-walk.js";

const FRAME = { scale: 1, left: 0, top: 0, width: 200, height: 100 };

/* What a pen has drawn: from where to where. */
class Pen {
  strokes = [];

  moveTo(x, y) {
    this.strokes.push([[x, y]]);
  }

  lineTo(x, y) {
    this.strokes.at(-1).push([x, y]);
  }

  get length() {
    return this.strokes.reduce((sum, stroke) => sum + stroke.slice(1).reduce(
      (part, [x, y], at) => part + Math.hypot(x - stroke[at][0], y - stroke[at][1]), 0), 0);
  }
}

const draw = (walk, flat, dash = null) => {
  const pen = new Pen();
  walk.next();
  walk.walk(Float64Array.from(flat), { from: 0, to: flat.length, pen, dash });
  return pen;
};

test("a line alone is drawn whole, also where it comes back", () => {
  const flat = [10, 10, 90, 10, 90, 50, 10, 50, 10, 10, 60, 10];
  assert.ok(Math.abs(draw(new LineWalk(FRAME), flat).length - 290) < 1e-6);
});

test("a line upon another is not drawn again, one across it is", () => {
  const walk = new LineWalk(FRAME);
  draw(walk, [0, 50, 200, 50]);
  assert.equal(draw(walk, [0, 50.5, 200, 50.5]).length, 0);
  assert.equal(draw(walk, [100, 0, 100, 100]).length, 100);
});

test("where two lines part the later one goes on", () => {
  const walk = new LineWalk(FRAME);
  draw(walk, [0, 50, 100, 50]);
  const pen = draw(walk, [0, 50, 100, 50, 180, 50]);
  assert.ok(Math.abs(pen.length - 80) < 5);
});

test("of a line out of the picture only what lies inside is walked", () => {
  const pen = draw(new LineWalk(FRAME), [-1e7, 50, 1e7, 50]);
  assert.deepEqual(pen.strokes, [[[0, 50], [200, 50]]]);
  assert.deepEqual(draw(new LineWalk(FRAME), [-50, -50, -10, 300]).strokes, []);
});

test("an unsure line has gaps", () => {
  const pen = draw(new LineWalk(FRAME), [0, 50, 200, 50], [2, 4]);
  assert.ok(Math.abs(pen.length - 100) < 5);
  assert.ok(pen.strokes.length > 10);
});

test("there is never more to draw than the picture has cells", () => {
  const walk = new LineWalk(FRAME);
  let length = 0;
  for (let number = 0; number < 5000; number += 1) {
    const y = (number * 7919) % 100;
    length += draw(walk, [0, y, 200, (y + number) % 100]).length;
  }
  assert.ok(length < 4 * 51 * 26 * 6);
});
