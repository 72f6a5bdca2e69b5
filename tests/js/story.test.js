import assert from "node:assert/strict";
import { test } from "node:test";
import { actOfKey } from "../../app/static/core/show-keys.js";
import { fitCamera, magnification } from "../../app/static/core/show-screen.js";
import { splitTitle, stepAfter, stepWithin, titleLength } from "../../app/static/core/story-steps.js";

test("a step stays within the story", () => {
  assert.equal(stepWithin(-1, 4), 0);
  assert.equal(stepWithin(9, 4), 3);
  assert.equal(stepWithin(2, 4), 2);
});

test("a story goes round and round", () => {
  assert.equal(stepAfter(0, 3), 1);
  assert.equal(stepAfter(2, 3), 0);
  assert.equal(stepAfter(0, 1), 0);
});

test("in a story the part stands apart from the title", () => {
  assert.deepEqual(splitTitle("Opens · Metro · Line 1", true), { part: "Opens", title: "Metro · Line 1" });
  assert.deepEqual(splitTitle("Opens · Metro", false), { part: "", title: "Opens · Metro" });
});

test("a Chinese title is long sooner", () => {
  assert.equal(titleLength("a".repeat(20), "en").isLong, false);
  assert.equal(titleLength("字".repeat(20), "zh").isLong, true);
  assert.equal(titleLength("字".repeat(31), "zh").isLongest, true);
});

test("a clicker steps, a frame has no keys that leave it", () => {
  assert.equal(actOfKey("PageDown", { steps: 3, isEmbedded: false }), "next");
  assert.equal(actOfKey("PageDown", { steps: 1, isEmbedded: false }), undefined);
  assert.equal(actOfKey("P", { steps: 3, isEmbedded: false }), "play");
  assert.equal(actOfKey("p", { steps: 3, isEmbedded: true }), undefined);
  assert.equal(actOfKey("Escape", { steps: 3, isEmbedded: true }), undefined);
  assert.equal(actOfKey("constructor", { steps: 3, isEmbedded: false }), undefined);
});

test("a wall magnifies, a frame never", () => {
  const wall = { width: 3840, height: 2160 };
  assert.equal(magnification(wall, { isEmbedded: false, isStacked: false }), 3.2);
  assert.equal(magnification(wall, { isEmbedded: true, isStacked: false }), 1);
  assert.equal(magnification({ width: 390, height: 844 }, { isEmbedded: false, isStacked: true }), 1);
});

test("a small box shows the same ground from farther away, to a limit", () => {
  const camera = { lon: 112.5, lat: 37.8, zoom: 12 };
  assert.equal(fitCamera(camera, { width: 800, height: 675 }, 1).zoom, 12);
  assert.equal(fitCamera(camera, { width: 400, height: 675 }, 1).zoom, 11);
  assert.equal(fitCamera(camera, { width: 100, height: 100 }, 1).zoom, 10.5);
});
